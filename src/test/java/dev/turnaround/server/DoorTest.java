package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Every row of the contract's table of answers.
class DoorTest {
    @AutoClose private final TestServer server = TestServer.fresh();
    private final Acme acme = new Acme(2);

    @Test
    void a_delivery_with_news_is_applied() {
        expect(server.send(acme.pullRequest("New").opened(at(0))), 202, "applied");
    }

    @Test
    void a_delivery_that_comes_again_is_a_duplicate() {
        var webhook = acme.pullRequest("Twice").opened(at(0));
        server.send(webhook);
        expect(server.send(webhook), 202, "duplicate");
        assertThat(verdicts()).containsExactly("duplicate", "applied");
    }

    @Test
    void the_same_event_through_three_hooks_counts_once() {
        var pullRequest = acme.pullRequest("Three hooks");
        server.send(pullRequest.opened(at(0)));
        var comment = pullRequest.issueCommentCreated(at(1), LENA, "Once.");
        for (var hook : List.of("1", "2", "3")) {
            var headers = new HashMap<>(comment.headers());
            headers.put("X-GitHub-Hook-ID", hook);
            server.send(headers, comment.body());
        }
        assertThat(verdicts()).containsExactly("duplicate", "duplicate", "applied", "applied");
        assertThat(server.timeline(server.pullRequest()).getJsonArray("items")).hasSize(2);
    }

    @Test
    void what_is_known_under_another_delivery_is_a_duplicate_too() {
        var opened = acme.pullRequest("Under another name").opened(at(0));
        server.send(opened);
        var headers = new HashMap<>(opened.headers());
        headers.put("X-GitHub-Delivery", "another");
        expect(server.send(headers, opened.body()), 202, "duplicate");
    }

    @Test
    void pings_labels_and_unknown_events_are_ignored() {
        expect(server.send(acme.repository().ping(MIA)), 202, "ignored");
        var pullRequest = acme.pullRequest("Labelled");
        server.send(pullRequest.opened(at(0)));
        expect(server.send(pullRequest.labeled(at(1), MIA, "bug")), 202, "ignored");
        var unheardOf = signed("{\"action\":\"sparkled\"}", "unheard_of");
        expect(server.send(unheardOf), 202, "ignored");
    }

    @Test
    void a_repository_that_is_not_selected_is_skipped_and_the_log_says_why() {
        try (var choosy =
                TestServer.on(
                        TestDatabase.create(),
                        new Settings.Selection.Listed(List.of("acme/another")))) {
            expect(choosy.send(acme.pullRequest("Elsewhere").opened(at(0))), 202, "skipped");
            var line = choosy.json("/api/v1/deliveries").getJsonArray("items").getJsonObject(0);
            assertThat(line.getString("verdict")).isEqualTo("skipped");
            assertThat(line.getString("reason")).isEqualTo("the repository is not selected");
        }
    }

    @Test
    void a_selected_repository_is_followed_when_it_is_renamed() {
        try (var choosy =
                TestServer.on(
                        TestDatabase.create(),
                        new Settings.Selection.Listed(List.of("Acme/Web")))) {
            expect(choosy.send(acme.pullRequest("Before").opened(at(0))), 202, "applied");
            choosy.send(acme.repository().renamed(at(1), MIA, "shop"));
            expect(choosy.send(acme.pullRequest("After").opened(at(2))), 202, "applied");
        }
    }

    @Test
    void a_form_encoded_delivery_is_read_like_any_other() {
        var hook = new Acme(3, TestClient.SECRET, GitHubHook.Encoding.FORM);
        expect(server.send(hook.pullRequest("Form & more").opened(at(0))), 202, "applied");
        assertThat(server.pullRequest().getString("title")).isEqualTo("Form & more");
    }

    @Test
    void the_secret_before_still_works_while_it_is_rotated() {
        var hook = new Acme(4, TestServer.OLD_SECRET, GitHubHook.Encoding.JSON);
        expect(server.send(hook.pullRequest("Rotated").opened(at(0))), 202, "applied");
    }

    @Test
    void a_delivery_without_a_signature_is_not_let_in() {
        var webhook = acme.pullRequest("Unsigned").opened(at(0));
        var headers = new HashMap<>(webhook.headers());
        headers.remove("X-Hub-Signature-256");
        var answer = server.send(headers, webhook.body());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("no signature in X-Hub-Signature-256");
    }

