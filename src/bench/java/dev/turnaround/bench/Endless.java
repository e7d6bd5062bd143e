package dev.turnaround.bench;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Requests that are made while others are sent, a few seconds ahead of them.
final class Endless implements Supply, AutoCloseable {
    private static final int AHEAD = 2_000;

    private final BlockingQueue<Prepared> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread maker;
    private volatile long starved;

    /// Begins to make them.
    Endless(Companies companies, URI server) {
        maker =
                Thread.ofPlatform()
                        .name("companies")
                        .daemon()
                        .start(() -> {
                            try {
                                while (true) {
                                    ready.put(companies.next(server, ByteBuffer::allocate));
                                }
                            } catch (InterruptedException closed) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    /// How often the sender had to wait for one: then what it measures is this machine, and not the
    /// server.
    long starved() {
        return starved;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, others look.
    public ByteBuffer next(long due, Departures departures) {
        var request = ready.poll();
        try {
            if (request == null) {
                starved++;
                request = ready.take();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        return request.next(due, departures);
    }

    @Override
    public void close() {
        maker.interrupt();
    }
}
