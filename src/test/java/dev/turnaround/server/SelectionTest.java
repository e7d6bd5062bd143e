package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Repositories that administrators select and leave out while the server runs.
class SelectionTest {
    private static final String ID = "made-here";
    private static final String CONNECTION = "/api/v1/connections/" + ID;
    private static final String REPOSITORIES = "/api/v1/repositories";
    private static final String SECRET = "a webhook secret";

    private final Endpoint database = TestDatabase.create();

    private TestServer server(JsonObject more) {
        var server = TestServer.with(database, Keyset.make(), FakeApi.provider());
        var given =
                new JsonObject()
                        .put("id", ID)
                        .put("provider", "github")
                        .put("webhook", new JsonObject().put("secrets", SECRET))
                        .put("auth", new JsonObject().put("token", FakeApi.GOOD))
                        .mergeIn(more);
        assertThat(call(server, "POST", "/api/v1/connections", given).statusCode()).isEqualTo(201);
        return server;
    }

    private static JsonObject none() {
        return new JsonObject().put("repositories", new JsonArray());
    }

    private static HttpResponse<String> call(
            TestServer server, String method, String path, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }

    private static HttpResponse<String> delete(TestServer server, String path) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .DELETE()
                        .build());
    }

    private static HttpResponse<String> select(TestServer server, String key, String value) {
        return call(
                server,
                "POST",
                REPOSITORIES,
                new JsonObject().put("connection", ID).put(key, value));
    }

    private static String post(TestServer server, int seed) {
        var acme = new Acme(seed, SECRET, GitHubHook.Encoding.JSON);
        WebhookRequest opened = acme.pullRequest("Made").opened(Acme.at(0));
        var answer = server.send("/webhooks/" + ID, opened.headers(), opened.body());
        assertThat(answer.statusCode()).isEqualTo(202);
        return new JsonObject(answer.body()).getString("verdict");
    }

    private static void await(BooleanSupplier is) throws InterruptedException {
        for (var tries = 0; tries < 200; tries++) {
            if (is.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within ten seconds");
    }

    private long rows(String table) {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from "
                                        + table
                                        + " where connection = '"
                                        + ID
                                        + "'")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<String> names(TestServer server) {
        return server.all(REPOSITORIES).stream().map(one -> one.getString("repository")).toList();
    }

    @Test
    void one_that_is_selected_is_known_read_at_once_and_noted() throws InterruptedException {
        try (var server = server(none())) {
            var answer = select(server, "name", "Acme/API");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            var selected = new JsonObject(answer.body());
            assertThat(selected.getString("id")).isEqualTo(ID + ":1");
            var sync = "/api/v1/syncs/" + selected.getJsonArray("syncs").getString(0);
            await(() -> "succeeded".equals(server.json(sync).getString("state")));
            assertThat(select(server, "id", "3").statusCode()).isEqualTo(201);

            assertThat(server.json(CONNECTION).getJsonArray("repositories"))
                    .containsExactly("acme/api", "acme/website");
            assertThat(names(server)).containsExactly("acme/api", "acme/website");
            assertThat(server.get("/api/v1/audit").body()).contains("repository.selected");
            assertThat(select(server, "name", "acme/none").statusCode()).isEqualTo(404);
            assertThat(select(server, "ids", "1").statusCode()).isEqualTo(400);
            assertThat(
                            call(
                                            server,
                                            "POST",
                                            REPOSITORIES,
                                            new JsonObject().put("connection", "no").put("id", "1"))
                                    .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void one_that_is_left_out_can_be_read_but_is_told_of_no_more() {
        try (var server = server(none())) {
            select(server, "name", "acme/api");
            var path = REPOSITORIES + "/" + ID + ":1";
            assertThat(delete(server, path + "?data=keep").statusCode()).isEqualTo(204);

            assertThat(server.get(path).statusCode()).isEqualTo(200);
            assertThat(server.json(CONNECTION).getJsonArray("repositories")).isEmpty();
            assertThat(call(server, "POST", path + "/sync", new JsonObject()).statusCode())
                    .isEqualTo(404);
            assertThat(server.get("/api/v1/audit").body())
                    .contains("repository.removed")
                    .contains("data kept");
            assertThat(delete(server, REPOSITORIES + "/" + ID + ":77").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void what_all_leaves_out_does_not_come_back_by_having_been_stored() {
        try (var server = server(new JsonObject())) {
            assertThat(post(server, 1)).isEqualTo("applied");
            var id = server.pullRequest().getString("repositoryId");
            var path = REPOSITORIES + "/" + ID + ":" + id;
            assertThat(delete(server, path).statusCode()).isEqualTo(204);
            assertThat(post(server, 2)).isEqualTo("skipped");
            assertThat(server.json(CONNECTION).getJsonArray("except")).containsExactly("acme/web");
            assertThat(server.json(CONNECTION).getString("repositories")).isEqualTo("all");
            assertThat(server.pullRequest()).isNotNull();
        }
    }

    @Test
    void what_is_stored_goes_dashboards_hear_it_and_it_can_be_wanted_anew()
            throws InterruptedException {
        try (var server = server(new JsonObject());
                var stream = server.stream("author=somebody-else")) {
            stream.next();
            post(server, 1);
            var gone = server.pullRequest().getString("id");
            var repository = server.pullRequest().getString("repositoryId");
            var facts = rows("fact");
            assertThat(facts).isPositive();
            var path = REPOSITORIES + "/" + ID + ":" + repository;

            assertThat(delete(server, path + "?data=delete").statusCode()).isEqualTo(202);
            var heard = stream.next(one -> one.name().equals("repository")).json();
            assertThat(heard.getString("change")).isEqualTo("erasing");
            assertThat(heard.getJsonArray("pullRequests")).containsExactly(gone);
            heard = stream.next(one -> one.name().equals("repository")).json();
            assertThat(heard.getString("change")).isEqualTo("erased");
            assertThat(heard.getString("repository")).isEqualTo("acme/web");
            assertThat(rows("pull_request") + rows("fact") + rows("tie")).isZero();
            assertThat(server.get(path).statusCode()).isEqualTo(404);

            assertThat(
                            call(server, "PATCH", CONNECTION, new JsonObject().putNull("except"))
                                    .statusCode())
                    .isEqualTo(200);
            execute("delete from receipt");
            assertThat(post(server, 1)).isEqualTo("applied");
            assertThat(rows("fact")).isEqualTo(facts);
            assertThat(server.get(path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void all_that_is_stored_of_a_connection_goes_with_it() throws InterruptedException {
        try (var server = server(new JsonObject())) {
            post(server, 1);
            assertThat(delete(server, CONNECTION + "?data=delete").statusCode()).isEqualTo(202);
            await(() -> rows("repository") + rows("fact") + rows("receipt") == 0);
            assertThat(rows("pull_request") + rows("sync") + rows("repository_bond")).isZero();
        }
    }

    @Test
    void what_the_file_selects_is_changed_there() {
        try (var server = TestServer.on(database)) {
            var selected =
                    call(
                            server,
                            "POST",
                            REPOSITORIES,
                            new JsonObject()
                                    .put("connection", TestClient.CONNECTION)
                                    .put("name", "acme/web"));
            assertThat(selected.statusCode()).isEqualTo(409);
            assertThat(selected.body()).contains("configuration file");
            server.send(new Acme(1).pullRequest("One").opened(Acme.at(0)));
            var id = server.pullRequest().getString("repositoryId");
            var path = REPOSITORIES + "/" + TestClient.CONNECTION + ":" + id;
            assertThat(delete(server, path).statusCode()).isEqualTo(409);
        }
    }

    @Test
    void what_the_file_no_longer_lists_takes_nothing_new_after_a_restart() {
        try (var server = TestServer.on(database)) {
            server.send(new Acme(1).pullRequest("One").opened(Acme.at(0)));
        }
        var others = new Settings.Selection.Listed(List.of("acme/other"));
        try (var server = TestServer.on(database, others)) {
            server.send(new Acme(2).pullRequest("Two").opened(Acme.at(0)));
            assertThat(server.json("/api/v1/pull-requests").getJsonArray("items")).hasSize(1);
        }
    }

    @Test
    void what_is_not_fetched_is_skipped_with_its_reason() {
        var off = new JsonObject().put("fetch", new JsonObject().put("pullRequests", false));
        try (var server = server(off)) {
            assertThat(post(server, 1)).isEqualTo("skipped");
            assertThat(server.get("/api/v1/deliveries").body())
                    .contains("pull requests are not fetched");
            assertThat(server.json(CONNECTION).getJsonObject("fetch").getBoolean("pullRequests"))
                    .isFalse();
        }
    }

    private void execute(String sql) {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
