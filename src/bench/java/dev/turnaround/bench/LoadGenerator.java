package dev.turnaround.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Sends a [Supply] over a number of kept-alive connections, from one thread over one selector:
/// measured against the same server, this takes the least from the cores it shares.
final class LoadGenerator {
    private static final long NAP_NANOS = 50_000;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;

    private final Supply load;
    private final Departures departures;
    private final Witness witness;
    private final int count;
    private final double rate;
    private final long deadlineNanos;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final List<InetSocketAddress> addresses;
    private int sent;
    private int answered;
    private int refused;
    private int broken;

    /// How a phase goes.
    ///
    /// @param rate requests a second, 0 for as fast as they are answered
    /// @param requests how many at most
    /// @param limit how long at most
    record Phase(int connections, double rate, int requests, Duration limit) {}

    /// What came of it.
    ///
    /// @param perSecond answers with 2xx
    /// @param refused other answers
    /// @param broken connections that were lost, and requests with them
    record Outcome(
            int answered,
            int refused,
            int broken,
            double perSecond,
            Duration p50,
            Duration p99,
            Duration worst) {}

    private LoadGenerator(
            Supply load, Phase phase, List<URI> targets, Departures departures, Witness witness) {
        this.departures = departures;
        this.witness = witness;
        this.load = load;
        this.count = phase.requests();
        this.rate = phase.rate();
        this.deadlineNanos = phase.limit().toNanos();
        this.addresses =
                targets.stream()
                        .map(target -> new InetSocketAddress(target.getHost(), target.getPort()))
                        .toList();
        if (!addresses.stream().allMatch(one -> one.getAddress().isLoopbackAddress())) {
            throw new IllegalArgumentException("only loopback is put under load: " + targets);
        }
    }

    /// Runs a phase to its end.
    ///
    /// @param departures where it is written down which request was due when
    static Outcome run(Supply load, Phase phase, URI target, Departures departures)
            throws IOException {
        return run(load, phase, List.of(target), departures, Witness.NONE);
    }

    /// Runs a phase to its end, over connections to several servers in turn.
    ///
    /// @param departures where it is written down which request was due when
    /// @param witness told of each answer
    static Outcome run(
            Supply load, Phase phase, List<URI> targets, Departures departures, Witness witness)
            throws IOException {
        return new LoadGenerator(load, phase, targets, departures, witness)
                .run(phase.connections());
    }

    private Outcome run(int connections) throws IOException {
        try (var selector = Selector.open()) {
            for (var connection = 0; connection < connections; connection++) {
                var address = addresses.get(connection % addresses.size());
                idle.add(new Connection(selector, address));
            }
            var begin = System.nanoTime();
            var end = begin;
            while (answered + refused + broken < count && end - begin < deadlineNanos) {
                sendWhatIsDue(begin);
                await(selector, begin);
                end = System.nanoTime();
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
            return outcome(end - begin);
        }
    }

    private void sendWhatIsDue(long begin) throws IOException {
        while (sent < count && !idle.isEmpty()) {
            var due = dueAt(begin);
            if (due > System.nanoTime()) {
                return;
            }
            sent++;
            idle.remove().send(load.next(due, departures), due);
        }
    }

    /// When the next request is due; without a rate, at once.
    private long dueAt(long begin) {
        return rate == 0
                ? System.nanoTime()
                : begin + (long) (sent * (TimeUnit.SECONDS.toNanos(1) / rate));
    }

    private void await(Selector selector, long begin) throws IOException {
        var paced = rate > 0 && sent < count && !idle.isEmpty();
        var ready =
                paced
                        ? selector.selectNow(LoadGenerator::advance)
                        : selector.select(LoadGenerator::advance, 100);
        if (paced && ready == 0 && dueAt(begin) - System.nanoTime() > NAP_NANOS) {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private static void advance(SelectionKey key) {
        ((Connection) key.attachment()).advance();
    }

    private Outcome outcome(long tookNanos) {
        return new Outcome(
                answered,
                refused,
                broken,
                answered * (double) TimeUnit.SECONDS.toNanos(1) / tookNanos,
                Duration.ofNanos(latencies.getValueAtPercentile(50)),
                Duration.ofNanos(latencies.getValueAtPercentile(99)),
                Duration.ofNanos(latencies.getMaxValue()));
    }

    /// One connection with at most one request on its way.
    private final class Connection {
        private final Selector selector;
        private final InetSocketAddress address;
        private final Answer answer = new Answer();
        private SocketChannel channel;
        private SelectionKey key;
        private @Nullable ByteBuffer request;
        private long dueNanos;

        Connection(Selector selector, InetSocketAddress address) throws IOException {
            this.selector = selector;
            this.address = address;
            this.channel = connected();
            this.key = registered();
        }

        private SocketChannel connected() throws IOException {
            var opened = SocketChannel.open(address);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.configureBlocking(false);
            return opened;
        }

        private SelectionKey registered() throws IOException {
            return channel.register(selector, SelectionKey.OP_READ, this);
        }

        void send(ByteBuffer bytes, long due) throws IOException {
            request = bytes;
            dueNanos = due;
            try {
                write();
            } catch (IOException lost) {
                renew();
            }
        }

        void advance() {
            try {
                if (key.isWritable()) {
                    write();
                }
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException lost) {
                try {
                    renew();
                } catch (IOException gone) {
                    throw new java.io.UncheckedIOException("the candidate is gone", gone);
                }
            }
        }

        private void write() throws IOException {
            var rest = request;
            if (rest == null) {
                return;
            }
            channel.write(rest);
            if (rest.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else {
                request = null;
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        private void read() throws IOException {
            var status = answer.read(channel);
            if (status == Answer.UNFINISHED) {
                return;
            }
            if (status / 100 == 2) {
                answered++;
                var nanos = Math.min(System.nanoTime() - dueNanos, LONGEST_NANOS);
                latencies.recordValue(nanos);
                witness.answered(nanos);
            } else {
                refused++;
                witness.failed();
            }
            idle.add(this);
        }

        /// The server hung up: its request counts as broken, and the place goes to a new
        /// connection.
        private void renew() throws IOException {
            broken++;
            witness.failed();
            channel.close();
            answer.clear();
            request = null;
            channel = connected();
            key = registered();
            idle.add(this);
        }
    }
}
