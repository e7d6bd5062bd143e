package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A subscriber that stops reading costs the server a bounded buffer, and nobody else anything.
class SlowSubscriberTest {
    private static final int ROUNDS = 20;
    private static final int EVENTS_A_ROUND = 1_000;

    /// More than the server's buffer, and what its kernel may hold; far less than is told.
    private static final int BYTES_KEPT_MAX = 12 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Supervisors that lose their patience after ten seconds are common.
    private static final Duration STOPPING_MAX = Duration.ofSeconds(10);

    private final Endpoint database = TestDatabase.create();
    @AutoClose private final TestServer server = TestServer.on(database);

    @Test
    void who_does_not_read_is_cut_off_and_misses_nothing_when_it_comes_back()
            throws IOException, SQLException, InterruptedException {
        var told = new ArrayList<String>();
        List<String> got;
        try (var quick = server.stream("");
                var slow = new Socket()) {
            subscribe(slow, server);
            assertThat(quick.next().name()).isEqualTo("snapshot");
            expectSubscribers(server, 2);
            try (var sql = TestDatabase.connect(database)) {
                for (var round = 0; round < ROUNDS; round++) {
                    tell(sql);
                    quick.next(EVENTS_A_ROUND).forEach(event -> told.add(event.id()));
                }
            }
            assertThat(told).doesNotHaveDuplicates();
            expectSubscribers(server, 1);

            var late = rest(slow);
            assertThat(late.length).isLessThan(BYTES_KEPT_MAX);
            got = idsIn(late);
        }
        assertThat(got).isNotEmpty().hasSizeLessThan(told.size());
        try (var again = server.stream("", Map.of("Last-Event-ID", got.getLast()))) {
            again.next(told.size() - got.size()).forEach(event -> got.add(event.id()));
        }
        assertThat(got).isEqualTo(told);
    }

    @Test
    void stopping_does_not_wait_for_who_does_not_read()
            throws IOException, SQLException, InterruptedException {
        try (var slow = new Socket()) {
            long stopping;
            try (var stopped = TestServer.on(database);
                    var sql = TestDatabase.connect(database)) {
                subscribe(slow, stopped);
                try (var quick = stopped.stream("")) {
                    quick.next();
                    for (var round = 0; round < 4; round++) {
                        tell(sql);
                        quick.next(EVENTS_A_ROUND);
                    }
                    expectSubscribers(stopped, 2);
                }
                stopping = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(STOPPING_MAX);
        }
    }

    /// With the smallest of windows, and without reading anything for now.
    private static void subscribe(Socket socket, TestServer server) throws IOException {
        socket.setReceiveBufferSize(4 * 1024);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(
                        "GET /api/v1/stream HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(TestClient.TOKEN)
                                .getBytes(UTF_8));
    }

    /// As many events as the hub reads at once, each of the size that they have in life.
    private static void tell(Connection sql) throws SQLException {
        try (var statement =
                sql.prepareStatement(
                        """
                        insert into stream_event
                        select base + (pg_current_xact_id()::text::bigint << 16) + n, now(), 'pull-request', 'c', 'r',
                               null, null, null, '{"title":"' || repeat('x', 1000) || '"}'
                        from stream_state, generate_series(1, ?) as n
                        """)) {
            statement.setInt(1, EVENTS_A_ROUND);
            statement.execute();
        }
    }

    private static void expectSubscribers(TestServer server, int count)
            throws InterruptedException {
        var line = "turnaround_stream_clients " + count + ".0";
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!server.get("/metrics").body().contains(line)) {
            assertThat(System.nanoTime()).as(line).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /// What still comes, until the end: the answer's body.
    private static byte[] rest(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var body = new ByteArrayOutputStream();
        while (!line(in).isEmpty()) {}
        try {
            for (var length = line(in); !length.isEmpty(); length = line(in)) {
                body.write(in.readNBytes(Integer.parseInt(length, 16)));
                line(in);
            }
        } catch (SocketException cutOff) {
            // As it may be.
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static List<String> idsIn(byte[] body) {
        var ids = new ArrayList<String>();
        try (var events = new TestStream(new ByteArrayInputStream(body))) {
            for (var event = events.next(); !event.name().equals("closed"); event = events.next()) {
                if (!event.name().equals("snapshot")) {
                    ids.add(event.id());
                }
            }
        }
        return ids;
    }
}
