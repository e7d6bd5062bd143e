package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Connections as the API shows and checks them.
class ConnectionsTest {
    private HttpServer provider;

    @BeforeEach
    void open() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        provider.start();
    }

    @AfterEach
    void close() {
        provider.stop(0);
    }

    @Test
    void a_good_connection_passes_all_steps_and_waits_for_its_first_webhook() {
        try (var server = server(Map.of("token", FakeApi.GOOD))) {
            var check = check(server);
            assertThat(results(check))
                    .containsExactly(
                            "dns ok",
                            "tls skipped",
                            "reachable ok",
                            "authenticated ok",
                            "scopes ok",
                            "repositories ok",
                            "webhook warning");
            assertThat(check.getBoolean("passed")).isTrue();
            assertThat(advice(check, 6))
                    .contains(
                            "http://localhost:"
                                    + server.port()
                                    + "/webhooks/"
                                    + TestClient.CONNECTION);

            server.sendAll(new Acme(1).life("Retry on 409"));
            assertThat(results(check(server))).endsWith("webhook ok");
        }
    }

    @Test
    void a_delivery_signed_with_another_secret_is_the_webhook_s_diagnosis() {
        try (var server = server(Map.of("token", FakeApi.GOOD))) {
            var forged =
                    new Acme(
                            1,
                            "another secret",
                            dev.turnaround.simulator.github.GitHubHook.Encoding.JSON);
            assertThat(server.send(forged.pullRequest("Forged").opened(Acme.at(0))).statusCode())
                    .isEqualTo(401);
            await(() -> results(check(server)).contains("webhook failed"));
            var shown = connection(server);
            assertThat(shown.getJsonObject("webhook").getString("state")).isEqualTo("refused");
            assertThat(shown.getString("lastDeliveryAt")).isNull();
        }
    }

    @Test
    void what_follows_a_failed_step_is_skipped_but_not_the_webhook() {
        try (var server = server(Map.of("token", "an-old-one"))) {
            var check = check(server);
            assertThat(results(check))
                    .containsExactly(
                            "dns ok",
                            "tls skipped",
                            "reachable ok",
                            "authenticated failed",
                            "scopes skipped",
                            "repositories skipped",
                            "webhook warning");
            assertThat(check.getBoolean("passed")).isFalse();
            assertThat(advice(check, 3)).isEqualTo("Make a new token and give it here.");
        }
        provider.stop(0);
        try (var server = server(Map.of("token", FakeApi.GOOD))) {
            assertThat(results(check(server)))
                    .containsExactly(
                            "dns ok",
                            "tls skipped",
                            "reachable failed",
                            "authenticated skipped",
                            "scopes skipped",
                            "repositories skipped",
                            "webhook warning");
        }
    }

    @Test
    void a_connection_without_credentials_says_so_and_nobody_is_asked() {
        try (var server = server(Map.of())) {
            var check = check(server);
            assertThat(results(check)).contains("authenticated skipped", "repositories skipped");
            assertThat(advice(check, 3)).contains("auth");
            assertThat(check.getBoolean("passed")).isTrue();
            assertThat(connection(server).getBoolean("credentials")).isFalse();
            assertThat(server.get(path("/available-repositories")).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void no_secret_is_shown() {
        try (var server = server(Map.of("token", FakeApi.GOOD))) {
            assertThat(server.get("/api/v1/connections").body())
                    .doesNotContain(FakeApi.GOOD, TestClient.SECRET);
            var shown = connection(server);
            assertThat(shown.getString("provider")).isEqualTo("github");
            assertThat(shown.getString("url")).isEqualTo(address().toString());
            assertThat(shown.getBoolean("credentials")).isTrue();
            assertThat(shown.getString("repositories")).isEqualTo("all");
        }
    }

    @Test
    void what_the_credentials_can_see_is_searched_page_by_page() {
        try (var server = server(Map.of("token", FakeApi.GOOD))) {
            var first = server.json(path("/available-repositories?q=WEB"));
            assertThat(names(first)).containsExactly("acme/web");
            var second =
                    server.json(
                            path(
                                    "/available-repositories?q=WEB&cursor="
                                            + first.getString("next")));
            assertThat(names(second)).containsExactly("acme/website");
            assertThat(second.getString("next")).isNull();
            assertThat(server.get(path("/available-repositories?cursor=%21")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_provider_s_refusal_is_answered_with_what_to_do() {
        try (var server = server(Map.of("token", "an-old-one"))) {
            var answer = server.get(path("/available-repositories"));
            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(new JsonObject(answer.body()).getString("detail"))
                    .isEqualTo("the token has expired: Make a new token and give it here.");
        }
    }

    @Test
    void a_connection_that_is_not_there_is_404() {
        try (var server = server(Map.of())) {
            assertThat(post(server, "/api/v1/connections/other/check").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void credentials_that_the_provider_cannot_use_do_not_start() {
        assertThatThrownBy(() -> server(Map.of("clientId", "x")))
                .isInstanceOf(UnusableCredentials.class)
                .hasMessage("a token");
    }

    private TestServer server(Map<String, String> auth) {
        var plain = TestServer.gitHub(new Settings.Selection.All());
        var entries = new java.util.HashMap<String, Settings.Credential>();
        auth.forEach(
                (key, value) -> entries.put(key, new Settings.Credential.Single(Secret.of(value))));
        return TestServer.on(
                TestDatabase.create(),
                FakeApi.provider(),
                new Settings.Connection(
                        plain.id(),
                        plain.provider(),
                        address(),
                        plain.webhook(),
                        new Settings.Credential.Group(entries),
                        plain.repositories(),
                        plain.projects()));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
    }

    private static String path(String rest) {
        return "/api/v1/connections/" + TestClient.CONNECTION + rest;
    }

    private static JsonObject connection(TestServer server) {
        return server.json("/api/v1/connections").getJsonArray("items").getJsonObject(0);
    }

    private static JsonObject check(TestServer server) {
        var answer = post(server, path("/check"));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    static HttpResponse<String> post(TestServer server, String path) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private static List<String> results(JsonObject check) {
        return check.getJsonArray("steps").stream()
                .map(JsonObject.class::cast)
                .map(step -> step.getString("step") + " " + step.getString("result"))
                .toList();
    }

    private static String advice(JsonObject check, int step) {
        return check.getJsonArray("steps").getJsonObject(step).getString("advice");
    }

    private static List<String> names(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("name"))
                .toList();
    }

    private static void await(java.util.function.BooleanSupplier done) {
        var deadline = System.nanoTime() + 15_000_000_000L;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about");
            }
            Thread.onSpinWait();
        }
    }
}
