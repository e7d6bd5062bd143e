package dev.turnaround.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.ingest.Unavailable;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When offsets are committed, step by step; [dev.turnaround.server] has it with a real broker.
class LogReaderTest {
    private static final Instant AT = Instant.parse("2026-11-20T09:00:00Z");
    private static final TopicPartition ONE = new TopicPartition("deliveries", 0);
    private static final TopicPartition OTHER = new TopicPartition("deliveries", 1);

    private final AtomicInteger commitsToFail = new AtomicInteger();
    private final MockConsumer<String, byte[]> consumer =
            new MockConsumer<>("earliest") {
                @Override
                public void commitSync(
                        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                    if (commitsToFail.getAndDecrement() > 0) {
                        throw new TimeoutException("the coordinator does not answer");
                    }
                    super.commitSync(offsets, timeout);
                }
            };
    private final BlockingQueue<Submitted> submitted = new LinkedBlockingQueue<>();
    private LogReader reader;

    private record Submitted(Arrival arrival, Promise<Outcome> promise) {
        void succeed() {
            promise.complete(new Outcome.Settled(DeliveryVerdict.APPLIED));
        }
    }

    @BeforeEach
    void open() {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ONE, OTHER));
            consumer.updateBeginningOffsets(Map.of(ONE, 0L, OTHER, 0L));
        });
        consumer.updateEndOffsets(Map.of(ONE, 2L, OTHER, 0L));
        reader =
                new LogReader(
                        consumer,
                        "deliveries",
                        this::submit,
                        one -> one,
                        new Uncounted(),
                        Tracing.OFF);
    }

    @AfterEach
    void close() {
        reader.close();
    }

    private Future<Outcome> submit(Arrival arrival) {
        var promise = Promise.<Outcome>promise();
        submitted.add(new Submitted(arrival, promise));
        return promise.future();
    }

    @Test
    void nothing_is_committed_before_all_of_a_handful_is_stored() throws InterruptedException {
        add(ONE, 0, 1);
        var first = next();
        var second = next();
        second.succeed();
        Thread.sleep(300);
        assertThat(committed(ONE)).isZero();
        first.succeed();
        await(() -> committed(ONE) == 2);
    }

    @Test
    void what_cannot_be_stored_now_is_tried_again_and_nothing_else_is()
            throws InterruptedException {
        add(ONE, 0, 1);
        next().succeed();
        var away = next();
        away.promise().fail(new Unavailable("the database is away"));
        var again = next();
        assertThat(again.arrival()).isEqualTo(away.arrival());
        assertThat(committed(ONE)).isZero();
        again.succeed();
        await(() -> committed(ONE) == 2);
        assertThat(submitted).isEmpty();
    }

    @Test
    void what_could_not_be_committed_is_committed_later_though_nothing_more_comes()
            throws InterruptedException {
        commitsToFail.set(2);
        add(ONE, 0);
        next().succeed();
        await(() -> committed(ONE) == 1);
        assertThat(submitted).isEmpty();
    }

    @Test
    void what_fails_by_a_mistake_of_ours_is_read_again() throws InterruptedException {
        reader.close();
        var other = new MockConsumer<String, byte[]>("earliest");
        var failures = new LinkedBlockingQueue<>(List.of("a mistake"));
        other.schedulePollTask(() -> {
            other.rebalance(List.of(ONE));
            other.updateBeginningOffsets(Map.of(ONE, 0L));
            other.addRecord(entry(ONE, 0));
        });
        other.updateEndOffsets(Map.of(ONE, 1L));
        var sought = new LinkedBlockingQueue<Arrival>();
        try (var clumsy =
                new LogReader(
                        other,
                        "deliveries",
                        this::submit,
                        one -> {
                            sought.add(one);
                            var failure = failures.poll();
                            if (failure != null) {
                                throw new IllegalStateException(failure);
                            }
                            return one;
                        },
                        new Uncounted(),
                        Tracing.OFF)) {
            await(() -> !sought.isEmpty());
            // A real consumer reads it again; the mock gives each record once.
            await(() -> other.position(ONE) == 0);
            assertThat(other.committed(Set.of(ONE)).get(ONE)).isNull();
            assertThat(clumsy.lag()).isBetween(0L, 1L);
        }
    }

    @Test
    void what_another_took_over_meanwhile_is_left_to_it() throws InterruptedException {
        add(ONE, 0);
        add(OTHER, 0);
        next().succeed();
        var lost = next();
        var gone = partition(lost);
        var kept = gone.equals(ONE) ? OTHER : ONE;
        consumer.rebalance(List.of(kept));
        lost.promise().fail(new Unavailable("the database is away"));
        await(() -> committed(kept) == 1);
        assertThat(committed(gone)).isZero();
        assertThat(submitted).isEmpty();
    }

    private static TopicPartition partition(Submitted one) {
        return "1".equals(one.arrival().event()) ? OTHER : ONE;
    }

    private void add(TopicPartition partition, long... offsets) {
        consumer.schedulePollTask(() -> {
            for (var offset : offsets) {
                consumer.addRecord(entry(partition, offset));
            }
        });
    }

    /// The event is the number of the partition.
    private static ConsumerRecord<String, byte[]> entry(TopicPartition partition, long offset) {
        var arrival =
                new Arrival(
                        "acme",
                        "d-" + offset,
                        String.valueOf(partition.partition()),
                        null,
                        AT,
                        Arrival.nothing(DeliveryVerdict.IGNORED, "not used"));
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                "acme",
                EntryJson.write(arrival, partition.partition() + "-" + offset));
    }

    private Submitted next() throws InterruptedException {
        var one = submitted.poll(10, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("nothing was handed over");
        }
        return one;
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        var began = System.nanoTime();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(10));
            Thread.sleep(20);
        }
    }

    private static final class Uncounted implements LogCounts {
        @Override
        public void written() {}

        @Override
        public void unwritten() {}

        @Override
        public void stored(int entries) {}

        @Override
        public void passedOver() {}

        @Override
        public void troubled() {}
    }
}
