package dev.turnaround.provider.github;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Rosters;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Calls;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// GitHub's APIs: GraphQL for pull requests and issues, which has all of one in one answer; REST
/// for repositories, pushes and lost deliveries.
///
/// Pull requests of forks have their ordinary pushes from webhooks alone, because the list of
/// pushes is the fork's.
public final class GitHubApi implements Api {
    private final Calls calls;
    private final Entrance entrance;
    private final Repositories repositories;
    private final PullRequests pullRequests;
    private final Issues issues;
    private final Undelivered undelivered;
    private final Teams teams;
    private final Checkup checkup;
    private final GitHubHooks hooks;

    /// The API of one connection.
    ///
    /// @throws UnusableCredentials when it cannot sign in with the credentials
    GitHubApi(
            ApiAccess access,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var site = Site.of(access.url());
        var rates = new Rates();
        this.entrance =
                Entrance.of(
                        access,
                        site,
                        (base, who) ->
                                new Calls(
                                        vertx,
                                        access.outgoing(),
                                        base,
                                        who,
                                        new Rates(),
                                        clock,
                                        pause,
                                        jitter),
                        clock);
        this.calls =
                new Calls(
                        vertx,
                        access.outgoing(),
                        site.rest(),
                        Entrance.versioned(entrance.authorization()),
                        rates,
                        clock,
                        pause,
                        jitter);
        var graphQl = new GraphQl(calls, site.graphQl(), rates, clock);
        this.repositories = new Repositories(calls, entrance);
        this.pullRequests = new PullRequests(access.connection(), calls, graphQl);
        this.issues = new Issues(access.connection(), graphQl);
        this.hooks = new GitHubHooks(calls);
        this.undelivered = new Undelivered(access.connection(), calls);
        this.teams = new Teams(repositories, graphQl);
        this.checkup = new Checkup(calls, repositories, entrance, clock);
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.PULL_REQUESTS, Subject.ISSUES);
    }

    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        return repositories.page(cursor);
    }

    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        return switch (subject) {
            case PULL_REQUESTS -> pullRequests.changed(repository, since, cursor);
            case ISSUES -> issues.changed(repository, since, cursor);
        };
    }

    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        return pullRequests.byNumber(repository, keys);
    }

    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        return issues.byId(repository, keys);
    }

    @Override
    public List<IssueKey> missing(Repository repository, List<IssueKey> keys) {
        return issues.missing(repository, keys);
    }

    @Override
    public Page<Reading.Relevant> undelivered(
            Repository repository, Instant since, @Nullable String cursor) {
        return undelivered.of(repository, since, cursor);
    }

    @Override
    public Hooks hooks() {
        return hooks;
    }

    @Override
    public Rosters rosters() {
        return teams;
    }

    @Override
    public List<Step> check() {
        return checkup.steps();
    }

    @Override
    public void close() {
        calls.close();
        entrance.close();
    }
}
