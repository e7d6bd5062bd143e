package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A subscriber of the event stream that keeps what it gets.
final class TestStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /// One event.
    record Event(String id, String name, String data) {
        JsonObject json() {
            return new JsonObject(data);
        }

        long position() {
            return Long.parseLong(id);
        }
    }

    /// @param body what follows the head of the answer
    TestStream(InputStream body) {
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    static TestStream open(HttpClient client, HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError("no stream: " + response.statusCode());
            }
            return new TestStream(response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            var id = "";
            var name = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(id, name, data));
                    id = "";
                    name = "";
                    data = "";
                }
            }
        } catch (IOException _) {
            // Cut off; what came before counts.
        }
        events.add(new Event("", "closed", ""));
    }

    /// The next event but pings.
    Event next() {
        return next(event -> !event.name().equals("ping"));
    }

    Event next(Predicate<Event> wanted) {
        try {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                var event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (event == null) {
                    throw new AssertionError("no such event came within " + PATIENCE);
                }
                if (wanted.test(event)) {
                    return event;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// So many events but pings.
    List<Event> next(int count) {
        var some = new ArrayList<Event>();
        while (some.size() < count) {
            some.add(next());
        }
        return some;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
