package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.timing.Start;
import dev.turnaround.store.AggregateQuery.By;
import dev.turnaround.store.AggregateQuery.Scope;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Sums and rows give the same answers. `-Dpullrequests=1000000` makes them many, and then the
/// times that are printed mean something.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregatesAgreeTest {
    private static final int PULL_REQUESTS = Integer.getInteger("pullrequests", 10_000);
    private static final int LOOKS = 200;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    private final Vertx vertx = Vertx.vertx();
    private final Endpoint endpoint = TestDatabase.create();
    private final Database database = new Database(endpoint);
    private Readers readers;

    /// 60 repositories, 500 authors of whom some are persons in teams, 400 days.
    @BeforeAll
    void fill() throws SQLException {
        database.migrate();
        readers = database.readers(vertx);
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement()) {
            statement.execute(
                    """
                    select setseed(0.5);
                    insert into repository select 'acme', r::text, 'acme/' || r, now() from generate_series(0, 59) r;
                    insert into person (id, name)
                    select ('00000000-0000-0000-0000-' || lpad(p::text, 12, '0'))::uuid, 'Person ' || p from generate_series(0, 199) p;
                    insert into identity (connection, id, login, bot, seen_at, person)
                    select 'acme', a::text, 'login' || a, false, now(),
                           case when a < 300 then ('00000000-0000-0000-0000-' || lpad((a % 200)::text, 12, '0'))::uuid end
                    from generate_series(0, 499) a;
                    insert into team (name) select 'Team ' || t from generate_series(0, 9) t;
                    insert into team_member select t.id, p.id from team t, person p
                    where substring(p.name from 8)::int % 10 = substring(t.name from 6)::int;
                    """);
            statement.execute(
                    """
                    insert into measure
                    select 'acme', r::text, n, a::text, a %% 25 = 0, o, coalesce(e, 'infinity'), '{timeToMerge}', '{""}', array[o],
                           array[o + d], array[e], array[stopped], array[case when stopped then s + extract(epoch from d) end],
                           array[case when stopped then s end], array[case when stopped then s / 3 end],
                           array[case when stopped then s / 4 end], '{null}', '{null}'
                    from (select *, case when stopped or random() < 0.5 then o + d + make_interval(secs => s) end as e from
                          (select n, floor(60 * random() ^ 2)::int as r, floor(500 * random() ^ 2)::int as a,
                                 timestamptz '2026-11-21 12:00Z' - make_interval(secs => floor(random() * 400 * 86400)) as o,
                                 make_interval(secs => floor(random() * 7200)) as d, floor(exp(random() * 13))::bigint as s,
                                 random() < 0.9 as stopped
                          from generate_series(1, %d) n) as made) as ending
                    """
                            .formatted(PULL_REQUESTS));
            statement.execute(
                    """
                    insert into measure_move
                    select 1, connection, repository, author, bot, metric, opened_at, ready_at, ended_at, opened_seconds,
                           ready_seconds, opened_working, ready_working
                    from measure order by over_at;
                    analyze
                    """);
        }
        var began = System.nanoTime();
        try (var sums = new MeasureSums(vertx, database, 10_000)) {
            while (sums.step()) {
                Thread.onSpinWait();
            }
        }
        System.out.printf(
                "%d measures added up in %.1f s%n",
                PULL_REQUESTS, (System.nanoTime() - began) / 1e9);
    }

    @AfterAll
    void stop() {
        readers.close().await();
        vertx.close().await();
    }

    private static AggregateQuery query(By by, boolean exact, Scope scope, LocalDate... borders) {
        return query(by, false, exact, scope, borders);
    }

    private static AggregateQuery query(
            By by, boolean working, boolean exact, Scope scope, LocalDate... borders) {
        return new AggregateQuery(
                List.of(Metric.TIME_TO_MERGE),
                Start.READY,
                working,
                List.of(borders),
                TODAY,
                by,
                false,
                exact,
                null,
                scope);
    }

    private static final LocalDate[] QUARTER = {TODAY.minusDays(89), TODAY.plusDays(1)};

    private static final LocalDate[] CUT = {
        TODAY.minusDays(250), TODAY.minusDays(120), TODAY.minusDays(33), TODAY.minusDays(7)
    };

    private void agree(By by, Scope scope, LocalDate... borders) {
        agree(query(by, false, false, scope, borders), query(by, false, true, scope, borders));
        agree(query(by, true, false, scope, borders), query(by, true, true, scope, borders));
    }

    private void agree(AggregateQuery ofSums, AggregateQuery ofRows) {
        var sums = new Aggregates(readers).of(ofSums);
        var rows = new Aggregates(readers).of(ofRows);
        assertThat(sums).hasSameSizeAs(rows);
        for (var i = 0; i < sums.size(); i++) {
            var one = sums.get(i);
            var exact = rows.get(i);
            assertThat(one.group()).isEqualTo(exact.group());
            assertThat(one.interval()).isEqualTo(exact.interval());
            assertThat(one.count()).isEqualTo(exact.count());
            assertThat(one.pending()).isEqualTo(exact.pending());
            assertThat(one.mean()).isEqualTo(exact.mean());
            near(one.p50(), exact.p50());
            near(one.p75(), exact.p75());
            near(one.p90(), exact.p90());
        }
    }

    private static void near(@Nullable Long estimate, @Nullable Long exact) {
        if (exact == null || estimate == null) {
            assertThat(estimate).isEqualTo(exact);
        } else {
            assertThat((double) estimate).isBetween(exact * 0.99, exact * 1.01);
        }
    }

    @Test
    void for_any_group_filter_and_interval() {
        for (var by : By.values()) {
            agree(by, Scope.ALL, QUARTER);
            agree(by, Scope.ALL, CUT);
        }
        agree(By.NONE, new Scope(Set.of("acme/3", "acme/4"), Set.of(), Set.of()), CUT);
        agree(By.REPOSITORY, new Scope(Set.of("acme/3", "4"), Set.of(), Set.of()), CUT);
        agree(By.NONE, new Scope(Set.of(), Set.of("login7", "person 9"), Set.of()), CUT);
        agree(By.AUTHOR, new Scope(Set.of(), Set.of(), Set.of("team 3")), CUT);
        agree(By.TEAM, new Scope(Set.of(), Set.of(), Set.of("team 3", "team 4")), CUT);
    }

    @Test
    void quickly() {
        time("all", query(By.NONE, false, Scope.ALL, QUARTER));
        time(
                "one repository",
                query(By.NONE, false, new Scope(Set.of("acme/3"), Set.of(), Set.of()), QUARTER));
        time(
                "one author",
                query(By.NONE, false, new Scope(Set.of(), Set.of("login7"), Set.of()), QUARTER));
        time(
                "one team",
                query(By.NONE, false, new Scope(Set.of(), Set.of(), Set.of("team 3")), QUARTER));
        time("by repository", query(By.REPOSITORY, false, Scope.ALL, QUARTER));
        time("by author", query(By.AUTHOR, false, Scope.ALL, QUARTER));
        time("by team", query(By.TEAM, false, Scope.ALL, QUARTER));
        time(
                "repository and team",
                query(
                        By.NONE,
                        false,
                        new Scope(Set.of("acme/3"), Set.of(), Set.of("team 3")),
                        QUARTER));
        time(
                "by author in one repository",
                query(By.AUTHOR, false, new Scope(Set.of("acme/3"), Set.of(), Set.of()), QUARTER));
        time(
                "exact, one repository",
                query(By.NONE, true, new Scope(Set.of("acme/3"), Set.of(), Set.of()), QUARTER));
    }

    private void time(String what, AggregateQuery query) {
        var aggregates = new Aggregates(readers);
        var looks = PULL_REQUESTS > 100_000 ? LOOKS : 3;
        var times = new ArrayList<Long>();
        for (var look = 0; look < looks + 20; look++) {
            var began = System.nanoTime();
            assertThat(aggregates.of(query)).isNotEmpty();
            if (look >= 20) {
                times.add(System.nanoTime() - began);
            }
        }
        times.sort(null);
        System.out.printf(
                "%-30s p50 %6.1f ms  p99 %6.1f ms%n",
                what,
                times.get(times.size() / 2) / 1e6,
                times.get((int) (times.size() * 0.99)) / 1e6);
    }
}
