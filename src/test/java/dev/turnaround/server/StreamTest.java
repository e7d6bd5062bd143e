package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Subscribers see every event once and in order, whatever happens to them and to the transactions.
class StreamTest {
    private final Endpoint database = TestDatabase.create();
    @AutoClose private final TestServer server = TestServer.on(database);
    private final Acme acme = new Acme(21);

    /// The hazard: the transaction that began first commits last. A reader that goes by the highest
    /// id seen would have gone past it.
    @Test
    void an_event_that_commits_late_is_not_skipped() throws SQLException {
        try (var stream = server.stream("");
                var late = TestDatabase.connect(database);
                var later = TestDatabase.connect(database)) {
            assertThat(stream.next().name()).isEqualTo("snapshot");
            late.setAutoCommit(false);
            later.setAutoCommit(false);
            insertEvent(late, "began first");
            insertEvent(later, "began second");
            later.commit();
            server.send(acme.pullRequest("Began third").opened(at(0)));
            late.commit();

            var seen = stream.next(3);
            assertThat(seen.get(0).data()).contains("began first");
            assertThat(seen.get(1).data()).contains("began second");
            assertThat(seen.get(2).data()).contains("Began third");
            assertThat(seen.stream().map(TestStream.Event::position).toList()).isSorted();
        }
    }

    @Test
    void an_event_whose_transaction_is_rolled_back_holds_nothing_up() throws SQLException {
        try (var stream = server.stream("");
                var doomed = TestDatabase.connect(database)) {
            stream.next();
            doomed.setAutoCommit(false);
            insertEvent(doomed, "never happened");
            server.send(acme.pullRequest("Real").opened(at(0)));
            doomed.rollback();
            assertThat(stream.next().data()).contains("Real");
        }
    }

    /// The other hazard of several writers: a transaction takes its place in the order before it
    /// waits, and what it then tells is newer than what stands behind it.
    @Test
    void a_delivery_that_had_to_wait_is_told_of_after_what_it_waited_for()
            throws SQLException, InterruptedException, ExecutionException {
        var pullRequest = acme.pullRequest("Waited");
        server.send(pullRequest.opened(at(0)));
        var waits = pullRequest.issueCommentCreated(at(10), LENA, "Why?");
        var overtakes = pullRequest.reviewRequested(at(5), MIA, OMAR);
        try (var stream = server.stream("");
                var other = TestServer.on(database);
                var blocker = TestDatabase.connect(database);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            stream.next();
            blocker.setAutoCommit(false);
            insertReceipt(blocker, waits.header("X-GitHub-Delivery"));
            var answer = executor.submit(() -> server.send(waits).statusCode());
            awaitWaiting(blocker);
            assertThat(other.send(overtakes).statusCode()).isEqualTo(202);
            blocker.rollback();
            assertThat(answer.get()).isEqualTo(202);

            var told = stream.next(2);
            assertThat(told.getFirst().json().getString("firstResponseAt")).isNull();
            assertThat(told.getLast().json().getString("firstResponseAt")).isNotNull();
        }
    }

    private static void insertReceipt(Connection sql, String delivery) throws SQLException {
        try (var statement = sql.prepareStatement("insert into receipt values (?, ?, now())")) {
            statement.setString(1, TestClient.CONNECTION);
            statement.setString(2, delivery);
            statement.executeUpdate();
        }
    }

