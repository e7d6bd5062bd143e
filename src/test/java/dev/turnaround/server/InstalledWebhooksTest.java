package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubHooks;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.vault.Keyset;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks at a simulated GitHub, from the call that asks for them to the deliveries that they
/// sign.
class InstalledWebhooksTest {
    private static final String PATH = "/api/v1/connections/made-here";
    private static final String TOKEN = "a-token-of-github";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Endpoint database = TestDatabase.create();
    private final String keyset = Keyset.make();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Vertx vertx = Vertx.vertx();
    private final Acme acme = new Acme(1);
    private final GitHubApi github =
            new GitHubApi(Person.user(900, "turnaround"), TOKEN, "repo, read:org, admin:org_hook");
    private final List<ApiRequest> writes = new CopyOnWriteArrayList<>();
    private ApiServer api;
    private TestServer server;

    @BeforeEach
    void open() {
        github.add(acme.repository());
        api =
                ApiServer.open(
                        vertx,
                        (request, base, at) -> {
                            if (!request.method().equals("GET")
                                    && !request.path().endsWith("/graphql")) {
                                writes.add(request);
                            }
                            return github.answer(request, base, at);
                        },
                        now::get);
        server = TestServer.at(database, keyset, new GitHub(), now::get);
    }

    @AfterEach
    void close() {
        server.close();
        api.close();
        vertx.close().await();
    }

    private HttpResponse<String> call(String method, String path, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }

