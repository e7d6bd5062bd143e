package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.Readers;
import dev.turnaround.store.TestDatabase;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The figures of reconciliation are right, and not only there.
class SyncMetersTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Endpoint endpoint = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource clock = now::get;
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Readers readers;

    @BeforeEach
    void open() throws SQLException {
        var database = new Database(endpoint);
        database.migrate();
        readers = database.readers(vertx);
        execute(
                """
                insert into repository (connection, id, name, name_at) values
                  ('acme-github', '1', 'acme/api', now()), ('acme-github', '2', 'acme/web', now()),
                  ('acme-jira', '10', 'PAY', now())
                """);
    }

    @AfterEach
    void close() {
        readers.close().await();
        vertx.close().await();
    }

    @Test
    void completeness_is_the_part_of_the_facts_that_count_which_webhooks_told()
            throws SQLException {
        // api: 3 of 4, one more is unlisted; web: none of 2; PAY: 1 of 3 by its issues.
        execute(
                """
                insert into fact (connection, repository, number, id, kind, at, estimated, deleted, source, live, unlisted) values
                  ('acme-github', '1', 1, 'a', 'opened', now(), false, false, 'webhook', true, false),
                  ('acme-github', '1', 1, 'b', 'commented', now(), false, false, 'webhook', true, false),
                  ('acme-github', '1', 2, 'a', 'opened', now(), false, false, 'webhook', true, false),
                  ('acme-github', '1', 2, 'b', 'commented', now(), false, false, 'reconciliation', false, false),
                  ('acme-github', '1', 2, 'c', 'pushed', now(), false, false, 'webhook', true, true),
                  ('acme-github', '2', 1, 'a', 'opened', now(), false, false, 'reconciliation', false, false),
                  ('acme-github', '2', 1, 'b', 'merged', now(), false, false, 'reconciliation', false, false)
                """);
        execute(
                "insert into issue (connection, id, version, state, repository, began_at) values ('acme-jira', '500', 1, '{}', '10', now())");
        execute(
                """
                insert into issue_fact (connection, issue, id, kind, at, estimated, deleted, source, live) values
                  ('acme-jira', '500', 'a', 'created', now(), false, false, 'webhook', true),
                  ('acme-jira', '500', 'b', 'moved', now(), false, false, 'reconciliation', false),
                  ('acme-jira', '500', 'c', 'moved', now(), false, false, 'reconciliation', false)
                """);
        watch();
        assertThat(
                        value(
                                "turnaround.completeness",
                                "connection",
                                "acme-github",
                                "repository",
                                "acme/api"))
                .isEqualTo(0.75);
        assertThat(
                        value(
                                "turnaround.completeness",
                                "connection",
                                "acme-github",
                                "repository",
                                "acme/web"))
                .isZero();
        assertThat(value("turnaround.completeness", "connection", "acme-jira", "repository", "PAY"))
                .isEqualTo(1.0 / 3);
        assertThat(registry.scrape())
                .contains(
                        "turnaround_completeness{connection=\"acme-github\",repository=\"acme/api\"} 0.75\n");
    }

    @Test
    void syncs_are_counted_by_how_they_stand_and_why() throws SQLException {
        sync("1", "daily", "succeeded", "2026-03-02T03:30:00Z");
        sync("2", "daily", "succeeded", "2026-03-02T03:40:00Z");
        sync("2", "gap", "partial", "2026-03-02T05:00:00Z");
        sync("1", "demand", "waiting", null);
        sync("2", "connected", "waiting", null);
        sync("2", "retry", "queued", null);
        watch();
        assertThat(value("turnaround.syncs", "state", "succeeded", "reason", "daily")).isEqualTo(2);
        assertThat(value("turnaround.syncs", "state", "partial", "reason", "gap")).isEqualTo(1);
        assertThat(value("turnaround.syncs", "state", "waiting", "reason", "demand")).isEqualTo(1);
        assertThat(value("turnaround.syncs", "state", "queued", "reason", "retry")).isEqualTo(1);
        assertThat(value("turnaround.syncs.waiting")).isEqualTo(2);
    }

    @Test
    void the_age_is_that_of_the_last_sync_that_succeeded_and_none_where_none_did()
            throws SQLException {
        sync("1", "daily", "succeeded", "2026-03-01T12:00:00Z");
        sync("2", "daily", "succeeded", "2026-03-02T10:59:30Z");
        sync("1", "daily", "failed", "2026-03-02T11:59:00Z");
        watch();
        assertThat(value("turnaround.sync.age.seconds", "connection", "acme-github"))
                .isEqualTo(3_630.0);
        assertThat(
                        registry.find("turnaround.sync.age.seconds")
                                .tag("connection", "acme-jira")
                                .gauge())
                .isNull();
    }

    @Test
    void gaps_are_counted_by_what_is_known_of_them() throws SQLException {
        execute(
                """
                update repository set gap_since = now(), gap_reason = 'silence', gap_missed = case id when '1' then 7 end
                where connection = 'acme-github'
                """);
        execute("update repository set gap_since = now(), gap_reason = 'refused' where id = '10'");
        watch();
        assertThat(gaps("acme-github", "silence", "confirmed")).isEqualTo(1);
        assertThat(gaps("acme-github", "silence", "suspected")).isEqualTo(1);
        assertThat(gaps("acme-jira", "refused", "suspected")).isEqualTo(1);
    }

    private double gaps(String connection, String reason, String state) {
        return value("turnaround.gaps", "connection", connection, "reason", reason, "state", state);
    }

    private void watch() {
        SyncMeters.watch(
                vertx, readers, () -> List.of("acme-github", "acme-jira"), registry, clock);
    }

    /// The value, as soon as it is measured.
    private double value(String name, String... tags) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            var gauge = registry.find(name).tags(tags).gauge();
            if (gauge != null) {
                return gauge.value();
            }
            assertThat(System.nanoTime()).as(name).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void sync(String repository, String reason, String state, @Nullable String endedAt)
            throws SQLException {
        execute(
                "insert into sync (connection, repository, repository_name, reason, state, requested_at, started_at, ended_at) values ('acme-github', '%s', 'any', '%s', '%s', now(), now(), %s)"
                        .formatted(
                                repository,
                                reason,
                                state,
                                endedAt == null ? "null" : "'" + endedAt + "'"));
    }

    private void execute(String sql) throws SQLException {
        try (var connection = TestDatabase.connect(endpoint);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
