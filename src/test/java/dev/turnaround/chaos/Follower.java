package dev.turnaround.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the stream as a browser does: when it ends, from either server on, after the event that
/// came last.
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    /// Longer than pings are apart.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(18);

    private static final Duration PICTURED_WITHIN = Duration.ofMinutes(3);
    private static final long BACK_AFTER_MILLIS = 300;

    private final String name;
    private final List<Relay> roads;
    private final boolean deliveries;
    private final Random random;
    private final Thread thread;
    private final CountDownLatch pictured = new CountDownLatch(1);
    private final List<Long> seen = new ArrayList<>();
    private long start = -1;
    private long last = -1;
    private int connections;
    private int picturesAgain;
    private volatile boolean closing;

    /// What one saw.
    ///
    /// @param deliveries whether it was told of these too
    /// @param start the id of its first picture, after which it wants every event
    /// @param seen the ids of all events after that, as they came
    /// @param connections how often it was connected
    /// @param picturesAgain how often it had to begin anew
    record Sight(
            String name,
            boolean deliveries,
            long start,
            List<Long> seen,
            int connections,
            int picturesAgain) {}

    /// Begins to read.
    ///
    /// @param roads to each server, its own
    /// @param deliveries whether it wants to be told of these too
    Follower(String name, List<Relay> roads, boolean deliveries, long seed) {
        this.name = name;
        this.roads = roads;
        this.deliveries = deliveries;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        while (!closing) {
            try {
                follow();
            } catch (IOException ended) {
                LOG.atDebug().setCause(ended).log("a follower comes back");
            }
            try {
                Thread.sleep(random.nextLong(BACK_AFTER_MILLIS));
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void follow() throws IOException {
        var topics = deliveries ? "pull-request,delivery" : "pull-request";
        var road = roads.get(random.nextInt(roads.size()));
        var address =
                URI.create("http://127.0.0.1:" + road.port() + "/api/v1/stream?topics=" + topics);
        var opened = (HttpURLConnection) address.toURL().openConnection();
        opened.setConnectTimeout(Math.toIntExact(CONNECT_WITHIN.toMillis()));
        opened.setReadTimeout(Math.toIntExact(SILENCE_MAX.toMillis()));
        opened.setRequestProperty("Authorization", "Bearer " + Storm.TOKEN);
        opened.setRequestProperty("Accept", "text/event-stream");
        if (reached() >= 0) {
            opened.setRequestProperty("Last-Event-ID", Long.toString(reached()));
        }
        try (var lines =
                new BufferedReader(new InputStreamReader(opened.getInputStream(), UTF_8))) {
            synchronized (this) {
                connections++;
            }
            read(lines);
        } finally {
            opened.disconnect();
        }
    }

    private void read(BufferedReader lines) throws IOException {
        var id = -1L;
        var event = "";
        for (var line = lines.readLine(); line != null && !closing; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = Long.parseLong(line.substring("id: ".length()));
            } else if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.isEmpty()) {
                if (id >= 0) {
                    take(id, event);
                }
                id = -1;
                event = "";
            }
        }
    }

    private synchronized void take(long id, String event) {
        last = id;
        if (!event.equals("snapshot")) {
            seen.add(id);
        } else if (start < 0) {
            start = id;
            pictured.countDown();
        } else {
            picturesAgain++;
        }
    }

    /// Waits until it has its first picture.
    void awaitPicture() throws InterruptedException {
        if (!pictured.await(PICTURED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " got no picture");
        }
    }

    /// The id of the event that came last; -1 before the first.
    synchronized long reached() {
        return last;
    }

    /// Closes its connection, of which it knows nothing before.
    void cut() {
        roads.forEach(Relay::cut);
        roads.forEach(Relay::mend);
    }

    /// What it saw so far.
    synchronized Sight sight() {
        return new Sight(name, deliveries, start, List.copyOf(seen), connections, picturesAgain);
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        cut();
    }
}
