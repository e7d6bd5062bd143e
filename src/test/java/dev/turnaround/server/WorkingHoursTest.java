package dev.turnaround.server;

import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.MeasureCheck;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// When people work, how fast is fast enough, and who is late, as the API and the stream tell. It
/// is a Friday.
class WorkingHoursTest {
    private static final int DAY = 24 * 60;
    private static final String USUAL = "/api/v1/calendars/default";
    private static final Instant MONDAY_AT_TEN = Instant.parse("2026-11-23T10:00:00Z");

    private final Endpoint database = TestDatabase.create();
    private final AtomicReference<Instant> now = new AtomicReference<>(at(6 * 60));

    @AutoClose
    private final TestServer server =
            TestServer.working(database, Settings.Calendars.NONE, now::get);

    private final Acme acme = new Acme(33);

    private static JsonObject week(String hours) {
        var week = new JsonObject();
        for (var day : List.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
            week.put(day, new JsonArray().add(hours));
        }
        return new JsonObject().put("zone", "UTC").put("week", week);
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

    private JsonObject done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return new JsonObject(answer.body());
    }

    private String team(String name, int account) {
        var person =
                done(
                        send(
                                "POST",
                                "/api/v1/people",
                                new JsonObject()
                                        .put("name", name + "'s")
                                        .put(
                                                "identities",
                                                new JsonArray()
                                                        .add(
                                                                TestClient.CONNECTION
                                                                        + ":"
                                                                        + account))));
        return done(send(
                        "POST",
                        "/api/v1/teams",
                        new JsonObject()
                                .put("name", name)
                                .put("members", new JsonArray().add(person.getString("id")))))
                .getString("id");
    }

    @Test
    void hours_are_kept_with_what_was_before_and_taken_back() {
        var before = server.json(USUAL);
        assertThat(before.getString("source")).isEqualTo("builtIn");
        assertThat(before.getJsonObject("week").getJsonArray("friday"))
                .containsExactly("09:00-17:00");

        var set = done(send("PUT", USUAL, week("08:00-24:00")));
        assertThat(set.getString("source")).isEqualTo("api");
        assertThat(server.json(USUAL).getJsonObject("week").getJsonArray("friday"))
                .containsExactly("08:00-24:00");
        assertThat(done(send("PUT", USUAL, week("08:00-24:00"))).getString("act")).isNull();
        done(
                send(
                        "POST",
                        "/api/v1/people/acts/" + set.getString("act") + "/undo",
                        new JsonObject()));
        assertThat(server.json(USUAL)).isEqualTo(before);
        assertThat(server.all("/api/v1/audit").stream().map(line -> line.getString("act")))
                .contains("calendar.changed");
    }

