package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Repositories and syncs as the API shows and changes them.
class RepositoriesTest {
    private Endpoint database;
    private TestServer server;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        var plain = TestServer.gitHub(new Settings.Selection.All());
        server =
                TestServer.on(
                        database,
                        FakeApi.withoutRepositories(),
                        new Settings.Connection(
                                plain.id(),
                                plain.provider(),
                                null,
                                plain.webhook(),
                                new Settings.Credential.Group(
                                        Map.of(
                                                "token",
                                                new Settings.Credential.Single(
                                                        Secret.of(FakeApi.GOOD)))),
                                plain.repositories(),
                                plain.projects()));
        server.sendAll(new Acme(1).life("Retry on 409"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void what_only_webhooks_told_is_complete() {
        var one = repository();
        assertThat(one.getString("repository")).isEqualTo("acme/web");
        assertThat(one.getDouble("completeness")).isEqualTo(1.0);
        assertThat(one.getLong("facts")).isPositive().isEqualTo(one.getLong("liveFacts"));
        assertThat(one.getBoolean("autoSync")).isTrue();
        assertThat(one.getJsonObject("pullRequests"))
                .isEqualTo(
                        new JsonObject()
                                .put("processed", 1)
                                .put("ingested", 1)
                                .put("skipped", 0)
                                .put("failed", 0)
                                .put("merged", 1));
        var shown = server.json(path(""));
        var author = shown.getJsonArray("byGitUser").getJsonObject(0);
        assertThat(author.getString("login")).isEqualTo("mia");
        assertThat(author.getLong("merged")).isEqualTo(1);
    }

    @Test
    void what_no_webhook_told_lowers_completeness_and_what_is_unlisted_does_not_count()
            throws SQLException {
        var facts = repository().getLong("facts");
        execute("update fact set live = false where kind = 'opened'");
        assertThat(repository().getDouble("completeness")).isEqualTo((facts - 1.0) / facts);
        execute("update fact set unlisted = true where kind = 'opened'");
        assertThat(repository().getDouble("completeness")).isEqualTo(1.0);
        assertThat(repository().getLong("facts")).isEqualTo(facts - 1);
    }

    @Test
    void what_was_taken_back_does_not_count() throws SQLException {
        var facts = repository().getLong("facts");
        execute(
                "update fact set deleted = true, live = false where id = (select min(id) from fact where kind = 'commented')");
        assertThat(repository().getLong("facts")).isEqualTo(facts - 1);
        assertThat(repository().getDouble("completeness")).isEqualTo(1.0);
    }

    @Test
    void every_pull_request_is_either_ingested_skipped_or_failed() throws SQLException {
        var repository = repository().getString("repositoryId");
        execute(
                "insert into sync_flaw values ('%s', '%s', 'pull_requests', '7', 'no author', now()), ('%1$s', '%2$s', 'pull_requests', '%d', 'half read', now())"
                        .formatted(
                                TestClient.CONNECTION,
                                repository,
                                server.pullRequest().getLong("number")));
        execute(
                "insert into delivery (position, received_at, connection, verdict, reason, latency_micros, repository, number) values (0, now(), '%s', 'skipped', 'the author is linked to nobody', 0, '%s', 8), (1, now(), '%1$s', 'skipped', 'the author is linked to nobody', 0, '%2$s', 8)"
                        .formatted(TestClient.CONNECTION, repository));
        assertThat(repository().getJsonObject("pullRequests"))
                .isEqualTo(
                        new JsonObject()
                                .put("processed", 3)
                                .put("ingested", 1)
                                .put("skipped", 1)
                                .put("failed", 1)
                                .put("merged", 1));
        var leftOut = server.json(path("/skipped")).getJsonArray("items");
        assertThat(leftOut).hasSize(3);
        assertThat(leftOut.getJsonObject(2).getString("result")).isEqualTo("skipped");
        assertThat(leftOut.getJsonObject(2).getLong("number")).isEqualTo(8);
        assertThat(leftOut.getJsonObject(2).getString("advice")).contains("people.unlinked");
        var first = server.json(path("/skipped?limit=1"));
        var second = server.json(path("/skipped?limit=1&cursor=" + first.getString("next")));
        assertThat(second.getJsonArray("items").getJsonObject(0))
                .isEqualTo(leftOut.getJsonObject(1));
    }

    @Test
    void what_the_door_left_out_is_listed_with_its_number() {
        try (var choosy =
                TestServer.on(
                        TestDatabase.create(),
                        new Settings.Selection.Listed(List.of("acme/other")))) {
            choosy.sendAll(List.of(new Acme(1).pullRequest("Unwanted").opened(Acme.at(0))));
            var delivery = choosy.json("/api/v1/deliveries").getJsonArray("items").getJsonObject(0);
            var key = PullRequestKey.parse(delivery.getString("pullRequest"));
            var leftOut =
                    choosy.json(
                                    "/api/v1/repositories/%s:%s/skipped"
                                            .formatted(key.connection(), key.repository()))
                            .getJsonArray("items");
            assertThat(leftOut).hasSize(1);
            assertThat(leftOut.getJsonObject(0).getLong("number")).isEqualTo(key.number());
            assertThat(leftOut.getJsonObject(0).getString("reason"))
                    .isEqualTo("the repository is not selected");
        }
    }

    @Test
    void figures_tell_of_syncs() {
        var deadline = System.nanoTime() + 15_000_000_000L;
        while (!server.get("/metrics").body().contains("turnaround_syncs_waiting 0.0")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void syncs_that_begin_by_themselves_can_be_turned_off() {
        var answer = send("PATCH", path(""), TestClient.TOKEN, "{\"autoSync\":false}");
        assertThat(new JsonObject(answer.body()).getBoolean("autoSync")).isFalse();
        assertThat(repository().getBoolean("autoSync")).isFalse();
        assertThat(send("PATCH", path(""), TestClient.TOKEN, "{\"autoSync\":\"no\"}").statusCode())
                .isEqualTo(400);
        assertThat(
                        send(
                                        "PATCH",
                                        "/api/v1/repositories/other:1",
                                        TestClient.TOKEN,
                                        "{\"autoSync\":true}")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_sync_is_started_found_in_the_history_and_ends() {
        var started = new JsonObject(post(path("/sync")).body());
        // One that the server had just begun to want by itself is shared.
        assertThat(started.getString("reason")).isIn("demand", "connected");
        assertThat(started.getString("repository")).isEqualTo("acme/web");
        var youngest = server.json(path("/syncs")).getJsonArray("items").getJsonObject(0);
        assertThat(youngest.getString("id")).isEqualTo(started.getString("id"));
        var sync = "/api/v1/syncs/" + started.getString("id");
        assertThat(server.json(sync).getString("id")).isEqualTo(started.getString("id"));
        assertThat(server.json(sync + "/log").getString("next")).isNull();
        assertThat(post(sync + "/cancel").statusCode()).isEqualTo(202);
        assertThat(server.get("/api/v1/syncs/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/syncs/none").statusCode()).isEqualTo(404);
    }

    @Test
    void the_stream_tells_how_a_sync_goes_on_to_those_who_ask_for_it() {
        try (var all = server.stream("topics=sync");
                var others = server.stream("topics=pull-request");
                var elsewhere = server.stream("topics=sync&repository=acme/api")) {
            all.next();
            others.next();
            elsewhere.next();
            post(path("/sync"));
            var event = all.next();
            assertThat(event.name()).isEqualTo("sync");
            assertThat(event.position()).isPositive();
            assertThat(event.json().getString("repository")).isEqualTo("acme/web");
            assertThat(event.json().fieldNames())
                    .contains("id", "state", "done", "total", "phase", "waitingUntil");
            all.next(one -> one.json().getString("state").equals("succeeded"));
            server.send(new Acme(2).pullRequest("Another").opened(Acme.at(0)));
            assertThat(others.next().name()).isEqualTo("pull-request");
        }
    }

    @Test
    void only_a_partial_sync_can_be_retried() throws SQLException {
        var id = UUID.randomUUID();
        insertSync(id, "partial");
        var again = post("/api/v1/syncs/" + id + "/retry");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(again.body()).getString("reason")).isEqualTo("retry");
        var good = UUID.randomUUID();
        insertSync(good, "succeeded");
        assertThat(post("/api/v1/syncs/" + good + "/retry").statusCode()).isEqualTo(409);
    }

    @Test
    void a_connection_s_repositories_are_synced_by_name_in_any_case() {
        var path = "/api/v1/connections/" + TestClient.CONNECTION + "/sync";
        var one = send("POST", path, TestClient.TOKEN, "{\"repository\":\"ACME/Web\"}");
        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(one.body()).getJsonArray("items")).hasSize(1);
        assertThat(
                        send("POST", path, TestClient.TOKEN, "{\"repository\":\"no/where\"}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", path, TestClient.TOKEN, "{\"since\":\"yesterday\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void who_may_only_look_starts_nothing() throws SQLException {
        execute(
                "insert into api_token values (sha256('ta_reader'::bytea), 'read', 'reader', now())");
        assertThat(send("POST", path("/sync"), "ta_reader", "{}").statusCode()).isEqualTo(403);
        assertThat(send("PATCH", path(""), "ta_reader", "{\"autoSync\":false}").statusCode())
                .isEqualTo(403);
        assertThat(send("GET", path(""), "ta_reader", "").statusCode()).isEqualTo(200);
    }

    private void insertSync(UUID id, String state) throws SQLException {
        var one = repository();
        execute(
                "insert into sync (id, connection, repository, repository_name, reason, state, requested_at, ended_at) values ('%s', '%s', '%s', 'acme/web', 'daily', '%s', now(), now())"
                        .formatted(
                                id, TestClient.CONNECTION, one.getString("repositoryId"), state));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private JsonObject repository() {
        var items = server.all("/api/v1/repositories");
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private String path(String rest) {
        return "/api/v1/repositories/" + repository().getString("id") + rest;
    }

    private HttpResponse<String> post(String path) {
        return ConnectionsTest.post(server, path);
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }
}
