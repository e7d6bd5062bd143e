package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Hooks;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.json.Fields;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API of Bitbucket Cloud. It has no issues any more: the tracker was taken down in August
/// 2026.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/>
final class CloudApi implements Api {
    private static final String REPOSITORIES = "repositories of a workspace";
    private static final int BAD_REQUEST = 400;

    private final CloudClient client;
    private final CloudCheck check;
    private final String connection;

    CloudApi(CloudClient client, CloudCheck check, String connection) {
        this.client = client;
        this.check = check;
        this.connection = connection;
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.PULL_REQUESTS);
    }

    /// Workspace by workspace. One that cannot be read is a flaw.
    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        var at = cursor == null ? null : CloudCursor.parse(cursor);
        var workspaces = workspaces(client);
        var workspace = at == null ? next(workspaces, null) : known(workspaces, at.place());
        if (workspace == null) {
            return new Page<>(List.of(), List.of(), null, at == null ? 0L : null);
        }
        var after = next(workspaces, workspace.uuid());
        var onwards = after == null ? null : new CloudCursor(after.uuid(), null).text();
        try {
            var answer =
                    client.page(
                            CloudQuery.repositories(workspace.uuid()),
                            at == null || !at.place().equals(workspace.uuid()) ? null : at.page(),
                            REPOSITORIES);
            return repositories(answer, workspace, onwards);
        } catch (ApiFailure.Refused refused) {
            if (refused.diagnosis().code().startsWith("token")) {
                throw refused;
            }
            var flaw = new Page.Flaw(workspace.slug(), refused.diagnosis().what());
            return new Page<>(List.of(), List.of(flaw), onwards, null);
        }
    }

    private static Page<Repository> repositories(
            Answer answer, Workspace workspace, @Nullable String onwards) {
        var flaws = new ArrayList<Page.Flaw>();
        var page = CloudPage.of(answer, in -> repository(in, answer.at(), flaws));
        var next =
                page.next() == null
                        ? onwards
                        : new CloudCursor(workspace.uuid(), page.next()).text();
        return new Page<>(page.values(), flaws, next, null);
    }

    private static @Nullable Repository repository(Fields in, Instant at, List<Page.Flaw> flaws)
            throws IOException {
        String uuid = null;
        String name = null;
        if (in.enter()) {
            while (in.next()) {
                switch (in.name()) {
                    case "uuid" -> uuid = Values.uuid(in);
                    case "full_name" -> name = in.text();
                    default -> in.skip();
                }
            }
        }
        var fault = in.takeFault();
        if (uuid == null || name == null) {
            var reason = fault == null ? "it has no uuid or no name" : fault;
            flaws.add(new Page.Flaw(name == null ? "?" : name, reason));
            return null;
        }
        return new Repository(uuid, new Stamped<>(name, at));
    }

    /// A workspace, by its identity without braces.
    record Workspace(String uuid, String slug) {}

    /// Those that the account is a member of, in the order of their identities: the order in which
    /// a cursor goes through them.
    static List<Workspace> workspaces(CloudClient client) {
        return client.all(CloudQuery.workspaces(), "workspaces", CloudApi::workspace).stream()
                .sorted(Comparator.comparing(Workspace::uuid))
                .toList();
    }

    private static @Nullable Workspace workspace(Fields in) throws IOException {
        String uuid = null;
        String slug = null;
        if (in.enter()) {
            while (in.next()) {
                if (in.name().equals("workspace") && in.enter()) {
                    while (in.next()) {
                        switch (in.name()) {
                            case "uuid" -> uuid = Values.uuid(in);
                            case "slug" -> slug = in.text();
                            default -> in.skip();
                        }
                    }
                } else {
                    in.skip();
                }
            }
        }
        return uuid == null ? null : new Workspace(uuid, slug == null ? uuid : slug);
    }

    private static @Nullable Workspace next(List<Workspace> workspaces, @Nullable String after) {
        return workspaces.stream()
                .filter(one -> after == null || one.uuid().compareTo(after) > 0)
                .findFirst()
                .orElse(null);
    }

    /// The one that a cursor names, or the one after it, should the account have left it.
    private static @Nullable Workspace known(List<Workspace> workspaces, String uuid) {
        return workspaces.stream()
                .filter(one -> one.uuid().compareTo(uuid) >= 0)
                .findFirst()
                .orElse(null);
    }

    /// A page ends early where a limit is reached, so that what was read up to there is not lost;
    /// the next one meets the limit then.
    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        if (subject != Subject.PULL_REQUESTS) {
            throw new IllegalArgumentException("Bitbucket has no " + subject);
        }
        var at = cursor == null ? new CloudCursor("0", null) : CloudCursor.parse(cursor);
        var answer =
                client.page(CloudQuery.changedSince(repository, since), at.page(), "pull requests");
        var page = CloudPage.of(answer, CloudListed::read);
        var pulls = new CloudPullRequests(client, connection, repository);
        var first = Math.min(at.items(), page.values().size());
        for (var item = first; item < page.values().size(); item++) {
            try {
                pulls.tell(page.values().get(item), page.at());
            } catch (ApiFailure.Limited limited) {
                if (item == first) {
                    throw limited;
                }
                return pulls.page(new CloudCursor("" + item, at.page()).text(), page.size());
            }
        }
        var next = page.next() == null ? null : new CloudCursor("0", page.next()).text();
        return pulls.page(next, page.size());
    }

    /// Fifty at once from the list; what the list does not bring is asked for alone, since only
    /// that tells whether it is gone.
    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        var pulls = new CloudPullRequests(client, connection, repository);
        for (var from = 0; from < keys.size(); from += CloudQuery.PULL_REQUESTS_MAX) {
            var to = Math.min(from + CloudQuery.PULL_REQUESTS_MAX, keys.size());
            numbered(repository, keys.subList(from, to), pulls);
        }
        return pulls.page(null, (long) keys.size());
    }

    private void numbered(
            Repository repository, List<PullRequestKey> keys, CloudPullRequests pulls) {
        var missing = new HashMap<Long, PullRequestKey>();
        keys.forEach(key -> missing.put(key.number(), key));
        var numbers = missing.keySet().stream().sorted().toList();
        // For one alone the list would be a request more when it is gone, and none less otherwise.
        if (numbers.size() > 1) {
            var answer = client.answer(CloudQuery.numbered(repository, numbers));
            if (answer.ok()) {
                var page = CloudPage.of(answer, CloudListed::read);
                for (var item : page.values()) {
                    if (item instanceof CloudListed.Read(var pull)
                            && missing.remove(pull.shown().number()) != null) {
                        pulls.tell(item, page.at());
                    }
                }
            } else if (answer.status() != BAD_REQUEST) {
                throw client.refusals().of(answer, "pull requests");
            }
        }
        numbers.stream().map(missing::get).filter(key -> key != null).forEach(pulls::tellNumbered);
    }

    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        throw new IllegalArgumentException("Bitbucket has no issues");
    }

    @Override
    public Hooks hooks() {
        return new CloudHooks(client);
    }

    @Override
    public List<Step> check() {
        return check.steps();
    }

    @Override
    public void close() {
        client.close();
    }
}