    @Test
    void a_delivery_with_one_bit_changed_is_not_let_in() {
        var webhook = acme.pullRequest("Forged").opened(at(0));
        var body = webhook.body().clone();
        body[body.length / 2] ^= 1;
        assertThat(server.send(webhook.headers(), body).statusCode()).isEqualTo(401);
        assertThat(server.json("/api/v1/pull-requests").getJsonArray("items")).isEmpty();
        // A stranger's answer does not wait for the log.
        try (var log = server.stream("topics=delivery&since=2026-01-01T00:00:00Z")) {
            assertThat(
                            log.next(event -> event.name().equals("delivery"))
                                    .json()
                                    .getString("verdict"))
                    .isEqualTo("rejected");
        }
    }

    @Test
    void an_unknown_connection_is_not_found() {
        var request =
                HttpRequest.newBuilder(server.uri("/webhooks/nobody"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        assertThat(server.send(request).statusCode()).isEqualTo(404);
    }

    @Test
    void a_type_that_the_provider_does_not_send_is_refused() {
        var webhook = acme.pullRequest("Plain").opened(at(0));
        var headers = new HashMap<>(webhook.headers());
        headers.put("Content-Type", "text/plain");
        assertThat(server.send(headers, webhook.body()).statusCode()).isEqualTo(415);
    }

    @Test
    void malformed_json_is_refused_and_the_log_keeps_id_event_and_error_but_no_body() {
        var answer = server.send(signed("{\"canary-title\": ", "pull_request"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("canary");
        var line = server.json("/api/v1/deliveries").getJsonArray("items").getJsonObject(0);
        assertThat(line.getString("verdict")).isEqualTo("malformed");
        assertThat(line.getString("event")).isEqualTo("pull_request");
        assertThat(line.getString("id")).isNotNull();
        assertThat(line.getString("reason")).isNotEmpty().doesNotContain("canary");
    }

    @Test
    void deeply_nested_json_is_refused() {
        var answer = server.send(signed("[".repeat(100_000) + "]".repeat(100_000), "pull_request"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(server.send(acme.pullRequest("Unharmed").opened(at(0))).statusCode())
                .isEqualTo(202);
    }

    @Test
    void nul_and_lone_surrogates_in_a_title_are_replaced() {
        var pullRequest = acme.pullRequest("Marker");
        var json =
                new String(pullRequest.opened(at(0)).body(), UTF_8)
                        .replace("\"Marker\"", "\"a\\u0000b\\ud800c\"");
        expect(server.send(signed(json, "pull_request")), 202, "applied");
        assertThat(server.pullRequest().getString("title")).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void only_posts_are_taken() {
        var answer = server.get("/webhooks/" + TestClient.CONNECTION);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void everything_but_webhooks_and_health_needs_a_token() {
        for (var path :
                List.of(
                        "/api/v1/pull-requests",
                        "/api/v1/deliveries",
                        "/api/v1/stream",
                        "/metrics",
                        "/openapi.yaml")) {
            var answer = server.send(HttpRequest.newBuilder(server.uri(path)).build());
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
        }
        for (var path : List.of("/health/live", "/health/ready", "/")) {
            var answer = server.send(HttpRequest.newBuilder(server.uri(path)).build());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_token_buys_a_session_for_the_browser() {
        var wrong = signIn("ta_wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        var right = signIn(TestClient.TOKEN);
        assertThat(right.statusCode()).isEqualTo(204);
        var cookie = right.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain(TestClient.TOKEN);
        var request =
                HttpRequest.newBuilder(server.uri("/api/v1/session"))
                        .header("cookie", cookie.substring(0, cookie.indexOf(';')))
                        .build();
        assertThat(server.send(request).body())
                .isEqualTo("{\"scope\":\"admin\",\"name\":\"admin.token\"}");
    }

    private HttpResponse<String> signIn(String token) {
        return server.send(
                HttpRequest.newBuilder(server.uri("/api/v1/session"))
                        .header("content-type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        new JsonObject().put("token", token).encode()))
                        .build());
    }

    private List<String> verdicts() {
        return server.json("/api/v1/deliveries").getJsonArray("items").stream()
                .map(line -> ((JsonObject) line).getString("verdict"))
                .toList();
    }

    private static void expect(HttpResponse<String> answer, int status, String verdict) {
        assertThat(answer.body()).isEqualTo("{\"verdict\":\"" + verdict + "\"}");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    /// A body of our own making, signed with the right secret.
    private static WebhookRequest signed(String json, String event) {
        return Signed.of(json, event, new Random(5));
    }
}