    /// Until somebody waits for a lock of ours.
    private static void awaitWaiting(Connection sql) throws SQLException, InterruptedException {
        try (var statement =
                sql.prepareStatement("select count(*) from pg_locks where not granted")) {
            for (var look = 0; look < 500; look++) {
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        return;
                    }
                }
                Thread.sleep(10);
            }
        }
        throw new AssertionError("nobody waits");
    }

    private static void insertEvent(Connection sql, String text) throws SQLException {
        try (var statement =
                sql.prepareStatement(
                        """
                        insert into stream_event
                        select base + (pg_current_xact_id()::text::bigint << 16), now(), 'pull-request', 'c', 'r',
                               null, null, null, ?
                        from stream_state
                        """)) {
            statement.setString(1, "{\"title\":\"" + text + "\"}");
            statement.execute();
        }
    }

    @Test
    void who_comes_back_with_the_last_id_goes_on_from_there() {
        var pullRequest = acme.pullRequest("Resumed");
        server.send(pullRequest.opened(at(0)));
        String last;
        try (var stream = server.stream("")) {
            stream.next();
            server.send(pullRequest.issueCommentCreated(at(1), LENA, "One."));
            last = stream.next().id();
        }
        server.send(pullRequest.issueCommentCreated(at(2), Acme.MIA, "Two."));
        server.send(pullRequest.merged(at(3), LENA));

        try (var stream = server.stream("", Map.of("Last-Event-ID", last))) {
            assertThat(stream.next().json().getString("phase")).isEqualTo("awaiting_review");
            assertThat(stream.next().json().getString("phase")).isEqualTo("merged");
        }
        try (var stream = server.stream("lastEventId=" + last)) {
            assertThat(stream.next().name()).isEqualTo("pull-request");
        }
    }

    @Test
    void the_header_wins_over_the_query() {
        var pullRequest = acme.pullRequest("Header");
        server.send(pullRequest.opened(at(0)));
        try (var first = server.stream("")) {
            var snapshot = first.next();
            server.send(pullRequest.merged(at(3), LENA));
            var merged = first.next();
            server.send(acme.pullRequest("After").opened(at(4)));
            try (var stream =
                    server.stream(
                            "lastEventId=" + snapshot.id(), Map.of("Last-Event-ID", merged.id()))) {
                assertThat(stream.next().data()).contains("After");
            }
        }
    }

    @Test
    void an_id_that_is_no_longer_kept_or_was_never_given_gets_a_snapshot_that_says_so() {
        for (var id : new String[] {"999999999999999", "nonsense"}) {
            try (var stream = server.stream("", Map.of("Last-Event-ID", id))) {
                var snapshot = stream.next();
                assertThat(snapshot.name()).isEqualTo("snapshot");
                assertThat(snapshot.json().getString("lostAfter")).isNotNull();
            }
        }
    }

    @Test
    void who_asks_for_a_time_begins_there() {
        server.send(acme.pullRequest("Since").opened(at(0)));
        try (var stream = server.stream("since=2026-01-01T00:00:00Z")) {
            assertThat(stream.next().data()).contains("Since");
        }
    }

    @Test
    void who_asks_for_a_time_is_told_of_what_commits_late() throws SQLException {
        try (var late = TestDatabase.connect(database);
                var later = TestDatabase.connect(database)) {
            late.setAutoCommit(false);
            later.setAutoCommit(false);
            insertEvent(late, "began first");
            insertEvent(later, "began second");
            later.commit();
            try (var stream = server.stream("since=2026-01-01T00:00:00Z")) {
                late.commit();
                assertThat(stream.next().data()).contains("began first");
                assertThat(stream.next().data()).contains("began second");
            }
        }
    }

    @Test
    void who_asks_for_a_time_since_which_nothing_happened_is_told_of_what_does() {
        try (var stream = server.stream("since=2026-01-01T00:00:00Z")) {
            server.send(acme.pullRequest("The first").opened(at(0)));
            assertThat(stream.next().name()).isEqualTo("pull-request");
        }
    }

    @Test
    void who_asks_for_a_time_of_which_something_is_gone_gets_a_snapshot_that_says_so()
            throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement()) {
            statement.execute("update stream_state set floor = 1");
        }
        try (var stream = server.stream("since=2026-01-01T00:00:00Z")) {
            var snapshot = stream.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.json().getString("lostAfter")).isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void filters_let_through_what_was_asked_for() {
        try (var wanted = server.stream("repository=ACME/web&author=mia");
                var other = server.stream("repository=acme/other&topics=pull-request,delivery");
                var deliveries = server.stream("topics=delivery")) {
            wanted.next();
            other.next();
            deliveries.next();
            server.send(acme.pullRequest("Filtered").opened(at(0)));
            assertThat(wanted.next().data()).contains("Filtered");
            assertThat(deliveries.next().json().getString("verdict")).isEqualTo("applied");
            server.send(acme.repository().renamed(at(1), LENA, "other"));
            server.send(acme.pullRequest("Elsewhere").opened(at(2)));
            assertThat(other.next(event -> event.name().equals("pull-request")).data())
                    .contains("Elsewhere");
        }
        assertThat(server.get("/api/v1/stream?topics=weather").statusCode()).isEqualTo(400);
    }

    @Test
    void another_process_on_the_same_database_tells_it_too() {
        try (var neighbour = TestServer.on(database);
                var stream = neighbour.stream("")) {
            stream.next();
            server.send(acme.pullRequest("Next door").opened(at(0)));
            assertThat(stream.next().data()).contains("Next door");
        }
    }
}