    @Test
    void what_makes_no_calendar_is_refused_with_every_fault() throws SQLException {
        var wrong =
                new JsonObject()
                        .put("zone", "Mars/Olympus")
                        .put(
                                "week",
                                new JsonObject()
                                        .put(
                                                "monday",
                                                new JsonArray(List.of("9-17", "10:00-09:00")))
                                        .put(
                                                "tuesday",
                                                new JsonArray(
                                                        List.of("09:00-12:00", "11:00-13:00")))
                                        .put("someday", new JsonArray()))
                        .put("holidays", new JsonArray(List.of("2026-12-25", "2026-13-01")));
        var refused = send("PUT", USUAL, wrong);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(
                        new JsonObject(refused.body())
                                .getJsonArray("errors").stream()
                                        .map(JsonObject.class::cast)
                                        .map(one -> one.getString("field")))
                .contains("zone", "week.monday", "week.tuesday", "week.someday", "holidays[1]");
        var nothing = new JsonObject().put("zone", "UTC").put("week", new JsonObject());
        assertThat(send("PUT", USUAL, nothing).statusCode()).isEqualTo(400);
        var nobody = "/api/v1/teams/" + UUID.randomUUID() + "/calendar";
        assertThat(send("PUT", nobody, week("09:00-12:00")).statusCode()).isEqualTo(404);
        assertThat(server.get(nobody).statusCode()).isEqualTo(404);
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement()) {
            statement.execute(
                    "insert into api_token values (sha256('ta_reader'::bytea), 'read', 'reader', now())");
        }
        assertThat(send(server, "PUT", USUAL, "ta_reader", week("09:00-12:00")).statusCode())
                .isEqualTo(403);
        assertThat(server.json(USUAL).getString("source")).isEqualTo("builtIn");
    }

    @Test
    void what_the_file_says_is_not_changed_here() {
        server.send(acme.pullRequest("Waits").opened(at(0)));
        var told = new Settings.Calendars(null, Map.of("payments", WorkCalendar.ALWAYS));
        var team = team("Payments", 101);
        done(send("PUT", "/api/v1/teams/" + team + "/calendar", week("09:00-12:00")));
        var path = "/api/v1/teams/" + team + "/calendar";
        try (var other = TestServer.working(database, told, now::get)) {
            assertThat(other.json(path).getString("source")).isEqualTo("configuration");
            assertThat(other.json(path).getJsonObject("week").getJsonArray("sunday"))
                    .containsExactly("00:00-24:00");
            assertThat(send("PUT", path, week("09:00-17:00")).statusCode()).isEqualTo(409);
        }
        try (var other = TestServer.working(database, Settings.Calendars.NONE, now::get)) {
            assertThat(other.json(path).getString("source")).isEqualTo("api");
        }
    }

    private long worked() {
        var answer =
                server.json(
                        "/api/v1/metrics?metric=timeToMerge&time=working&from=2026-11-19&to=2026-11-25");
        assertThat(answer.getJsonArray("calendars")).isNotEmpty();
        return answer.getJsonArray("items").getJsonObject(0).getLong("meanSeconds");
    }

    private void becomes(long seconds) {
        var deadline = System.nanoTime() + 20_000_000_000L;
        while (worked() != seconds) {
            assertThat(System.nanoTime()).as("%d, not %d", seconds, worked()).isLessThan(deadline);
        }
    }

    @Test
    void metrics_in_working_hours_follow_the_calendar() {
        now.set(Instant.parse("2026-11-24T12:00:00Z"));
        for (var each = 0; each < 5; each++) {
            var one = acme.pullRequest("One");
            server.send(one.opened(at(0)));
            server.send(one.merged(at(3 * DAY + 60), OMAR));
        }
        // From Friday at nine to Monday at ten.
        assertThat(worked()).isEqualTo(9 * 3_600);
        done(send("PUT", USUAL, week("08:00-12:00")));
        becomes(5 * 3_600);
        var team = team("Payments", 101);
        var path = "/api/v1/teams/" + team + "/calendar";
        done(
                send(
                        "PUT",
                        path,
                        week("09:30-10:30").put("holidays", new JsonArray().add("2026-11-20"))));
        becomes(1_800);
        done(send("DELETE", path, new JsonObject()));
        becomes(5 * 3_600);
        assertThat(send("DELETE", path, new JsonObject()).statusCode()).isEqualTo(404);
        var vertx = Vertx.vertx();
        var readers = new Database(database).readers(vertx);
        assertThat(new MeasureCheck(readers).run().flaws()).isEmpty();
        readers.close().await();
        vertx.close().await();
    }

    @Test
    void a_pull_request_waits_by_the_hours_of_whoever_is_awaited() {
        var one = acme.pullRequest("One");
        server.send(one.opened(at(0)));
        server.send(one.reviewRequested(at(10), MIA, OMAR));
        var web = team("Web", 101);
        var payments = team("Payments", 102);
        assertThat(server.pullRequest().getValue("calendarTeam")).isNull();
        for (var each : List.of(web, payments)) {
            done(send("PUT", "/api/v1/teams/" + each + "/calendar", week("08:00-12:00")));
        }
        assertThat(server.pullRequest().getString("calendarTeam")).isEqualTo(payments);
        server.send(one.issueCommentCreated(at(20), OMAR, "Why?"));
        assertThat(server.pullRequest().getString("phase")).isEqualTo("awaiting_author");
        assertThat(server.pullRequest().getString("calendarTeam")).isEqualTo(web);
        done(send("DELETE", "/api/v1/teams/" + web + "/calendar", new JsonObject()));
        assertThat(server.pullRequest().getValue("calendarTeam")).isNull();
    }

    @Test
    void each_is_held_against_the_target_of_its_author() {
        now.set(Instant.parse("2026-11-24T12:00:00Z"));
        for (var each = 0; each < 6; each++) {
            var one = acme.pullRequest("One");
            server.send(one.opened(at(0)));
            server.send(one.issueCommentCreated(at(each < 2 ? 60 : 3 * DAY + 60), OMAR, "Why?"));
        }
        var path = "/api/v1/targets/met?from=2026-11-19&to=2026-11-25";
        assertThat(server.json(path).getJsonArray("items")).isEmpty();
        done(send("PUT", "/api/v1/targets", target(8, "working")));
        var line = server.json(path).getJsonArray("items").getJsonObject(0);
        assertThat(line.getString("metric")).isEqualTo("timeToFirstComment");
        assertThat(line.getInteger("count")).isEqualTo(6);
        assertThat(line.getDouble("share")).isEqualTo(2 / 6.0);
        var team = team("Web", 101);
        done(send("PUT", "/api/v1/targets", target(9, "working").put("team", team)));
        for (var scope : List.of("", "&team=web", "&repository=acme/web&team=web")) {
            var now = server.json(path + scope).getJsonArray("items").getJsonObject(0);
            assertThat(now.getDouble("share")).as(scope).isEqualTo(1);
        }
        var days = server.json(path + "&interval=day").getJsonArray("items");
        assertThat(days.stream().map(JsonObject.class::cast).map(day -> day.getInteger("count")))
                .containsExactly(2, 4);
        assertThat(days.getJsonObject(0).getValue("share")).isNull();
        assertThat(server.json(path + "&team=none").getJsonArray("items")).isEmpty();
    }

    private static JsonObject target(int hours, String time) {
        return new JsonObject()
                .put("metric", "timeToFirstComment")
                .put("targetSeconds", hours * 3_600)
                .put("time", time);
    }

    private JsonArray late(String query) {
        return server.json("/api/v1/late" + query).getJsonArray("items");
    }

    @Test
    void four_working_hours_after_friday_afternoon_it_is_late_on_monday() {
        done(send("PUT", "/api/v1/targets", target(4, "working")));
        var one = acme.pullRequest("Waits");
        server.send(one.opened(at(5 * 60)));
        var due = server.pullRequest().getJsonObject("late");
        assertThat(due.getInstant("at")).isEqualTo(MONDAY_AT_TEN);
        assertThat(due.getString("time")).isEqualTo("working");
        assertThat(late("")).isEmpty();
        try (var stream = server.stream("topics=late")) {
            stream.next();
            now.set(MONDAY_AT_TEN.plusSeconds(60));
            var event = stream.next();
            assertThat(event.name()).isEqualTo("late");
            assertThat(event.id()).isEmpty();
            assertThat(event.json().getBoolean("late")).isTrue();
            assertThat(event.json().getInstant("at")).isEqualTo(MONDAY_AT_TEN);
            assertThat(late("").getJsonObject(0).getLong("lateSeconds")).isEqualTo(60);
            assertThat(late("?repository=acme/web")).hasSize(1);
            assertThat(late("?repository=acme/other")).isEmpty();
            assertThat(late("?team=payments")).isEmpty();

            try (var after = server.stream("topics=late&repository=acme/web");
                    var elsewhere = server.stream("topics=late,pull-request&repository=acme/x")) {
                after.next();
                elsewhere.next();
                assertThat(after.next().json().getBoolean("late")).isTrue();
                server.send(one.issueCommentCreated(now.get(), OMAR, "Why?"));
                var over = stream.next();
                assertThat(over.json().getBoolean("late")).isFalse();
                assertThat(over.json().getLong("number")).isEqualTo(event.json().getLong("number"));
                assertThat(after.next().json().getBoolean("late")).isFalse();
            }
        }
        assertThat(late("")).isEmpty();
        assertThat(server.pullRequest().getValue("late")).isNull();
    }

    @Test
    void a_restart_misses_nothing_and_a_target_counts_at_once() {
        var one = acme.pullRequest("Waits");
        server.send(one.opened(at(0)));
        try (var stream = server.stream("topics=late")) {
            stream.next();
            var act = done(send("PUT", "/api/v1/targets", target(2, "calendar")));
            assertThat(stream.next().json().getBoolean("late")).isTrue();
            try (var other = TestServer.working(database, Settings.Calendars.NONE, now::get);
                    var there = other.stream("topics=late")) {
                there.next();
                assertThat(there.next().json().getInstant("at")).isEqualTo(at(120));
            }
            done(
                    send(
                            "PUT",
                            "/api/v1/targets",
                            target(8, "calendar").put("team", team("Web", 101))));
            assertThat(stream.next().json().getBoolean("late")).isFalse();
            assertThat(server.pullRequest().getJsonObject("late").getInstant("at"))
                    .isEqualTo(at(8 * 60));
            assertThat(server.json("/api/v1/targets").getJsonArray("items")).hasSize(2);
            now.set(at(8 * 60));
            assertThat(stream.next().json().getBoolean("late")).isTrue();
            assertThat(late("?team=web")).hasSize(1);
            assertThat(
                            send(
                                            "POST",
                                            "/api/v1/people/acts/" + act.getString("act") + "/undo",
                                            new JsonObject())
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(server.json("/api/v1/targets").getJsonArray("items")).hasSize(1);
        }
        assertThat(
                        send("DELETE", "/api/v1/targets?metric=timeToMerge", new JsonObject())
                                .statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/api/v1/targets", target(1, "lunch")).statusCode()).isEqualTo(400);
        var coding = target(1, "working").put("metric", "codingTime");
        assertThat(send("PUT", "/api/v1/targets", coding).statusCode()).isEqualTo(400);
    }
}
