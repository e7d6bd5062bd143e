package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/// Dashboards that hold the event stream open, and measure how long a webhook takes until its line
/// is with them.
///
/// All get `pull-request` events. Every tenth gets the delivery log too, whose lines carry the
/// GUID, and measures; the others are read and thrown away, as 100 parsers on the server's own
/// cores would be measured instead of the server.
final class Subscribers implements AutoCloseable {
    private static final byte[] LINE = "data: {\"id\":\"".getBytes(US_ASCII);
    private static final int GUID_LENGTH = 36;
    private static final int LAST_HYPHEN = 23;
    private static final int MEASURING = 10;
    private static final Duration SETTLED_AFTER = Duration.ofMillis(700);

    private final Departures departures;
    private final Selector selector;
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Thread thread;
    private volatile boolean closing;
    private final LongAdder bytes = new LongAdder();

    /// What they saw.
    ///
    /// @param seen lines measured
    /// @param megabytes all that they received
    record Outcome(long seen, Duration p50, Duration p99, Duration worst, long megabytes) {}

    /// Connects them, and waits until all have their first picture.
    ///
    /// @param target a webhook address of the server; only its host and port are used
    Subscribers(URI target, String token, int count, Departures departures)
            throws IOException, InterruptedException {
        this.departures = departures;
        this.selector = Selector.open();
        for (var index = 0; index < count; index++) {
            subscribe(target, token, index % MEASURING == 0);
        }
        this.thread = Thread.ofPlatform().name("subscribers").start(this::run);
        settle();
    }

    private void settle() throws InterruptedException {
        var before = -1L;
        while (bytes.sum() == 0 || bytes.sum() > before) {
            before = bytes.sum();
            Thread.sleep(SETTLED_AFTER);
        }
    }

    private void subscribe(URI target, String token, boolean measuring) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        var topics = measuring ? "pull-request,delivery" : "pull-request";
        var request =
                "GET /api/v1/stream?topics=%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(topics, target.getRawAuthority(), token);
        channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, measuring ? new Finder() : null);
    }

    private void run() {
        var buffer = ByteBuffer.allocate(1 << 18);
        try {
            while (!closing) {
                selector.select(key -> read(key, buffer), 50);
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            var count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                throw new IOException("the server closed a stream");
            }
            bytes.add(count);
            if (key.attachment() instanceof Finder finder) {
                finder.take(buffer.flip());
            }
        } catch (IOException lost) {
            key.cancel();
            System.err.println("!! " + lost.getMessage());
        }
    }

    /// Ends them, and says what they saw.
    Outcome finish() throws InterruptedException {
        closing = true;
        thread.join();
        return new Outcome(
                latencies.getTotalCount(),
                Duration.ofNanos(latencies.getValueAtPercentile(50)),
                Duration.ofNanos(latencies.getValueAtPercentile(99)),
                Duration.ofNanos(latencies.getMaxValue()),
                bytes.sum() >> 20);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /// Finds GUIDs in a stream that comes in pieces.
    private final class Finder {
        private int matched;
        private int characters;
        private long number;

        void take(ByteBuffer piece) {
            while (piece.hasRemaining()) {
                take(piece.get());
            }
        }

        private void take(byte one) {
            if (matched < LINE.length) {
                matched = one == LINE[matched] ? matched + 1 : one == LINE[0] ? 1 : 0;
                return;
            }
            // A pull request's id begins a line too, and has no hyphen there.
            if (characters == LAST_HYPHEN && one != '-') {
                reset();
                return;
            }
            if (characters > LAST_HYPHEN) {
                number = (number << 4) | Character.digit(one, 16);
            }
            characters++;
            if (characters == GUID_LENGTH) {
                measure();
                reset();
            }
        }

        private void reset() {
            matched = 0;
            characters = 0;
            number = 0;
        }

        private void measure() {
            var due = departures.of(number);
            if (due != 0) {
                latencies.recordValue(Math.max(0, System.nanoTime() - due));
            }
        }
    }
}
