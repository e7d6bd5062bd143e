package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What grows with time is kept for as long as was said, and no longer.
class UpkeepTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Endpoint endpoint = TestDatabase.create();
    private Readers readers;

    @BeforeEach
    void migrate() {
        var database = new Database(endpoint);
        database.migrate();
        readers = database.readers(vertx);
    }

    @AfterEach
    void close() {
        readers.close().await();
        vertx.close().await();
    }

    @Test
    void deliveries_are_kept_for_as_many_days_as_are_set() throws SQLException {
        live(40, 10);

        assertThat(days("delivery", "received_at"))
                .first()
                .isEqualTo(BEGIN.plus(Duration.ofDays(29)).toString());
        assertThat(days("delivery", "received_at")).hasSize(11);
    }

    @Test
    void ninety_days_are_kept_when_that_is_set() throws SQLException {
        live(100, 90);

        assertThat(days("delivery", "received_at"))
                .hasSize(91)
                .first()
                .isEqualTo(BEGIN.plus(Duration.ofDays(9)).toString());
    }

    @Test
    void the_log_of_the_stream_can_be_resumed_from_for_a_day_and_ends_soon_after()
            throws SQLException {
        live(40, 90);

        var last = BEGIN.plus(Duration.ofDays(39));
        assertThat(days("stream_event", "at")).hasSize(3).last().isEqualTo(last.toString());
        // What is older than that is not resumed from, although it may still be there.
        var log = new StreamLog(readers);
        assertThat(log.positionBefore(last.minus(Duration.ofHours(23)), last).await()).isNotNull();
        assertThat(log.positionBefore(last.minus(Duration.ofHours(25)), last).await()).isNull();
    }

    @Test
    void what_is_kept_longer_than_before_does_not_come_back_and_does_no_harm() throws SQLException {
        live(20, 7);
        new Upkeep(readers, 30).run(BEGIN.plus(Duration.ofDays(20)));

        assertThat(days("delivery", "received_at")).hasSize(8);
    }

    /// A delivery and an event a day, and upkeep after each.
    private void live(int days, int deliveryDays) throws SQLException {
        var upkeep = new Upkeep(readers, deliveryDays);
        for (var day = 0; day < days; day++) {
            var now = BEGIN.plus(Duration.ofDays(day));
            upkeep.run(now);
            try (var sql = TestDatabase.connect(endpoint);
                    var statement = sql.createStatement()) {
                statement.execute(
                        """
                        insert into delivery (position, received_at, connection, verdict, latency_micros)
                        select base + (pg_current_xact_id()::text::bigint << 16), '%1$s', 'c', 'ignored', 1 from stream_state;
                        insert into stream_event (position, at, event, connection, repository, data)
                        select base + (pg_current_xact_id()::text::bigint << 16), '%1$s', 'pull-request', 'c', 'r', '{}'
                        from stream_state
                        """
                                .formatted(now));
            }
        }
    }

    private List<String> days(String table, String column) throws SQLException {
        var days = new ArrayList<String>();
        try (var sql = TestDatabase.connect(endpoint);
                var rows =
                        sql.createStatement()
                                .executeQuery(
                                        "select %1$s from %2$s order by %1$s"
                                                .formatted(column, table))) {
            while (rows.next()) {
                days.add(rows.getTimestamp(1).toInstant().toString());
            }
        }
        return days;
    }
}
