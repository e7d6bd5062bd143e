package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.ingest.Verification;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is behind the accounts, and what knowing it does to the past.
class PeopleTest {
    private static final String MIA = TestClient.CONNECTION + ":101";
    private static final String OMAR = TestClient.CONNECTION + ":102";
    private static final String LENA = TestClient.CONNECTION + ":103";

    private Endpoint database;
    private TestServer server;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        server = TestServer.on(database);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Lena is the first to comment, Omar the second; then it is approved and merged.
    private void life() {
        var one = new Acme(1).pullRequest("Retry on 409");
        server.sendAll(
                List.of(
                        one.opened(Acme.at(0)),
                        one.reviewRequested(Acme.at(1), Acme.MIA, Acme.LENA),
                        one.issueCommentCreated(Acme.at(20), Acme.LENA, "A note to myself."),
                        one.issueCommentCreated(Acme.at(40), Acme.OMAR, "A question."),
                        one.merged(Acme.at(120), Acme.OMAR)));
    }

    @Test
    void the_author_s_comments_by_another_account_stop_counting_and_count_again() {
        life();
        var before = server.pullRequest();
        assertThat(before.getInstant("firstResponseAt")).isEqualTo(Acme.at(20));
        assertThat(before.getString("attribution")).isEqualTo("unlinked");

        var mia = made(make("Mia Chen", MIA, LENA));
        settled();

        var linked = server.pullRequest();
        assertThat(linked.getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        assertThat(linked.getLong("timeToFirstCommentSeconds")).isEqualTo(40 * 60);
        assertThat(linked.getString("attribution")).isEqualTo("linked");
        assertThat(linked.getJsonObject("author").getString("person")).isEqualTo("Mia Chen");
        assertThat(linked.getJsonObject("author").getString("id")).isEqualTo("101");
        var ignored =
                server.timeline(linked).getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(line -> "author_as_another".equals(line.getString("ignored")))
                        .toList();
        assertThat(ignored).hasSize(1);
        assertThat(ignored.getFirst().getJsonObject("actor").getString("login"))
                .isEqualTo("lena.k");
        assertThat(differences()).isEmpty();

        assertThat(undo(mia.getString("act")).statusCode()).isEqualTo(200);
        settled();
        assertThat(server.pullRequest()).isEqualTo(before);
        assertThat(differences()).isEmpty();
    }

    @Test
    void what_is_unlinked_is_as_it_was_before_it_was_linked() {
        life();
        var before = server.pullRequest();
        var mia = made(make("Mia Chen", MIA)).getString("id");
        settled();
        var alone = server.pullRequest();
        put(LENA, new JsonObject().put("person", mia));
        settled();
        assertThat(server.pullRequest().getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        put(LENA, new JsonObject().putNull("person"));
        settled();
        assertThat(server.pullRequest()).isEqualTo(alone);
        put(MIA, new JsonObject().putNull("person"));
        settled();
        assertThat(server.pullRequest()).isEqualTo(before);
        assertThat(differences()).isEmpty();
    }

    @Test
    void who_is_marked_as_a_bot_neither_responded_nor_is_awaited() {
        life();
        var before = server.pullRequest();
        var act = put(LENA, new JsonObject().put("bot", true)).getString("act");
        settled();
        var marked = server.pullRequest();
        assertThat(marked.getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        assertThat(marked.getJsonArray("reviewers").encode()).contains("\"bot\":true");
        assertThat(server.json("/api/v1/identities?bot=true").getJsonArray("items")).hasSize(1);
        assertThat(differences()).isEmpty();
        undo(act);
        settled();
        assertThat(server.pullRequest()).isEqualTo(before);
    }

    @Test
    void what_is_known_counts_for_what_comes_afterwards() {
        var one = new Acme(1).pullRequest("Retry on 409");
        server.sendAll(List.of(one.opened(Acme.at(0))));
        server.send(new Acme(2).pullRequest("x").issueCommentCreated(Acme.at(1), Acme.LENA, "y"));
        made(make("Mia Chen", MIA, LENA));
        server.sendAll(
                List.of(
                        one.issueCommentCreated(Acme.at(20), Acme.LENA, "A note."),
                        one.issueCommentCreated(Acme.at(40), Acme.OMAR, "A question.")));
        settled();
        var found = server.json("/api/v1/pull-requests?q=Retry").getJsonArray("items");
        assertThat(found.getJsonObject(0).getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        assertThat(differences()).isEmpty();
    }

    @Test
    void two_persons_become_one_and_two_again() {
        life();
        var mia = made(make("Mia Chen", MIA)).getString("id");
        var lena = made(make("Lena Kraus", LENA)).getString("id");
        settled();
        var two = server.pullRequest();
        var merged = post("/api/v1/people/" + lena + "/merge", new JsonObject().put("into", mia));
        assertThat(merged.statusCode()).isEqualTo(200);
        settled();
        assertThat(server.pullRequest().getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        assertThat(server.all("/api/v1/people")).hasSize(1);
        var undone = undo(new JsonObject(merged.body()).getString("act"));
        assertThat(undone.statusCode()).isEqualTo(200);
        settled();
        assertThat(server.pullRequest()).isEqualTo(two);
        assertThat(server.all("/api/v1/people"))
                .extracting(one -> one.getString("name"))
                .containsExactly("Lena Kraus", "Mia Chen");
        // And to undo the undoing makes one of them once more.
        undo(new JsonObject(undone.body()).getString("act"));
        settled();
        assertThat(server.pullRequest().getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
        assertThat(differences()).isEmpty();
    }

    @Test
    void what_was_changed_since_is_not_undone() {
        life();
        var first = made(make("Mia Chen", MIA));
        var second = made(make("Somebody Else", MIA));
        var refused = undo(first.getString("act"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("mia");
        assertThat(undo(second.getString("act")).statusCode()).isEqualTo(200);
        assertThat(undo(second.getString("act")).statusCode()).isEqualTo(409);
        assertThat(undo(first.getString("act")).statusCode()).isEqualTo(200);
        assertThat(undo(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        assertThat(server.all("/api/v1/people")).isEmpty();
    }

    @Test
    void whoever_is_linked_to_nobody_is_listed_with_what_waits_for_it() {
        life();
        made(make("Omar Haddad", OMAR));
        var unlinked = server.json("/api/v1/identities?linked=false").getJsonArray("items");
        assertThat(unlinked).hasSize(2);
        var mia = unlinked.getJsonObject(0);
        assertThat(mia.getString("id")).isEqualTo(MIA);
        assertThat(mia.getString("login")).isEqualTo("mia");
        assertThat(mia.getJsonObject("pullRequests"))
                .isEqualTo(
                        new JsonObject().put("authored", 1).put("involved", 0).put("skipped", 0));
        assertThat(unlinked.getJsonObject(1).getJsonObject("pullRequests").getLong("involved"))
                .isEqualTo(1);
        var linked = server.json("/api/v1/identities?linked=true").getJsonArray("items");
        assertThat(linked).hasSize(1);
        assertThat(linked.getJsonObject(0).getJsonObject("person").getString("name"))
                .isEqualTo("Omar Haddad");
    }

    @Test
    void lists_and_the_stream_filter_by_person_and_team() {
        life();
        var mia = made(make("Mia Chen", MIA)).getString("id");
        var team =
                post(
                        "/api/v1/teams",
                        new JsonObject()
                                .put("name", "Payments")
                                .put("members", new JsonArray().add(mia)));
        assertThat(team.statusCode()).isEqualTo(201);
        settled();
        for (var found : List.of("author=mia%20chen", "author=" + mia, "team=payments")) {
            assertThat(items("/api/v1/pull-requests?" + found)).as(found).hasSize(1);
        }
        for (var none : List.of("author=Omar", "team=Platform")) {
            assertThat(items("/api/v1/pull-requests?" + none)).as(none).isEmpty();
        }
        try (var ours = server.stream("team=payments");
                var others = server.stream("team=platform")) {
            ours.next();
            others.next();
            server.send(new Acme(3).pullRequest("One more").opened(Acme.at(200)));
            var event = ours.next();
            assertThat(event.name()).isEqualTo("pull-request");
            assertThat(event.json().getJsonObject("author").getString("person"))
                    .isEqualTo("Mia Chen");
            var id = new JsonObject(team.body()).getString("id");
            var left =
                    send(
                            "PUT",
                            "/api/v1/teams/" + id,
                            new JsonObject().put("members", new JsonArray()));
            assertThat(left.statusCode()).isEqualTo(200);
            assertThat(items("/api/v1/pull-requests?team=payments")).isEmpty();
            undo(new JsonObject(left.body()).getString("act"));
            assertThat(items("/api/v1/pull-requests?team=payments")).hasSize(2);
        }
    }

    @Test
    void the_stream_tells_whose_numbers_changed_and_what_about_them() {
        life();
        try (var stream = server.stream("")) {
            stream.next();
            made(make("Mia Chen", MIA, LENA));
            var event = stream.next();
            assertThat(event.json().getInstant("firstResponseAt")).isEqualTo(Acme.at(40));
            assertThat(event.json().getJsonArray("changed").stream().map(Object::toString))
                    .contains("author", "attribution", "firstResponseAt");
        }
    }

    @Test
    void what_an_unknown_author_opened_is_left_out_until_somebody_knows_them() {
        try (var strict = TestServer.strict(TestDatabase.create())) {
            var one = new Acme(1).pullRequest("Retry on 409");
            var opened = one.opened(Acme.at(0));
            assertThat(strict.send(opened).body()).contains("skipped");
            assertThat(strict.send(opened).body()).contains("skipped");
            assertThat(strict.all("/api/v1/pull-requests")).isEmpty();
            var repository = strict.all("/api/v1/repositories").getFirst();
            assertThat(repository.getJsonObject("pullRequests").getLong("skipped")).isEqualTo(1);
            var path = "/api/v1/repositories/" + repository.getString("id") + "/skipped";
            var leftOut = strict.json(path).getJsonArray("items");
            assertThat(leftOut).hasSize(1);
            assertThat(leftOut.getJsonObject(0).getString("title")).isEqualTo("Retry on 409");
            assertThat(leftOut.getJsonObject(0).getString("identity")).isEqualTo(MIA);
            assertThat(leftOut.getJsonObject(0).getString("advice")).contains(MIA);
            var mia = strict.json("/api/v1/identities?linked=false").getJsonArray("items");
            assertThat(mia.getJsonObject(0).getJsonObject("pullRequests").getLong("skipped"))
                    .isEqualTo(1);
            make(strict, "Mia Chen", MIA);
            assertThat(strict.send(opened).body()).contains("applied");
            assertThat(strict.pullRequest().getString("attribution")).isEqualTo("linked");
            assertThat(strict.json(path).getJsonArray("items")).isEmpty();
        }
    }

    @Test
    void who_may_only_look_changes_nothing_and_nonsense_is_refused() throws SQLException {
        life();
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement()) {
            statement.execute(
                    "insert into api_token values (sha256('ta_reader'::bytea), 'read', 'reader', now())");
        }
        var body = new JsonObject().put("name", "Mia Chen");
        assertThat(send(server, "POST", "/api/v1/people", "ta_reader", body).statusCode())
                .isEqualTo(403);
        assertThat(
                        send(
                                        server,
                                        "PUT",
                                        "/api/v1/identities/" + MIA,
                                        "ta_reader",
                                        new JsonObject().put("bot", true))
                                .statusCode())
                .isEqualTo(403);
        assertThat(make(server, "Nobody", TestClient.CONNECTION + ":999").statusCode())
                .isEqualTo(404);
        assertThat(make(server, "Nobody", "nonsense").statusCode()).isEqualTo(400);
        assertThat(make(server, " ").statusCode()).isEqualTo(400);
        assertThat(
                        send(
                                        "PUT",
                                        "/api/v1/identities/" + MIA,
                                        new JsonObject()
                                                .put("person", UUID.randomUUID().toString()))
                                .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/api/v1/identities/" + MIA, new JsonObject()).statusCode())
                .isEqualTo(400);
        assertThat(server.all("/api/v1/people")).isEmpty();
    }

    @Test
    void the_same_login_elsewhere_is_suggested_and_not_linked() throws SQLException {
        life();
        var omar = made(make("Omar Haddad", OMAR)).getString("id");
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement()) {
            statement.execute(
                    "insert into identity (connection, id, login, bot, seen_at) values ('acme-gitlab', '7', 'O.Haddad', false, now())");
        }
        var suggested = items("/api/v1/people/suggestions");
        assertThat(suggested).hasSize(1);
        var one = suggested.getJsonObject(0);
        assertThat(one.getString("identity")).isEqualTo("acme-gitlab:7");
        assertThat(one.getString("person")).isEqualTo(omar);
        assertThat(one.getJsonArray("reasons")).containsExactly("login");
        assertThat(items("/api/v1/identities?linked=true")).hasSize(1);
    }

    private JsonArray items(String path) {
        return server.json(path).getJsonArray("items");
    }

    private HttpResponse<String> make(String name, String... identities) {
        return make(server, name, identities);
    }

    private static HttpResponse<String> make(TestServer server, String name, String... identities) {
        return send(
                server,
                "POST",
                "/api/v1/people",
                TestClient.TOKEN,
                new JsonObject()
                        .put("name", name)
                        .put("identities", new JsonArray(List.of(identities))));
    }

    private static JsonObject made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private JsonObject put(String identity, JsonObject said) {
        var answer = send("PUT", "/api/v1/identities/" + identity, said);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> undo(String act) {
        return post("/api/v1/people/acts/" + act + "/undo", new JsonObject());
    }

    private HttpResponse<String> post(String path, JsonObject body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, JsonObject body) {
        return send(server, method, path, TestClient.TOKEN, body);
    }

    private static HttpResponse<String> send(
            TestServer server, String method, String path, String token, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .header("authorization", "Bearer " + token)
                        .header("content-type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body.encode(), UTF_8))
                        .build());
    }

    /// Waits until all that was asked for has been folded again.
    private void settled() {
        var deadline = System.nanoTime() + 15_000_000_000L;
        while (items("/api/v1/people/acts?limit=500").stream()
                .map(JsonObject.class::cast)
                .map(act -> act.getJsonObject("recomputation"))
                .anyMatch(going -> going != null && going.getString("endedAt") == null)) {
            assertThat(System.nanoTime()).as("a recomputation ends").isLessThan(deadline);
        }
    }

    private List<Verification.Difference> differences() {
        var vertx = Vertx.vertx();
        var readers = new Database(database).readers(vertx);
        var result = new Verification(readers).run();
        readers.close().await();
        vertx.close().await();
        return result.differences();
    }
}
