package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubReview;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Aggregates as the API tells them, and as subscribers hear of them.
class AggregatesTest {
    private static final String WINDOW = "&from=2026-11-19&to=2026-11-22";
    private static final int DAY = 24 * 60;

    private final Endpoint database = TestDatabase.create();

    @AutoClose
    private final TestServer server =
            TestServer.counting(database, () -> Instant.parse("2026-11-21T12:00:00Z"), true);

    private final Acme acme = new Acme(33);

    /// Opened at nine, answered by Omar and merged after so many minutes.
    private GitHubPullRequest merged(int answered, int merged) {
        var one = acme.pullRequest("Took " + merged);
        server.send(one.opened(at(0)));
        server.send(one.issueCommentCreated(at(answered), OMAR, "Why?"));
        server.send(one.merged(at(merged), LENA));
        return one;
    }

    private List<JsonObject> items(String query) {
        return server.json("/api/v1/metrics?" + query).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void what_stopped_in_the_window_is_counted_with_what_still_runs() {
        for (var minutes = 10; minutes <= 60; minutes += 10) {
            merged(minutes, minutes * 2);
        }
        server.send(acme.pullRequest("Waits").opened(at(5)));

        var merges = items("metric=timeToMerge" + WINDOW).getFirst();

        assertThat(merges.getValue("group")).isNull();
        assertThat(merges.getString("from")).isEqualTo("2026-11-19T00:00:00Z");
        assertThat(merges.getString("to")).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(merges.getInteger("count")).isEqualTo(6);
        assertThat(merges.getBoolean("fewerThanFive")).isFalse();
        assertThat(merges.getInteger("p50Seconds")).isBetween(3_564, 3_636);
        assertThat(merges.getInteger("p90Seconds")).isBetween(7_128, 7_272);
        assertThat(merges.getInteger("meanSeconds")).isEqualTo(4_200);
        assertThat(merges.getInteger("pending")).isEqualTo(1);
        var exact = items("metric=timeToMerge&exact=true" + WINDOW).getFirst();
        assertThat(exact.getInteger("p50Seconds")).isEqualTo(3_600);
        assertThat(exact.getInteger("p75Seconds")).isEqualTo(6_000);
        assertThat(exact.getInteger("p90Seconds")).isEqualTo(7_200);
        assertThat(exact.getInteger("count")).isEqualTo(6);
        assertThat(exact.getInteger("pending")).isEqualTo(1);
    }

    @Test
    void what_is_merged_without_a_review_has_no_time_to_one_and_is_counted() {
        for (var minutes = 10; minutes <= 50; minutes += 10) {
            merged(minutes, minutes * 2);
        }
        for (var how : List.of("", "&exact=true", "&by=repository")) {
            var reviews = items("metric=timeToFirstReview" + WINDOW + how).getFirst();
            assertThat(reviews.getInteger("count")).as(how).isZero();
            assertThat(reviews.getInteger("pending")).as(how).isZero();
            assertThat(reviews.getInteger("unreviewed")).as(how).isEqualTo(5);
        }
        assertThat(items("metric=timeToMerge" + WINDOW).getFirst().getValue("unreviewed")).isNull();
    }

    @Test
    void what_still_runs_counts_in_the_survival_median() {
        for (var minutes = 10; minutes <= 60; minutes += 10) {
            merged(minutes, minutes * 2);
        }
        for (var waiting = 0; waiting < 3; waiting++) {
            server.send(acme.pullRequest("Waits").opened(at(-600)));
        }
        var plain = items("metric=timeToMerge" + WINDOW).getFirst();
        assertThat(plain.getValue("survivalMedianSeconds")).isNull();
        var merges = items("metric=timeToMerge&survival=true" + WINDOW).getFirst();
        assertThat(merges.getInteger("p50Seconds")).isEqualTo(3_600);
        assertThat(merges.getInteger("survivalMedianSeconds")).isEqualTo(6_000);
        assertThat(server.get("/api/v1/metrics?survival=true&clock=readyTime").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_time_as_a_draft_is_left_out_if_that_is_asked_for() {
        var one = acme.pullRequest("Goes back");
        server.send(one.opened(at(0)));
        server.send(one.convertedToDraft(at(10), Acme.MIA));
        server.send(one.readyForReview(at(30), Acme.MIA));
        server.send(one.merged(at(60), LENA));
        var merges = items("metric=timeToMerge&clock=readyTime" + WINDOW).getFirst();
        assertThat(merges.getInteger("count")).isEqualTo(1);
        assertThat(server.pullRequest().getInteger("timeToMergeSeconds")).isEqualTo(3_600);
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select in_ready_seconds from measure_each where metric = 'timeToMerge'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(2_400);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void each_day_has_its_own_and_pending_is_what_ran_at_its_end() {
        merged(10, 60);
        merged(20, DAY + 60);
        server.send(acme.pullRequest("Waits").opened(at(5)));

        for (var how : List.of("", "&exact=true", "&repository=acme/web&author=mia")) {
            var days = items("metric=timeToMerge&interval=day" + WINDOW + how);
            assertThat(days.stream().map(day -> day.getInteger("count")))
                    .as(how)
                    .containsExactly(0, 1, 1);
            assertThat(days.stream().map(day -> day.getInteger("pending")))
                    .as(how)
                    .containsExactly(0, 2, 1);
        }
        var months = items("metric=timeToMerge&interval=month&from=2026-10-01&to=2026-12-01");
        assertThat(months.stream().map(month -> month.getInteger("count"))).containsExactly(0, 2);
        var weeks = items("metric=timeToMerge&interval=week&from=2026-11-13&to=2026-11-22");
        assertThat(weeks.stream().map(week -> week.getString("from")))
                .containsExactly("2026-11-13T00:00:00Z", "2026-11-16T00:00:00Z");
    }

    @Test
    void the_interval_before_stands_beside() {
        merged(10, 60);
        merged(20, DAY + 60);
        var whole = items("metric=timeToMerge&compare=previous&from=2026-11-21&to=2026-11-22");
        assertThat(whole).hasSize(1);
        assertThat(whole.getFirst().getInteger("count")).isEqualTo(1);
        var previous = whole.getFirst().getJsonObject("previous");
        assertThat(previous.getString("from")).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(previous.getInteger("count")).isEqualTo(1);
        assertThat(previous.getInteger("pending")).isEqualTo(1);
        assertThat(items("metric=timeToMerge&interval=day&compare=previous" + WINDOW)).hasSize(3);
    }

    @Test
    void groups_and_filters_see_the_same_rows() {
        merged(10, 60);
        merged(20, 120);
        server.send(acme.pullRequest("Waits").opened(at(5)));
        var byRepository = items("metric=timeToMerge&by=repository" + WINDOW).getFirst();
        assertThat(byRepository.getJsonObject("group").getString("name")).isEqualTo("acme/web");
        assertThat(byRepository.getInteger("count")).isEqualTo(2);
        var byAuthor = items("metric=timeToMerge&by=author" + WINDOW).getFirst();
        assertThat(byAuthor.getJsonObject("group").getString("name")).isEqualTo("mia");
        for (var query :
                List.of(
                        "repository=ACME/web",
                        "author=MIA",
                        "by=repository&author=mia",
                        "by=author&repository=acme/web",
                        "by=author&exact=true",
                        "repository=acme/web&author=mia&exact=true")) {
            var found = items("metric=timeToMerge&" + query + WINDOW);
            assertThat(found).as(query).hasSize(1);
            assertThat(found.getFirst().getInteger("count")).as(query).isEqualTo(2);
            assertThat(found.getFirst().getInteger("pending")).as(query).isEqualTo(1);
            assertThat(found.getFirst().getBoolean("fewerThanFive")).as(query).isTrue();
            assertThat(found.getFirst().getValue("p50Seconds")).as(query).isNull();
        }
        assertThat(
                        items("metric=timeToMerge&author=nobody" + WINDOW)
                                .getFirst()
                                .getInteger("count"))
                .isZero();
        assertThat(items("metric=timeToMerge&by=author&repository=acme/none" + WINDOW)).isEmpty();
    }

    @Test
    void a_team_is_the_sum_of_its_members() throws SQLException {
        merged(10, 60);
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement()) {
            statement.execute(
                    """
                    insert into person (id, name) values ('00000000-0000-0000-0000-000000000001', 'Mia Chen');
                    update identity set person = '00000000-0000-0000-0000-000000000001' where login = 'mia';
                    insert into team (id, name) values ('00000000-0000-0000-0000-00000000000a', 'Payments'),
                                                       ('00000000-0000-0000-0000-00000000000b', 'Web');
                    insert into team_member select t.id, p.id from team t, person p;
                    """);
        }
        for (var exact : List.of("", "&exact=true")) {
            var teams = items("metric=timeToMerge&by=team" + WINDOW + exact);
            assertThat(teams.stream().map(one -> one.getJsonObject("group").getString("name")))
                    .containsExactly("Payments", "Web");
            assertThat(teams.stream().map(one -> one.getInteger("count"))).containsExactly(1, 1);
            var one = items("metric=timeToMerge&by=team&team=payments" + WINDOW + exact);
            assertThat(one).hasSize(1);
            var people = items("metric=timeToMerge&by=author&team=Web" + WINDOW + exact);
            assertThat(people.getFirst().getJsonObject("group").getString("name"))
                    .isEqualTo("Mia Chen");
        }
    }

    @Test
    void from_where_is_measured_makes_the_difference() {
        var draft = acme.pullRequest("Draft").asDraft();
        server.send(draft.opened(at(0)));
        server.send(draft.readyForReview(at(30), Acme.MIA));
        server.sendAll(
                draft.reviewSubmitted(at(40), OMAR, GitHubReview.State.APPROVED, null, List.of()));
        for (var exact : List.of("", "&exact=true")) {
            var ready = items("metric=timeToApprove&clock=ready" + WINDOW + exact).getFirst();
            assertThat(ready.getInteger("count")).isEqualTo(1);
        }
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select ready_seconds, opened_seconds from measure_each where metric = 'timeToApprove'")) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(600);
            assertThat(rows.getLong(2)).isEqualTo(2_400);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void what_cannot_be_asked_is_refused() {
        for (var query :
                List.of(
                        "metric=timeToMars",
                        "from=yesterday",
                        "from=2026-11-21T09:00:00Z",
                        "from=2026-11-22&to=2026-11-22",
                        "interval=hour",
                        "by=person",
                        "time=lunch",
                        "interval=day&from=2020-01-01")) {
            var answer = server.get("/api/v1/metrics?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.headers().firstValue("content-type"))
                    .as(query)
                    .hasValue("application/problem+json");
        }
        assertThat(server.get("/api/v1/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void views_of_authors_can_be_switched_off() {
        try (var quiet =
                TestServer.counting(
                        TestDatabase.create(),
                        () -> Instant.parse("2026-11-21T12:00:00Z"),
                        false)) {
            assertThat(quiet.get("/api/v1/metrics?by=author").statusCode()).isEqualTo(403);
            assertThat(quiet.get("/api/v1/metrics?author=mia").statusCode()).isEqualTo(403);
            assertThat(quiet.get("/api/v1/metrics?by=team").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void subscribers_hear_what_changed_in_their_scope() {
        merged(10, 60);
        try (var all = server.stream("topics=metrics");
                var elsewhere = server.stream("topics=metrics&repository=acme/other");
                var repository = server.stream("topics=pull-request,metrics&repository=acme/web")) {
            var first = all.next().json().getJsonArray("metrics");
            assertThat(count(first.stream().map(JsonObject.class::cast).toList(), "timeToMerge"))
                    .isEqualTo(1);
            assertThat(elsewhere.next().json().getJsonArray("metrics")).isNotEmpty();
            repository.next();

            merged(20, 120);

            var news =
                    all.next(event ->
                            event.name().equals("metrics")
                                    && event.json().getString("metric").equals("timeToMerge")
                                    && event.json().getInteger("count") == 2);
            assertThat(news.id()).isEmpty();
            assertThat(news.json().getInteger("pending")).isZero();
            var theirs =
                    repository.next(event ->
                            event.name().equals("metrics")
                                    && event.json().getInteger("count") == 2);
            assertThat(theirs.json().getJsonObject("scope").getJsonArray("repositories"))
                    .containsExactly("acme/web");
        }
    }

    private static int count(List<JsonObject> values, String metric) {
        return values.stream()
                .filter(one -> one.getString("metric").equals(metric))
                .findFirst()
                .orElseThrow()
                .getInteger("count");
    }
}
