package dev.turnaround.server;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Subject;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.github.GitHub;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API of GitHub as far as a test says: its repositories, and whether the token is good.
final class FakeApi implements Api {
    static final String GOOD = "a-good-token";
    private static final Diagnosis EXPIRED =
            new Diagnosis(
                    "token_expired", "the token has expired", "Make a new token and give it here.");

    private final boolean good;
    private final List<Page<Repository>> pages;

    private FakeApi(boolean good, List<Page<Repository>> pages) {
        this.good = good;
        this.pages = pages;
    }

    /// GitHub's webhooks with this API, which shows three repositories on two pages.
    static Provider provider() {
        return provider(
                List.of(
                        new Page<>(
                                List.of(repository("1", "acme/api"), repository("2", "acme/web")),
                                List.of(),
                                "1",
                                3L),
                        new Page<>(List.of(repository("3", "acme/website")), List.of(), null, 3L)));
    }

    /// GitHub's webhooks with this API, which shows no repositories.
    static Provider withoutRepositories() {
        return provider(List.of(new Page<>(List.of(), List.of(), null, 0L)));
    }

    private static Provider provider(List<Page<Repository>> pages) {
        var real = new GitHub();
        return new Provider() {
            @Override
            public String name() {
                return real.name();
            }

            @Override
            public Set<String> contentTypes() {
                return real.contentTypes();
            }

            @Override
            public Set<String> secretKinds() {
                return real.secretKinds();
            }

            @Override
            public Webhooks webhooks(String connection, WebhookSecrets secrets) {
                return real.webhooks(connection, secrets);
            }

            @Override
            public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
                var token = access.credentials().value("token");
                if (token == null) {
                    throw new UnusableCredentials("a token");
                }
                return new FakeApi(token.equals(GOOD), pages);
            }
        };
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.PULL_REQUESTS);
    }

    @Override
    public Page<Repository> repositories(@Nullable String cursor) {
        if (!good) {
            throw new ApiFailure.Refused(EXPIRED);
        }
        return pages.get(cursor == null ? 0 : Integer.parseInt(cursor));
    }

    private static Repository repository(String id, String name) {
        return new Repository(id, new Stamped<>(name, Acme.NINE));
    }

    @Override
    public Page<Change> changed(
            Subject subject, Repository repository, Instant since, @Nullable String cursor) {
        return new Page<>(List.of(), List.of(), null, 0L);
    }

    @Override
    public Page<Change> pullRequests(Repository repository, List<PullRequestKey> keys) {
        return new Page<>(List.of(), List.of(), null, null);
    }

    @Override
    public Page<Change> issues(Repository repository, List<IssueKey> keys) {
        return new Page<>(List.of(), List.of(), null, null);
    }

    @Override
    public List<Step> check() {
        return good
                ? List.of(
                        Step.ok("authenticated", "as turnaround-bot"),
                        Step.ok("scopes", "repo:read"),
                        Step.ok("repositories", "3 can be seen"))
                : List.of(
                        Step.failed("authenticated", EXPIRED),
                        Step.skipped("scopes", "not tried, because authenticated failed"),
                        Step.skipped("repositories", "not tried, because authenticated failed"));
    }

    @Override
    public void close() {}
}
