package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.gitlab.GitLabApi;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The same issue told by webhooks, by the API, and by both, is the same issue.
class IssuesByBothRoadsTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final String SIGNING_TOKEN = GitLabHook.signingToken(new byte[32]);
    private final Instant begin =
            Clock.systemUTC().instant().minus(Duration.ofDays(5)).truncatedTo(ChronoUnit.SECONDS);
    private static final Person MIA = Person.user(5_001, "mia");
    private static final Person OMAR = Person.user(5_002, "omar");
    private static final Person LENA = Person.user(5_003, "lena");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Instant after(int hours) {
        return begin.plus(Duration.ofHours(hours));
    }

    @Test
    void at_github() {
        var hook =
                new GitHubHook(441_002, TestClient.SECRET, GitHubHook.Encoding.JSON, new Random(7));
        var web =
                new GitHubOrganization(61_204_113, "acme", hook)
                        .repository("web", "The shop", "Kotlin", 480, after(-9_000));
        var issue = web.issue(MIA, "Vouchers are taken twice", "As in `checkout`.");
        var sent = new ArrayList<WebhookRequest>();
        sent.add(issue.opened(after(0)));
        sent.add(issue.labeled(after(1), MIA, "bug"));
        sent.add(issue.assigned(after(2), MIA, OMAR));
        sent.add(issue.commented(after(3), LENA, "Since when?"));
        sent.add(issue.closed(after(10), OMAR, "completed"));
        sent.add(issue.reopened(after(12), LENA));
        sent.add(issue.assigned(after(13), LENA, LENA));
        sent.add(issue.unassigned(after(14), LENA, OMAR));
        sent.add(issue.closed(after(20), LENA, "completed"));
        var api = new GitHubApi(MIA, TOKEN);
        api.add(web);
        agree(
                new GitHub(),
                new Settings.Webhook(List.of(Secret.of(TestClient.SECRET)), Map.of()),
                api,
                "",
                sent,
                () -> issue.deleted(after(30), MIA));
    }

    @Test
    void at_gitlab() {
        var hook = new GitLabHook(SIGNING_TOKEN, () -> Clock.systemUTC().instant(), new Random(7));
        var group = new GitLabGroup("acme", hook);
        var issue =
                group.project("web", "Web", 40)
                        .issue(MIA, "Vouchers are taken twice", "As in `checkout`.");
        var sent = new ArrayList<WebhookRequest>();
        sent.add(issue.opened(after(0)));
        sent.add(issue.labeled(after(1), MIA, "bug"));
        sent.add(issue.assigned(after(2), MIA, List.of(OMAR)));
        sent.add(issue.noted(after(3), LENA, "Since when?"));
        sent.add(issue.closed(after(10), OMAR));
        sent.add(issue.reopened(after(12), LENA));
        sent.add(issue.assigned(after(13), LENA, List.of(LENA)));
        sent.add(issue.closed(after(20), LENA));
        agree(
                new GitLab(),
                new Settings.Webhook(
                        List.of(), Map.of("signingTokens", List.of(Secret.of(SIGNING_TOKEN)))),
                new GitLabApi(group, "", MIA, TOKEN),
                "",
                sent,
                issue::deleted);
    }

    private void agree(
            Provider provider,
            Settings.Webhook webhook,
            SimulatedApi simulated,
            String path,
            List<WebhookRequest> sent,
            Runnable deletion) {
        try (var api = ApiServer.open(vertx, simulated, Clock.systemUTC())) {
            var address = URI.create(api.address() + path);
            JsonObject byWebhook;
            try (var server = server(provider, webhook, null)) {
                server.sendAll(sent);
                byWebhook = issue(server);
            }
            JsonObject byApi;
            try (var server = server(provider, webhook, address)) {
                untilRead(server, 1);
                byApi = issue(server);
            }
            assertThat(byApi).isEqualTo(byWebhook);
            var open = byApi.getJsonArray("stages").getJsonObject(0);
            assertThat(open.getInteger("stays")).isEqualTo(2);
            assertThat(open.getLong("sumSeconds")).isEqualTo(Duration.ofHours(18).toSeconds());
            assertThat(byApi.getString("category")).isEqualTo("done");
            assertThat(byApi.getInteger("comments")).isEqualTo(1);
            assertThat(byApi.getInteger("reopenings")).isEqualTo(1);
            assertThat(byApi.getJsonObject("assignee").getString("login")).isEqualTo("lena");
            try (var server = server(provider, webhook, address)) {
                server.sendAll(sent);
                untilRead(server, 1);
                assertThat(issue(server)).as("by both").isEqualTo(byApi);
                deletion.run();
                ConnectionsTest.post(
                        server, path(server.all("/api/v1/repositories").getFirst()) + "/sync");
                untilRead(server, 2);
                assertThat(server.all("/api/v1/issues"))
                        .as("deleted when nobody told of it")
                        .isEmpty();
            }
        }
    }

    private static TestServer server(
            Provider provider, Settings.Webhook webhook, @Nullable URI address) {
        var auth =
                address == null
                        ? Map.<String, Settings.Credential>of()
                        : Map.<String, Settings.Credential>of(
                                "token", new Settings.Credential.Single(Secret.of(TOKEN)));
        return TestServer.on(
                TestDatabase.create(),
                provider,
                new Settings.Connection(
                        TestClient.CONNECTION,
                        provider.name(),
                        address,
                        webhook,
                        new Settings.Credential.Group(auth),
                        new Settings.Selection.All(),
                        new Settings.Selection.All()));
    }

    private static void untilRead(TestServer server, int runs) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var repositories = server.all("/api/v1/repositories");
            var syncs =
                    repositories.isEmpty()
                            ? List.<JsonObject>of()
                            : server.all(path(repositories.getFirst()) + "/syncs");
            if (syncs.size() >= runs
                    && syncs.stream().allMatch(one -> one.getString("endedAt") != null)) {
                assertThat(syncs)
                        .allSatisfy(one ->
                                assertThat(one.getString("state"))
                                        .as(one.encode())
                                        .isEqualTo("succeeded"));
                return;
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static String path(JsonObject repository) {
        return "/api/v1/repositories/" + repository.getString("id");
    }

    private static JsonObject issue(TestServer server) {
        var items = server.all("/api/v1/issues");
        assertThat(items).hasSize(1);
        var issue = items.getFirst();
        // It stands in its last stage until now, which is later for each that is asked.
        var last = issue.getJsonArray("stages").getJsonObject(1);
        assertThat(last.getBoolean("current")).isTrue();
        last.remove("sumSeconds");
        last.remove("spanSeconds");
        return issue;
    }
}
