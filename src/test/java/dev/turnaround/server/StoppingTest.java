package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A server that is told to stop does so in order.
class StoppingTest {
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final Endpoint database = TestDatabase.create();

    @Test
    void it_says_so_first_and_goes_on_answering_for_a_while() throws Exception {
        var acme = new Acme(81);
        try (var server = server(DRAIN);
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            var before = server.send(acme.pullRequest("Before").opened(at(0)));
            assertThat(before.headers().firstValue("connection")).isEmpty();
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);

            var began = System.nanoTime();
            var stopping = aside.submit(server::stop);
            while (server.get("/health/ready").statusCode() == 200) {
                Thread.sleep(10);
            }
            var ready = server.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("running");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            var during = server.send(acme.pullRequest("During").opened(at(1)));
            assertThat(during.statusCode()).isEqualTo(202);
            assertThat(during.headers().firstValue("connection")).contains("close");
            assertThat(stopping.isDone()).isFalse();
            stopping.get();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(DRAIN);
        }
        try (var next = TestServer.on(database)) {
            assertThat(next.all("/api/v1/pull-requests")).hasSize(2);
        }
    }

    @Test
    void streams_are_told_when_to_come_back_and_not_all_at_the_same_time() throws IOException {
        var streams = 12;
        var waits = new HashSet<Long>();
        try (var server = server(Duration.ZERO);
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new ArrayList<Future<List<String>>>();
            var open = new CountDownLatch(streams);
            for (var i = 0; i < streams; i++) {
                ends.add(aside.submit(() -> linesOfStream(server.port(), open)));
            }
            await(open);
            server.stop();
            for (var end : ends) {
                var lines = get(end);
                assertThat(lines.getFirst()).isEqualTo("retry: 1000");
                var last = lines.stream().filter(one -> one.startsWith("retry: ")).toList();
                assertThat(last).hasSize(2);
                waits.add(Long.parseLong(last.getLast().substring(7)));
                assertThat(lines.getLast()).startsWith(": ");
            }
        }
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(500L, 6_000L));
        assertThat(waits).hasSizeGreaterThan(streams / 2);
    }

    /// Nobody is cut off in the middle, and what was acknowledged is there.
    @Test
    void what_is_under_way_is_answered_and_what_was_acknowledged_is_there() throws Exception {
        var deliveries = new ConcurrentLinkedQueue<WebhookRequest>();
        var acme = new Acme(83);
        for (var i = 0; i < 400; i++) {
            var one = acme.pullRequest("Number " + i);
            deliveries.add(one.opened(at(i)));
            deliveries.add(one.merged(at(i + 1), LENA));
        }
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var odd = new ConcurrentLinkedQueue<String>();
        try (var server = server(Duration.ZERO);
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var enough = new CountDownLatch(200);
            for (var i = 0; i < 16; i++) {
                senders.execute(() -> {
                    for (var one = deliveries.poll(); one != null; one = deliveries.poll()) {
                        try {
                            var answer = server.send(one);
                            if (answer.statusCode() == 202) {
                                acknowledged.add(one.header("X-GitHub-Delivery"));
                                enough.countDown();
                            } else {
                                odd.add(answer.statusCode() + " " + answer.body());
                            }
                        } catch (UncheckedIOException refused) {
                            return;
                        }
                    }
                });
            }
            await(enough);
            server.stop();
        }
        assertThat(odd).isEmpty();
        assertThat(deliveries).isNotEmpty();
        try (var next = TestServer.on(database)) {
            var stored =
                    next.all("/api/v1/deliveries").stream()
                            .map(line -> line.getString("id"))
                            .collect(Collectors.toUnmodifiableSet());
            assertThat(stored).containsAll(acknowledged);
        }
    }

    private TestServer server(Duration drain) {
        return TestServer.operated(
                database,
                new Settings.Server("127.0.0.1", 0, null, null, drain),
                Settings.Access.DEFAULT,
                Settings.Operation.UNLIMITED);
    }

    /// Everything that is said on a stream until its end but chunks, events and empty lines.
    private static List<String> linesOfStream(int port, CountDownLatch open) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/stream HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(TestClient.TOKEN)
                                    .getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var said = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("retry: ") || line.startsWith(": ")) {
                    said.add(line);
                } else if (line.startsWith("event: snapshot")) {
                    open.countDown();
                }
            }
            return said;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
