package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Rosters;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.OAuthClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The API of gitlab.com or of an instance of one's own: GraphQL for what is wanted without the
/// bodies of notes, REST for the rest.
public final class GitLabApi implements Api {
    /// How far an answer may lie behind what happened: GitLab reads from replicas, and writes notes
    /// about acts from jobs that run after them.
    /// <https://docs.gitlab.com/administration/postgresql/database_load_balancing/>
    static final Duration LAG = Duration.ofSeconds(60);

    private static final URI PUBLIC = URI.create("https://gitlab.com");

    private final Calls calls;
    private final Projects projects;
    private final Groups groups;
    private final HealthCheck healthCheck;
    private final MergeRequestLists mergeRequests;
    private final IssueLists issues;
    private final GitLabHooks hooks;

    /// The API of one connection.
    ///
    /// @throws dev.turnaround.provider.UnusableCredentials when it cannot sign in with the
    ///   credentials
    GitLabApi(
            ApiAccess access,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var client = OAuthClient.of(access.credentials());
        var base = base(access.url());
        this.calls =
                new Calls(
                        vertx,
                        access.outgoing(),
                        base,
                        client == null
                                ? Authorizing.of(access.credentials())
                                : Authorizing.of(
                                        access.grants(),
                                        new WebFlow(
                                                client,
                                                base,
                                                who ->
                                                        new Calls(
                                                                vertx,
                                                                access.outgoing(),
                                                                base,
                                                                who,
                                                                new Throttle(),
                                                                clock,
                                                                pause,
                                                                jitter),
                                                clock),
                                        clock),
                        new Throttle(),
                        clock,
                        pause,
                        jitter);
        var rest = new Rest(calls);
        var graph = new Graph(calls);
        this.projects = new Projects(rest);
        this.hooks = new GitLabHooks(calls, rest);
        this.groups = new Groups(rest, graph);
        this.healthCheck = new HealthCheck(rest, client != null);
        this.mergeRequests = new MergeRequestLists(access.connection(), graph, rest);
        this.issues = new IssueLists(access.connection(), graph, rest);
    }

    /// The address of the start page, also below a path; people give that of the API as well.
    static URI base(@Nullable URI url) {
        if (url == null) {
            return PUBLIC;
        }
        return URI.create(url.toString().replaceFirst("(?:/+(?:api/v4|api/graphql|api))?/*$", ""));
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.PULL_REQUESTS, Subject.ISSUES);
    }

    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        return projects.page(cursor);
    }

    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        var place = Place.of(cursor);
        return switch (subject) {
            case PULL_REQUESTS -> mergeRequests.changed(repository, since, place);
            case ISSUES -> issues.changed(repository, since, place);
        };
    }

    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        return mergeRequests.some(repository, keys);
    }

    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        return issues.some(repository, keys);
    }

    @Override
    public List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        return issues.missing(repository, keys);
    }

    @Override
    public Hooks hooks() {
        return hooks;
    }

    @Override
    public Rosters rosters() {
        return groups;
    }

    @Override
    public List<Step> check() {
        return healthCheck.steps();
    }

    @Override
    public void close() {
        calls.close();
    }

    /// The project by its number and, for the name, as it was when this was answered.
    static Repository repository(Payload.Project project, Instant at) {
        return new Repository(Long.toString(project.id()), new Stamped<>(project.path(), at));
    }
}
