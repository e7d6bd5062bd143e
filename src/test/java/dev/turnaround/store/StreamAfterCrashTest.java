package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL gives ids of transactions again that it had given before a crash, where they wrote
/// nothing that had reached the disk; positions of the stream are made of them.
class StreamAfterCrashTest {
    private static final int ABANDONED = 40;
    private static final int TRIES = 4;

    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whoever_had_read_everything_before_a_crash_is_told_what_comes_after_it() throws Exception {
        var crash = crash();
        for (var tries = 1; !crash.givesIdsAgain() && tries < TRIES; tries++) {
            // PostgreSQL writes down every 15 s which id is next.
            crash = crash();
        }
        assertThat(crash.givesIdsAgain()).as("or this test is of no use").isTrue();
        assertThat(crash.toldReader()).containsExactly("after");
        assertThat(crash.toldWhoHadThePicture()).containsExactly("after");
        assertThat(crash.toldWhoBeganThen()).containsExactly("after");
    }

    /// What came of a crash.
    ///
    /// @param givesIdsAgain whether ids were given that had been given before
    private record Crash(
            boolean givesIdsAgain,
            List<String> toldReader,
            List<String> toldWhoHadThePicture,
            List<String> toldWhoBeganThen) {}

    private Crash crash() throws SQLException {
        var postgres = EmbeddedPostgres.start(folder);
        try {
            var database = new Database(postgres.endpoint());
            database.migrate();
            var readers = database.readers(vertx);
            happens(postgres.endpoint(), "before");
            read(readers, 0);
            abandon(postgres.endpoint());
            var reached = read(readers, 0).reached();
            var pictured = new Reading(readers).open().await().reached();
            var now = Clock.systemUTC().instant();
            var begun = new StreamLog(readers).positionBefore(now, now).await();
            var ahead = next(postgres.endpoint());
            ProcessHandle.of(postgres.pid()).ifPresent(ProcessHandle::destroyForcibly);
            readers.close().await();
            postgres.close();

            postgres = EmbeddedPostgres.start(folder);
            var again = next(postgres.endpoint()) < ahead;
            happens(postgres.endpoint(), "after");
            var after = new Database(postgres.endpoint()).readers(vertx);
            var crash =
                    new Crash(
                            again,
                            events(after, reached),
                            events(after, pictured),
                            events(after, Objects.requireNonNull(begun)));
            after.close().await();
            return crash;
        } finally {
            postgres.close();
        }
    }

    private static void happens(Endpoint endpoint, String what) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement()) {
            statement.execute(
                    """
                    insert into stream_event (position, at, event, connection, repository, data)
                    select transaction_position(), now(), 'pull-request', 'c', 'r', '%s'
                    """
                            .formatted(what));
        }
    }

    /// Begins transactions that come to nothing.
    private static void abandon(Endpoint endpoint) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement()) {
            sql.setAutoCommit(false);
            for (var count = 0; count < ABANDONED; count++) {
                statement.execute("select pg_current_xact_id()");
                sql.rollback();
            }
        }
    }

    /// The id that the next transaction would get.
    private static long next(Endpoint endpoint) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<String> events(Readers readers, long after) {
        return read(readers, after).entries().stream().map(one -> one.event().data()).toList();
    }

    private static StreamLog.Page read(Readers readers, long after) {
        return new StreamLog(readers)
                .read(after, Long.MAX_VALUE, true, 100, Clock.systemUTC().instant())
                .await();
    }
}
