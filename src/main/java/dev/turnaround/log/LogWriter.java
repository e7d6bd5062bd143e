package dev.turnaround.log;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.ingest.Unavailable;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts arrivals into the log.
///
/// The producer may wait in `send`, for the topic's partitions or for room; so only a thread of its
/// own calls it.
final class LogWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int QUEUE_MAX = 2_048;
    private static final Duration QUEUED_MAX = Duration.ofSeconds(2);

    /// While the brokers do not answer, so many at a time find out whether they do again; the
    /// others get their answer at once.
    private static final int PROBES_MAX = 8;

    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String spanName;
    private final Consumer<Arrival> missed;
    private final LogCounts counts;
    private final BlockingQueue<Letter> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final Thread thread;
    private volatile boolean troubled;
    private volatile boolean closing;

    /// An entry with whom to tell.
    ///
    /// @param context where the outcome is to be told, or null for wherever
    private record Letter(
            Arrival arrival,
            ProducerRecord<String, byte[]> entry,
            Span sending,
            Promise<Outcome> promise,
            @Nullable Context context,
            long sinceNanos) {}

    /// Begins to write.
    ///
    /// @param missed told of each arrival that could not be written
    LogWriter(Cluster cluster, Consumer<Arrival> missed, LogCounts counts) {
        this.producer = new KafkaProducer<>(cluster.producer());
        this.topic = cluster.topic();
        this.spanName = "send " + topic;
        this.missed = missed;
        this.counts = counts;
        this.thread = Thread.ofPlatform().daemon().name("log-writer").start(this::write);
    }

    Future<Outcome> submit(Arrival arrival) {
        if (closing) {
            return refuse(arrival, "the server is closing");
        }
        if (troubled && onTheirWay.get() >= PROBES_MAX) {
            return refuse(arrival, "the log is away");
        }
        var sending = arrival.span().child(Kind.PRODUCER, spanName);
        var letter =
                new Letter(
                        arrival,
                        entry(arrival, sending),
                        sending,
                        Promise.promise(),
                        Vertx.currentContext(),
                        System.nanoTime());
        onTheirWay.incrementAndGet();
        if (!queue.offer(letter)) {
            onTheirWay.decrementAndGet();
            sending.end();
            return refuse(arrival, "too many deliveries wait");
        }
        return letter.promise.future();
    }

    private ProducerRecord<String, byte[]> entry(Arrival arrival, Span sending) {
        var entry =
                new ProducerRecord<>(
                        topic,
                        EntryJson.key(arrival),
                        EntryJson.write(arrival, UUID.randomUUID().toString()));
        LogSpans.mark(entry, sending);
        return entry;
    }

    private Future<Outcome> refuse(Arrival arrival, String why) {
        counts.unwritten();
        missed.accept(arrival);
        return Future.failedFuture(new Unavailable(why));
    }

    private void write() {
        try {
            while (!closing || !queue.isEmpty()) {
                var letter = queue.poll(200, TimeUnit.MILLISECONDS);
                if (letter != null) {
                    send(letter);
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Letter letter) {
        var waited = System.nanoTime() - letter.sinceNanos;
        if (waited > QUEUED_MAX.toNanos()) {
            // With what the producer may take, its sender would no longer wait for it.
            end(letter, new IllegalStateException("the log is too slow"));
            return;
        }
        try {
            // The callback is told the same as the future.
            var _ = producer.send(letter.entry, (_, failed) -> end(letter, failed));
        } catch (RuntimeException failed) {
            end(letter, failed);
        }
    }

    /// On the producer's thread, or on this one where it did not come that far.
    private void end(Letter letter, @Nullable Exception failed) {
        onTheirWay.decrementAndGet();
        if (failed != null) {
            letter.sending.fail(failed.getClass().getSimpleName());
        }
        letter.sending.end();
        if (failed == null) {
            if (troubled) {
                troubled = false;
                LOG.atInfo().log("the log takes deliveries again");
            }
            counts.written();
            tell(letter, promise -> promise.tryComplete(new Outcome.Accepted()));
            return;
        }
        counts.unwritten();
        missed.accept(letter.arrival);
        if (failed instanceof RecordTooLargeException) {
            var line =
                    LOG.atError()
                            .addKeyValue("connection", letter.arrival.connection())
                            .addKeyValue("delivery", letter.arrival.deliveryId());
            var trace = letter.sending.trace();
            if (trace != null) {
                line = line.addKeyValue("trace", trace);
            }
            line.setCause(failed).log("a delivery is too large for the log");
            tell(letter, promise -> promise.tryFail(failed));
            return;
        }
        if (!troubled) {
            troubled = true;
            LOG.atWarn().setCause(failed).log("deliveries refused: the log does not take them");
        }
        tell(letter, promise -> promise.tryFail(new Unavailable("the log is away")));
    }

    private static void tell(Letter letter, Consumer<Promise<Outcome>> how) {
        var context = letter.context;
        if (context == null) {
            how.accept(letter.promise);
        } else {
            context.runOnContext(_ -> how.accept(letter.promise));
        }
    }

    /// Ends after what waits was written, or could not be.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(END_WITHIN);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        producer.close(END_WITHIN);
    }
}
