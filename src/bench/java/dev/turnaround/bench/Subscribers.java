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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Dashboards that hold the event stream open, and measure how long a webhook takes until its line
/// is with them.
///
/// All get `pull-request` events. Every tenth gets the delivery log too, whose lines carry the
/// GUID, and measures; the others are read and thrown away, as 100 parsers on the server's own
/// cores would be measured instead of the server.
final class Subscribers implements AutoCloseable {
    private static final byte[] LINE = "{\"id\":\"".getBytes(US_ASCII);
    private static final int GUID_LENGTH = 36;
    private static final int LAST_HYPHEN = 23;
    private static final byte[] EVENT = "\ndata:".getBytes(US_ASCII);
    private static final int MEASURING = 10;
    private static final int MEASURING_OF_CROWD = 100;
    private static final List<String> REPOSITORIES =
            List.of("acme/webshop", "acme/checkout", "acme/ledger");
    private static final List<String> AUTHORS =
            List.of("mia", "o.haddad", "lena.k", "tomasz", "priya-n", "jun", "sofia-r", "dele");
    private static final Duration SETTLED_AFTER = Duration.ofMillis(700);

    private final Departures departures;
    private final Selector selector;
    private final Histogram latencies = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Thread thread;
    private volatile boolean closing;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder cutOff = new LongAdder();
    private final List<Finder> bookkeepers = new ArrayList<>();

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
        this(departures);
        for (var index = 0; index < count; index++) {
            var measuring = index % MEASURING == 0;
            var topics = measuring ? "pull-request,delivery" : "pull-request";
            subscribe(
                    target,
                    "/api/v1/stream?topics=" + topics,
                    token,
                    measuring ? new Finder() : null);
        }
        settle();
    }

    /// Connects readers of one stream, all of which count what they get; one of a hundred measures.
    Subscribers(URI target, Broadcaster candidate, int count, Departures departures)
            throws IOException, InterruptedException {
        this(departures);
        for (var index = 0; index < count; index++) {
            var counter = new Counter(index % MEASURING_OF_CROWD == 0 ? new Finder() : null);
            subscribe(target, candidate.streamPath(), Candidate.TOKEN, counter);
        }
        settle();
    }

    /// Connects viewers to several servers in turn, all of which count what they get. Every tenth
    /// sees everything and measures, and keeps book of what it saw.
    ///
    /// @param everything whether the others see everything, too, or what one author does in one
    ///   repository
    Subscribers(List<URI> targets, int count, boolean everything, Departures departures)
            throws IOException, InterruptedException {
        this(departures);
        for (var index = 0; index < count; index++) {
            var measuring = index % MEASURING == 0;
            var finder = measuring ? new Finder() : null;
            if (finder != null) {
                bookkeepers.add(finder);
            }
            var path =
                    measuring
                            ? "/api/v1/stream?topics=pull-request,delivery"
                            : "/api/v1/stream?topics=pull-request" + (everything ? "" : one(index));
            subscribe(
                    targets.get(index % targets.size()),
                    path,
                    Candidate.TOKEN,
                    new Counter(finder));
        }
        settle();
    }

    private static String one(int index) {
        return "&repository=%s&author=%s"
                .formatted(
                        REPOSITORIES.get(index % REPOSITORIES.size()),
                        AUTHORS.get(index % AUTHORS.size()));
    }

    private Subscribers(Departures departures) throws IOException {
        this.departures = departures;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("subscribers").start(this::run);
    }

    private void settle() throws InterruptedException {
        var before = -1L;
        while (bytes.sum() == 0 || bytes.sum() > before) {
            before = bytes.sum();
            Thread.sleep(SETTLED_AFTER);
        }
    }

    private void subscribe(URI target, String path, String token, @Nullable Reader reader)
            throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
        var request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, target.getRawAuthority(), token);
        channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, reader);
    }

    /// Begins to count and to measure anew.
    void begin() {
        delivered.reset();
        synchronized (latencies) {
            latencies.reset();
        }
    }

    /// How many events came since.
    long delivered() {
        return delivered.sum();
    }

    /// How long lines took until they were here since this was asked last, in nanoseconds.
    Histogram lately() {
        synchronized (latencies) {
            var copy = latencies.copy();
            latencies.reset();
            return copy;
        }
    }

    /// How many streams the server has ended.
    long cutOff() {
        return cutOff.sum();
    }

    /// How many lines those who keep book should have seen and have not, all of them together.
    ///
    /// @param last the number in the GUID of the last one that should be here by now
    long missing(long last) {
        return bookkeepers.stream().mapToLong(one -> one.missing(last)).sum();
    }

    /// How many keep book.
    int bookkeepers() {
        return bookkeepers.size();
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
            if (key.attachment() instanceof Reader reader) {
                reader.take(buffer.flip());
            }
        } catch (IOException lost) {
            key.cancel();
            cutOff.increment();
            System.err.println("!! " + lost.getMessage());
        }
    }

    /// Ends them, and says what they saw.
    Outcome finish() throws InterruptedException {
        closing = true;
        thread.join();
        return seen();
    }

    /// What they saw so far.
    Outcome seen() {
        synchronized (latencies) {
            return outcome();
        }
    }

    private Outcome outcome() {
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

    /// Reads a stream that comes in pieces.
    @FunctionalInterface
    private interface Reader {
        void take(ByteBuffer piece);
    }

    /// Counts events.
    private final class Counter implements Reader {
        private final @Nullable Finder finder;
        private int matched;

        Counter(@Nullable Finder finder) {
            this.finder = finder;
        }

        @Override
        public void take(ByteBuffer piece) {
            if (finder != null) {
                finder.take(piece.duplicate());
            }
            var events = 0;
            while (piece.hasRemaining()) {
                var one = piece.get();
                matched = one == EVENT[matched] ? matched + 1 : one == EVENT[0] ? 1 : 0;
                if (matched == EVENT.length) {
                    events++;
                    matched = 0;
                }
            }
            delivered.add(events);
        }
    }

    /// Finds GUIDs.
    private final class Finder implements Reader {
        private final BitSet seen = new BitSet();
        private int matched;
        private int characters;
        private long number;

        @Override
        public void take(ByteBuffer piece) {
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

        long missing(long last) {
            synchronized (seen) {
                return last - seen.get(1, Math.toIntExact(last + 1)).cardinality();
            }
        }

        private void measure() {
            var due = departures.of(number);
            if (due != 0) {
                synchronized (seen) {
                    seen.set(Math.toIntExact(number));
                }
                synchronized (latencies) {
                    latencies.recordValue(Math.max(0, System.nanoTime() - due));
                }
            }
        }
    }
}
