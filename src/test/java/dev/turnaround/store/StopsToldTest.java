package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Prometheus is told of clocks only grows, and is the same whichever process tells it.
class StopsToldTest {
    private final Endpoint endpoint = TestDatabase.create();
    private final Database database = new Database(endpoint);
    private final Vertx vertx = Vertx.vertx();
    private Readers readers;
    private Readers others;

    @BeforeEach
    void open() throws SQLException {
        database.migrate();
        readers = database.readers(vertx);
        others = database.readers(vertx);
        execute(
                "insert into repository (connection, id, name, name_at) values ('acme', '1', 'acme/web', now())");
    }

    @AfterEach
    void close() {
        Future.all(readers.close(), others.close()).await();
        vertx.close().await();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = TestDatabase.connect(endpoint);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// A merge that took so long comes into the sums, or goes out of them.
    private void move(int sign, long seconds, String day, boolean bot) throws SQLException {
        execute(
                """
                insert into measure_move (sign, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,
                                          opened_seconds, ready_seconds, opened_working, ready_working)
                values (%1$d, 'acme', '1', '7', %4$b, '{timeToMerge}', '{%3$s 12:00Z}', '{%3$s 12:00Z}', '{%3$s 12:00Z}',
                        '{%2$d}', '{%2$d}', '{null}', '{null}')
                """
                        .formatted(sign, seconds, day, bot));
        try (var sums = new MeasureSums(vertx, database)) {
            while (sums.step()) {
                Thread.onSpinWait();
            }
        }
    }

    private Stops told() {
        var told = new StopsTold(readers).tell().await();
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    @Test
    void each_bucket_has_what_is_up_to_its_border_and_bots_are_in_none() throws SQLException {
        move(1, 0, "2026-03-02", false);
        move(1, 900, "2026-03-02", false);
        move(1, 920, "2026-04-02", false);
        move(1, 604_800, "2026-04-02", false);
        move(1, 700_000, "2026-04-03", false);
        move(1, 60, "2026-04-03", true);

        assertThat(told().buckets()).containsExactly(2L, 1L, 0L, 0L, 0L, 0L, 1L, 1L);
        assertThat(told().seconds()).isEqualTo(900 + 920 + 604_800 + 700_000);
    }

    @Test
    void what_is_taken_back_makes_nothing_fall_and_what_is_corrected_counts_in_both()
            throws SQLException {
        move(1, 60, "2026-03-02", false);
        move(1, 60, "2026-03-02", false);
        assertThat(told().buckets().getFirst()).isEqualTo(2);

        move(-1, 60, "2026-03-02", false);
        assertThat(told().buckets().getFirst()).isEqualTo(2);
        assertThat(told().seconds()).isEqualTo(120);

        move(1, 5_000, "2026-03-02", false);
        assertThat(told().buckets()).containsExactly(2L, 0L, 1L, 0L, 0L, 0L, 0L, 0L);
    }

    @Test
    void processes_that_tell_at_once_tell_the_same_and_count_nothing_twice() throws SQLException {
        for (var round = 1; round <= 5; round++) {
            move(1, 60, "2026-03-02", false);
            var told =
                    Stream.of(readers, others, readers, others)
                            .map(each -> new StopsTold(each).tell())
                            .toList();
            for (var each : told) {
                assertThat(each.await().getFirst().buckets().getFirst()).isEqualTo(round);
            }
        }
    }

    @Test
    void what_was_erased_is_told_no_more() throws SQLException {
        move(1, 60, "2026-03-02", false);
        assertThat(told().repository()).isEqualTo("acme/web");

        execute("delete from repository");
        assertThat(new StopsTold(readers).tell().await()).isEmpty();
    }
}
