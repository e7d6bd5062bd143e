package dev.turnaround.trace.otel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A collector on loopback that keeps what it gets.
public final class TestCollector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;

    private TestCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /// One that takes everything.
    public static TestCollector open() {
        try {
            var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new TestCollector(HttpServer.create(loopback, 0));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        if (status == 200) {
            bytes.writeBytes(body);
            spans.addAll(Told.all(Wire.read(ByteBuffer.wrap(body))));
        }
        requests.incrementAndGet();
        exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// Where it is.
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Answers with another status from now on, and keeps nothing but with 200.
    public void answer(int other) {
        status = other;
    }

    /// How often it was sent something.
    public int requests() {
        return requests.get();
    }

    /// What it got so far.
    public List<Told> spans() {
        return List.copyOf(spans);
    }

    /// The bytes that it got, one a character.
    public String bytes() {
        return bytes.toString(ISO_8859_1);
    }

    /// Those of a name.
    public List<Told> spans(String name) {
        return spans.stream().filter(span -> span.name().equals(name)).toList();
    }

    /// The only one of a name.
    public Told span(String name) {
        var found = spans(name);
        if (found.size() != 1) {
            throw new AssertionError("one " + name + " expected: " + spans);
        }
        return found.getFirst();
    }

    /// Waits until it got a span like that.
    public Told await(Predicate<Told> wanted) throws InterruptedException {
        for (var began = System.nanoTime(); ; Thread.sleep(20)) {
            var found = spans.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new AssertionError("not among " + spans);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
