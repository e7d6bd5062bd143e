package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Whoever joins a stream while its log is read for others, and wants more of it than they do,
/// misses nothing.
class JoiningTest {
    private static final int JOINS = 60;

    @Test
    void deliveries_are_told_from_the_first_on_to_whoever_joins_those_who_want_none()
            throws SQLException, InterruptedException {
        var database = TestDatabase.create();
        var over = new AtomicBoolean();
        try (var server = TestServer.on(database);
                var _ = server.stream("topics=pull-request")) {
            var busy = Thread.ofVirtual().start(() -> keepBusy(server, over));
            try {
                for (var join = 0; join < JOINS; join++) {
                    try (var stream = server.stream("topics=delivery")) {
                        var from = stream.next().position();
                        var told = stream.next(2).stream().map(TestStream.Event::position).toList();
                        assertThat(told).isEqualTo(stored(database, from, told.getLast()));
                    }
                }
            } finally {
                over.set(true);
                busy.join();
            }
        }
    }

    private static void keepBusy(TestServer server, AtomicBoolean over) {
        var pullRequest = new Acme(1).pullRequest("Busy");
        server.send(pullRequest.opened(at(0)));
        for (var comment = 1; !over.get(); comment++) {
            server.send(pullRequest.issueCommentCreated(at(comment), LENA, "And?"));
        }
    }

    private static List<Long> stored(Endpoint database, long after, long last) throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var query =
                        sql.prepareStatement(
                                "select position from delivery where position > ? and position <= ? order by 1")) {
            query.setLong(1, after);
            query.setLong(2, last);
            var positions = new ArrayList<Long>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
            return positions;
        }
    }
}
