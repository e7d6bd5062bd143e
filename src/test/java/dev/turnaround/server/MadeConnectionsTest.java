package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.vault.Keyset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Connections that administrators make, change and remove while the server runs.
class MadeConnectionsTest {
    private static final String ID = "made-here";
    private static final String PATH = "/api/v1/connections/" + ID;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonObject GIVEN =
            new JsonObject()
                    .put("id", ID)
                    .put("provider", "github")
                    .put("auth", new JsonObject().put("token", FakeApi.GOOD));

    private final Endpoint database = TestDatabase.create();
    private final String keyset = Keyset.make();

    private TestServer server() {
        return TestServer.with(database, keyset, FakeApi.provider());
    }

    private static HttpResponse<String> call(
            TestServer server, String method, String path, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .timeout(SOON)
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }

    private static JsonObject made(TestServer server) {
        var answer = call(server, "POST", "/api/v1/connections", GIVEN);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("location")).contains(PATH);
        return new JsonObject(answer.body());
    }

    private static String secret(JsonObject made) {
        return made.getJsonObject("webhookSecrets").getString("secrets");
    }

    private static int post(TestServer server, String secret, int seed) {
        var acme = new Acme(seed, secret, GitHubHook.Encoding.JSON);
        WebhookRequest opened = acme.pullRequest("Made").opened(Acme.at(0));
        return server.send("/webhooks/" + ID, opened.headers(), opened.body()).statusCode();
    }

    @Test
    void it_takes_webhooks_and_is_read_from_then_on() throws InterruptedException {
        try (var server = server()) {
            assertThat(post(server, "whatever", 1)).isEqualTo(404);
            var made = made(server);

            assertThat(post(server, secret(made), 1)).isEqualTo(202);
            assertThat(post(server, "another", 2)).isEqualTo(401);
            assertThat(server.pullRequest().getString("connection")).isEqualTo(ID);
            assertThat(server.pullRequest().getString("provider")).isEqualTo("github");
            awaitRepositories(server, 3);
        }
    }

    private static void awaitRepositories(TestServer server, int count)
            throws InterruptedException {
        var path = "/api/v1/connections/" + ID + "/sync";
        call(server, "POST", path, new JsonObject());
        for (var tries = 0; tries < 100; tries++) {
            if (server.all("/api/v1/repositories").size() >= count) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(server.all("/api/v1/repositories").toString());
    }

    @Test
    void its_secrets_are_shown_once_and_then_by_their_end() throws SQLException {
        try (var server = server()) {
            var made = made(server);
            var secret = secret(made);
            assertThat(secret).hasSize(64);

            var shown = server.get(PATH).body();
            assertThat(shown).doesNotContain(secret).doesNotContain(FakeApi.GOOD);
            var hints = new JsonObject(shown).getJsonArray("secrets");
            assertThat(hints.getJsonObject(0).getString("key")).isEqualTo("auth.token");
            assertThat(hints.getJsonObject(0).getString("endsWith")).isEqualTo("ken");
            assertThat(hints.getJsonObject(0).getInstant("setAt")).isNotNull();
            assertThat(server.get("/api/v1/connections").body())
                    .doesNotContain(secret)
                    .doesNotContain(FakeApi.GOOD);
            assertThat(Remains.tables(database))
                    .contains(ID)
                    .doesNotContain(secret)
                    .doesNotContain(FakeApi.GOOD);
        }
    }

    @Test
    void it_is_there_after_a_restart_and_with_a_key_added() {
        String secret;
        try (var server = server()) {
            secret = secret(made(server));
        }
        try (var server = TestServer.with(database, Keyset.rotated(keyset), FakeApi.provider())) {
            assertThat(post(server, secret, 1)).isEqualTo(202);
        }
    }

    @Test
    void while_keys_are_replaced_the_process_with_the_old_ones_goes_on() {
        try (var old = server()) {
            var secret = secret(made(old));
            try (var renewed =
                    TestServer.with(database, Keyset.rotated(keyset), FakeApi.provider())) {
                assertThat(post(renewed, secret, 1)).isEqualTo(202);
                // The other has sealed it anew, and this one is told so by making one more.
                var more = GIVEN.copy().put("id", "made-later");
                assertThat(call(old, "POST", "/api/v1/connections", more).statusCode())
                        .isEqualTo(201);
                assertThat(post(old, secret, 2)).isEqualTo(202);
            }
        }
    }

    @Test
    void another_process_has_it_within_a_moment() throws InterruptedException {
        try (var one = server();
                var other = server()) {
            var secret = secret(made(one));
            var answer = 404;
            for (var tries = 0; answer == 404 && tries < 50; tries++) {
                Thread.sleep(100);
                answer = post(other, secret, 1);
            }
            assertThat(answer).isEqualTo(202);
        }
    }

    @Test
    void a_webhook_secret_is_replaced_without_losing_a_delivery() {
        try (var server = server()) {
            var before = secret(made(server));
            var after = "a new secret of the tests";
            var both =
                    new JsonObject()
                            .put(
                                    "webhook",
                                    new JsonObject()
                                            .put("secrets", new JsonArray(List.of(after, before))));
            assertThat(call(server, "PATCH", PATH, both).statusCode()).isEqualTo(200);

            assertThat(post(server, before, 1)).isEqualTo(202);
            assertThat(post(server, after, 2)).isEqualTo(202);

            var one = new JsonObject().put("webhook", new JsonObject().put("secrets", after));
            assertThat(call(server, "PATCH", PATH, one).statusCode()).isEqualTo(200);
            assertThat(post(server, before, 3)).isEqualTo(401);
            assertThat(post(server, after, 3)).isEqualTo(202);
        }
    }

    @Test
    void a_change_keeps_what_it_does_not_name() {
        try (var server = server()) {
            var secret = secret(made(server));
            var some =
                    new JsonObject().put("repositories", new JsonArray(List.of("acme/elsewhere")));
            var changed = call(server, "PATCH", PATH, some);

            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            assertThat(new JsonObject(changed.body()).getJsonArray("repositories"))
                    .containsExactly("acme/elsewhere");
            assertThat(new JsonObject(changed.body()).getBoolean("credentials")).isTrue();
            assertThat(post(server, secret, 1)).isEqualTo(202);
            assertThat(server.all("/api/v1/pull-requests")).isEmpty();
        }
    }

    @Test
    void what_is_kept_for_one_host_is_not_sent_to_another() {
        try (var server = server()) {
            made(server);
            var there = new JsonObject().put("url", "https://git.example.com/api");
            var refused = call(server, "PATCH", PATH, there);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("auth.token", "new url");
            var other = there.copy().put("auth", new JsonObject().put("note", "no token"));
            assertThat(call(server, "PATCH", PATH, other).statusCode()).isEqualTo(400);
            assertThat(new JsonObject(server.get(PATH).body()).getString("url")).isNull();

            var whole = there.copy().put("auth", new JsonObject().put("token", FakeApi.GOOD));
            assertThat(call(server, "PATCH", PATH, whole).statusCode()).isEqualTo(200);

            assertThat(moved(server, "https://GIT.example.com:443/another")).isEqualTo(200);
            assertThat(moved(server, "http://git.example.com/api")).isEqualTo(400);
            assertThat(moved(server, "https://git.example.com:8443/api")).isEqualTo(400);
            assertThat(moved(server, "https://git.example.com.elsewhere.example")).isEqualTo(400);
            assertThat(call(server, "PATCH", PATH, new JsonObject().putNull("url")).statusCode())
                    .isEqualTo(400);
        }
    }

    private static int moved(TestServer server, String url) {
        return call(server, "PATCH", PATH, new JsonObject().put("url", url)).statusCode();
    }

    @Test
    void removed_it_takes_nothing_more_and_what_it_brought_stays() {
        try (var server = server()) {
            var secret = secret(made(server));
            assertThat(post(server, secret, 1)).isEqualTo(202);
            assertThat(call(server, "DELETE", PATH, new JsonObject()).statusCode()).isEqualTo(204);

            assertThat(post(server, secret, 2)).isEqualTo(404);
            assertThat(server.get(PATH).statusCode()).isEqualTo(404);
            assertThat(server.all("/api/v1/pull-requests")).hasSize(1);
            // Its id is free again, and the secret of the one before is not good for it.
            var again = secret(made(server));
            assertThat(post(server, secret, 2)).isEqualTo(401);
            assertThat(post(server, again, 2)).isEqualTo(202);
        }
    }

    @Test
    void what_is_wrong_is_named_and_nothing_is_made() {
        try (var server = server()) {
            var wrong =
                    GIVEN.copy()
                            .put("id", "Not An Id")
                            .put("repositories", new JsonArray(List.of("acme/web", "acme/web")));
            var answer = call(server, "POST", "/api/v1/connections", wrong);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(faults(answer)).containsExactly("id", "repositories[1]");

            var noToken = GIVEN.copy().put("auth", new JsonObject().put("tokn", "t"));
            assertThat(faults(call(server, "POST", "/api/v1/connections", noToken)))
                    .containsExactly("auth");
            assertThat(server.json("/api/v1/connections").getJsonArray("items")).isEmpty();
        }
    }

    @Test
    void nothing_from_outside_refers_to_a_file_or_a_variable_of_this_machine() throws SQLException {
        try (var server = server()) {
            for (var token : List.of("file:/etc/hostname", "${PATH}")) {
                var given =
                        GIVEN.copy()
                                .put("id", "refers")
                                .put("webhook", new JsonObject().put("secrets", token));
                assertThat(call(server, "POST", "/api/v1/connections", given).statusCode())
                        .isEqualTo(201);
                var hint =
                        server.json("/api/v1/connections/refers")
                                .getJsonArray("secrets")
                                .getJsonObject(1)
                                .getString("endsWith");
                // Literally what was sent.
                assertThat(hint).isEqualTo(token.length() < 12 ? "" : "ame");
                call(server, "DELETE", "/api/v1/connections/refers", new JsonObject());
            }
        }
    }

    private static List<String> faults(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(fault -> ((JsonObject) fault).getString("field"))
                        .toList();
    }

    @Test
    void one_of_the_configuration_is_changed_there() {
        var given =
                new Settings.Connection(
                        "in-file",
                        "github",
                        null,
                        new Settings.Webhook(List.of(Secret.of(TestClient.SECRET)), Map.of()),
                        new Settings.Credential.Group(Map.of()),
                        new Settings.Selection.All(),
                        new Settings.Selection.All());
        try (var server = TestServer.on(database, new GitHub(), given)) {
            var path = "/api/v1/connections/in-file";
            var change = call(server, "PATCH", path, new JsonObject().put("repositories", "all"));
            assertThat(change.statusCode()).isEqualTo(409);
            assertThat(change.body()).contains("configuration file");
            assertThat(call(server, "DELETE", path, new JsonObject()).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void without_keys_none_can_be_made() {
        try (var server =
                TestServer.on(
                        database,
                        FakeApi.provider(),
                        TestServer.gitHub(new Settings.Selection.All()))) {
            var answer = call(server, "POST", "/api/v1/connections", GIVEN);
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("secrets.keyset");
        }
    }
}