    private JsonObject ok(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private String connect() {
        var given =
                new JsonObject()
                        .put("id", "made-here")
                        .put("provider", "github")
                        .put("url", api.address() + "/api/v3")
                        .put("auth", new JsonObject().put("token", TOKEN));
        return ok(201, call("POST", "/api/v1/connections", given))
                .getJsonObject("webhookSecrets")
                .getString("secrets");
    }

    private JsonObject install(String scope, String target) {
        var asked = new JsonObject().put("scope", scope).put("target", target);
        return ok(201, call("POST", PATH + "/webhooks", asked));
    }

    private int deliver(String secret, int seed) {
        var other = new Acme(seed, secret, GitHubHook.Encoding.JSON);
        var opened = other.pullRequest("Told").opened(Acme.at(seed));
        return server.send("/webhooks/made-here", opened.headers(), opened.body()).statusCode();
    }

    private GitHubHooks.Made only() {
        assertThat(github.hooks().all()).hasSize(1);
        return github.hooks().all().getFirst();
    }

    private static String secret(GitHubHooks.Made hook) {
        var secret = hook.secret();
        return secret == null ? "none" : secret;
    }

    private JsonObject webhook() {
        return server.json(PATH).getJsonObject("webhook");
    }

    private JsonObject installed() {
        return webhook().getJsonArray("installed").getJsonObject(0);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        server.hooks().run();
    }

    @Test
    void one_is_installed_with_what_it_needs_and_its_deliveries_are_taken() {
        connect();
        var answer = install("repository", "acme/web");

        var hook = only();
        assertThat(hook.place()).isEqualTo("repos/acme/web");
        assertThat(hook.url()).isEqualTo(answer.getString("url"));
        assertThat(hook.contentType()).isEqualTo("json");
        assertThat(hook.events())
                .containsExactly(
                        "pull_request",
                        "pull_request_review",
                        "pull_request_review_comment",
                        "issue_comment",
                        "issues",
                        "repository");
        assertThat(deliver(secret(hook), 1)).isEqualTo(202);
        assertThat(installed().getString("state")).isEqualTo("active");
        assertThat(answer.encode()).doesNotContain(secret(hook));
        assertThat(server.get("/api/v1/audit?act=webhook.installed").body())
                .contains("repository acme/web");
    }

    @Test
    void asked_for_again_it_is_set_right_and_not_doubled() {
        connect();
        install("repository", "acme/web");
        var hook = only();
        hook.active(false);
        install("repository", "acme/web");
        assertThat(only().active()).isTrue();
        assertThat(writes).extracting(ApiRequest::method).containsExactly("POST", "PATCH");
    }

    @Test
    void an_organization_tells_of_boards_too() {
        connect();
        install("organization", "acme");
        assertThat(only().place()).isEqualTo("orgs/acme");
        assertThat(only().events()).contains("projects_v2_item");
    }

    @Test
    void where_it_is_not_allowed_the_answer_says_how_it_is_made_by_hand() {
        connect();
        github.hooksVisible(false);
        var asked = new JsonObject().put("scope", "repository").put("target", "acme/web");
        var answer = ok(200, call("POST", PATH + "/webhooks", asked));

        assertThat(answer.getJsonObject("installed")).isNull();
        assertThat(answer.getString("reason")).contains("acme/web");
        assertThat(answer.getString("advice")).contains("Only for installing webhooks");
        assertThat(answer.getString("url")).endsWith("/webhooks/made-here");
        assertThat(answer.getJsonArray("steps")).isNotEmpty();
        assertThat(answer.getJsonArray("events")).isNotEmpty();
        assertThat(writes).isEmpty();
        assertThat(webhook().getJsonArray("installed")).isEmpty();
    }

    @Test
    void nothing_is_written_at_a_provider_unless_somebody_asks_for_a_webhook() {
        connect();
        ok(200, call("POST", PATH + "/check", new JsonObject()));
        ok(202, call("POST", PATH + "/sync", new JsonObject()));
        ok(200, call("POST", PATH + "/webhooks", new JsonObject().put("scope", "repository")));
        ok(202, call("POST", PATH + "/webhook-secret/rotate", new JsonObject()));
        pass(Duration.ofMinutes(2));
        pass(Duration.ofDays(2));
        assertThat(github.requests()).isPositive();
        assertThat(writes).isEmpty();

        install("repository", "acme/web");
        pass(Duration.ofDays(2));
        assertThat(writes).hasSize(1);
    }

    @Test
    void a_secret_is_replaced_and_no_delivery_is_lost_on_the_way() {
        var before = connect();
        install("repository", "acme/web");
        var answer = ok(202, call("POST", PATH + "/webhook-secret/rotate", new JsonObject()));
        var after = answer.getJsonObject("webhookSecrets").getString("secrets");
        assertThat(after).isNotEqualTo(before);

        // Accepted here before the provider has it.
        assertThat(secret(only())).isEqualTo(before);
        assertThat(deliver(before, 1)).isEqualTo(202);
        assertThat(deliver(after, 2)).isEqualTo(202);
        assertThat(call("POST", PATH + "/webhook-secret/rotate", new JsonObject()).statusCode())
                .isEqualTo(409);

        pass(Duration.ofMinutes(2));
        assertThat(secret(only())).isEqualTo(after);
        assertThat(webhook().getJsonObject("rotation").getInstant("oldCountsUntil"))
                .isEqualTo(now.get().plus(Duration.ofHours(24)));
        for (var round = 0; round < 4; round++) {
            assertThat(deliver(before, 10 + round)).isEqualTo(202);
            assertThat(deliver(secret(only()), 20 + round)).isEqualTo(202);
            pass(Duration.ofHours(5));
        }
        pass(Duration.ofHours(5));
        assertThat(deliver(before, 30)).isEqualTo(401);
        assertThat(deliver(after, 31)).isEqualTo(202);
        assertThat(webhook().getJsonObject("rotation")).isNull();
    }

    @Test
    void while_the_provider_refuses_the_new_secret_the_old_one_goes_on_counting() {
        var before = connect();
        install("repository", "acme/web");
        ok(202, call("POST", PATH + "/webhook-secret/rotate", new JsonObject()));
        github.hooksVisible(false);
        pass(Duration.ofMinutes(2));
        pass(Duration.ofDays(3));
        assertThat(secret(only())).isEqualTo(before);
        assertThat(deliver(before, 1)).isEqualTo(202);

        // A restart meanwhile changes nothing.
        server.close();
        server = TestServer.at(database, keyset, new GitHub(), now::get);
        github.hooksVisible(true);
        pass(Duration.ofMinutes(11));
        assertThat(secret(only())).isNotEqualTo(before);
        assertThat(deliver(before, 2)).isEqualTo(202);
        pass(Duration.ofHours(25));
        assertThat(deliver(before, 3)).isEqualTo(401);
    }

    @Test
    void one_that_the_provider_has_disabled_is_noticed_shown_and_made_up_for() {
        connect();
        install("repository", "acme/web");
        only().active(false);
        pass(Duration.ofHours(12));
        assertThat(installed().getString("state")).isEqualTo("active");
        pass(Duration.ofHours(13));

        assertThat(installed().getString("state")).isEqualTo("disabled");
        assertThat(installed().getString("reason")).contains("switched off");
        assertThat(syncs("gap")).isEqualTo(1);
        var check = ok(200, call("POST", PATH + "/check", new JsonObject()));
        assertThat(check.getJsonArray("steps").getJsonObject(6).getString("detail"))
                .contains("acme/web is disabled");
        // Nobody switches it on but who asks for it; and one that works again is made up for too.
        pass(Duration.ofHours(25));
        assertThat(only().active()).isFalse();
        only().active(true);
        pass(Duration.ofHours(25));
        assertThat(installed().getString("state")).isEqualTo("active");
    }

    private long syncs(String reason) {
        return server.all("/api/v1/repositories").stream()
                .flatMap(one ->
                        server
                                .all("/api/v1/repositories/" + one.getString("id") + "/syncs")
                                .stream())
                .filter(run -> run.getString("reason").equals(reason))
                .count();
    }

    @Test
    void one_that_was_removed_at_the_provider_stays_removed() {
        connect();
        install("repository", "acme/web");
        github.hooks().remove(only());
        pass(Duration.ofHours(25));
        assertThat(installed().getString("state")).isEqualTo("missing");
        ok(202, call("POST", PATH + "/webhook-secret/rotate", new JsonObject()));
        pass(Duration.ofMinutes(2));
        assertThat(github.hooks().all()).isEmpty();
        assertThat(writes).hasSize(1);
        assertThat(webhook().getJsonObject("rotation").getInstant("oldCountsUntil")).isNotNull();
    }

    @Test
    void one_is_removed_where_it_was_installed() {
        connect();
        install("repository", "acme/web");
        var path = PATH + "/webhooks?scope=repository&target=acme%2Fweb";
        assertThat(call("DELETE", path, new JsonObject()).statusCode()).isEqualTo(204);
        assertThat(github.hooks().all()).isEmpty();
        assertThat(webhook().getJsonArray("installed")).isEmpty();
        assertThat(call("DELETE", path, new JsonObject()).statusCode()).isEqualTo(404);
    }

    @Test
    void the_secrets_of_the_configuration_are_replaced_there() {
        server.close();
        server = TestServer.on(TestDatabase.create());
        assertThat(
                        call(
                                        "POST",
                                        "/api/v1/connections/acme-github/webhook-secret/rotate",
                                        new JsonObject())
                                .statusCode())
                .isEqualTo(409);
    }
}
