package dev.turnaround.log;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.ingest.Unavailable;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes arrivals from the log and has them stored: a handful at a time, which is committed when
/// all of it is stored and never before.
///
/// While the database is away the handful is kept and tried again; the partitions are paused and
/// the consumer goes on polling, so that the group takes this one neither for dead nor for stuck.
final class LogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BREATHE_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_ENDS_EVERY = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final Function<Arrival, Future<Outcome>> store;
    private final UnaryOperator<Arrival> belated;
    private final LogCounts counts;
    private final LogSpans spans;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private boolean storing;
    private long lookedAtEndsNanos = System.nanoTime() - LOOK_AT_ENDS_EVERY.toNanos();
    private volatile long lag;

    /// An arrival and where it stands.
    private record Place(TopicPartition partition, Arrival arrival) {}

    /// An arrival on its way into the database.
    private record OnItsWay(Place place, Future<Outcome> outcome) {}

    /// Begins to read.
    ///
    /// @param store stores one
    /// @param belated looks at each again before that; may say [Unavailable]
    LogReader(
            Cluster cluster,
            Function<Arrival, Future<Outcome>> store,
            UnaryOperator<Arrival> belated,
            LogCounts counts,
            Tracing tracing) {
        this(
                new KafkaConsumer<>(cluster.consumer()),
                cluster.topic(),
                store,
                belated,
                counts,
                tracing);
    }

    /// The same with a consumer that nobody else uses.
    LogReader(
            Consumer<String, byte[]> consumer,
            String topic,
            Function<Arrival, Future<Outcome>> store,
            UnaryOperator<Arrival> belated,
            LogCounts counts,
            Tracing tracing) {
        this.consumer = consumer;
        this.topic = topic;
        this.store = store;
        this.belated = belated;
        this.counts = counts;
        this.spans = new LogSpans(tracing, topic);
        this.thread = Thread.ofPlatform().daemon().name("log-reader").start(this::read);
    }

    /// How many entries of the partitions that this process reads are not stored yet, a few seconds
    /// ago.
    long lag() {
        return lag;
    }

    private void read() {
        try (consumer) {
            consumer.subscribe(List.of(topic), new Rebalance());
            while (!closing()) {
                try {
                    step();
                } catch (WakeupException closing) {
                    LOG.atDebug().log("closing");
                } catch (RuntimeException failed) {
                    counts.troubled();
                    LOG.atWarn().setCause(failed).log("the log cannot be read now");
                    pause(PAUSE_MAX);
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } catch (KafkaException failed) {
            LOG.atWarn().setCause(failed).log("the log was not left in order");
        }
    }

    private void step() throws InterruptedException {
        lookAtEnds();
        var entries = consumer.poll(POLL);
        if (entries.isEmpty()) {
            commitStored();
            return;
        }
        var first = new HashMap<TopicPartition, Long>();
        var end = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : entries.partitions()) {
            var some = entries.records(partition);
            first.put(partition, some.getFirst().offset());
            end.put(partition, new OffsetAndMetadata(some.getLast().offset() + 1));
        }
        next.putAll(first);
        storing = true;
        var stored = false;
        var places = List.<Place>of();
        try {
            consumer.pause(consumer.assignment());
            places = readable(entries);
            stored = store(places);
            if (stored) {
                commit(end, entries);
            }
        } finally {
            for (var place : places) {
                place.arrival().span().end();
            }
            storing = false;
            if (!stored) {
                goBack(first);
            }
            consumer.resume(consumer.assignment());
        }
    }

    /// The consumer has gone on to what comes next; a later commit would be one of these, too.
    private void goBack(Map<TopicPartition, Long> offsets) {
        var ours = consumer.assignment();
        offsets.forEach((partition, offset) -> {
            if (ours.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    private List<Place> readable(ConsumerRecords<String, byte[]> entries) {
        var places = new ArrayList<Place>(entries.count());
        for (var entry : entries) {
            var arrival = read(entry);
            if (arrival != null) {
                places.add(
                        new Place(new TopicPartition(entry.topic(), entry.partition()), arrival));
            }
        }
        return places;
    }

    private @Nullable Arrival read(ConsumerRecord<String, byte[]> entry) {
        try {
            return EntryJson.read(entry.value()).traced(spans.of(entry));
        } catch (EntryJson.Unreadable junk) {
            counts.passedOver();
            LOG.atError()
                    .addKeyValue("partition", entry.partition())
                    .addKeyValue("offset", entry.offset())
                    .addKeyValue("reason", junk.getMessage())
                    .log("an entry of the log is passed over");
            return null;
        }
    }

    /// Has them stored, however long it takes; what others read by now is left to them.
    ///
    /// @return false when the server closes before all are
    private boolean store(List<Place> places) throws InterruptedException {
        var left = places;
        var pause = PAUSE_MIN;
        while (true) {
            left = attempt(left);
            if (left.isEmpty()) {
                return true;
            }
            if (pause(pause)) {
                return false;
            }
            breathe();
            var ours = consumer.assignment();
            left = left.stream().filter(place -> ours.contains(place.partition())).toList();
            pause =
                    pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                            ? pause.multipliedBy(2)
                            : PAUSE_MAX;
        }
    }

    /// Tries to store them, and waits for what comes of it.
    ///
    /// @return those that have to be tried again
    private List<Place> attempt(List<Place> places) throws InterruptedException {
        var under = new ArrayList<OnItsWay>(places.size());
        for (var place : places) {
            under.add(new OnItsWay(place, submit(place.arrival())));
        }
        var all = new CountDownLatch(under.size());
        for (var one : under) {
            one.outcome()
                    .onComplete(outcome -> {
                        if (outcome.succeeded()) {
                            one.place().arrival().span().end();
                        }
                        all.countDown();
                    });
        }
        while (!all.await(BREATHE_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            breathe();
        }
        var left = new ArrayList<Place>();
        for (var one : under) {
            if (one.outcome().failed() && !isHopeless(one)) {
                left.add(one.place());
            }
        }
        return left;
    }

    private Future<Outcome> submit(Arrival arrival) {
        try {
            return store.apply(belated.apply(arrival));
        } catch (Unavailable notYet) {
            return Future.failedFuture(notYet);
        }
    }

    private boolean isHopeless(OnItsWay one) {
        if (!(one.outcome().cause() instanceof Unavailable why) || why.passing()) {
            return false;
        }
        counts.passedOver();
        LOG.atError()
                .addKeyValue("connection", one.place().arrival().connection())
                .addKeyValue("reason", why.getMessage())
                .log("an entry of the log is passed over");
        return true;
    }

    /// Tells the group that this consumer is well, and takes nothing: all partitions are paused.
    private void breathe() {
        try {
            lookAtEnds();
            var surprise = consumer.poll(Duration.ZERO);
            var first = new HashMap<TopicPartition, Long>();
            surprise.partitions()
                    .forEach(one -> first.put(one, surprise.records(one).getFirst().offset()));
            goBack(first);
        } catch (WakeupException closing) {
            // Whoever waits looks at that by itself.
            LOG.atDebug().log("closing");
        } catch (KafkaException failed) {
            counts.troubled();
            LOG.atWarn().setCause(failed).log("the log does not answer");
        }
    }

    private void commit(
            Map<TopicPartition, OffsetAndMetadata> stored,
            ConsumerRecords<String, byte[]> entries) {
        var ours = consumer.assignment();
        stored.forEach((partition, offset) -> {
            if (ours.contains(partition)) {
                uncommitted.put(partition, offset);
                next.put(partition, offset.offset());
                counts.stored(entries.records(partition).size());
            }
        });
        commitStored();
    }

    /// Commits all that is stored, also what could not be committed before: until something new
    /// comes nobody else would, and whoever starts again would read it once more.
    private void commitStored() {
        uncommitted.keySet().retainAll(consumer.assignment());
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            commit(Map.copyOf(uncommitted));
            uncommitted.clear();
        } catch (KafkaException failed) {
            // If somebody else has the partition by then, it is read again, and found to be stored.
            counts.troubled();
            LOG.atWarn().setCause(failed).log("what was stored could not be committed to the log");
        }
    }

    private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets, ANSWER_WITHIN);
        } catch (WakeupException closing) {
            consumer.commitSync(offsets, ANSWER_WITHIN);
        }
    }

    private void lookAtEnds() {
        if (System.nanoTime() - lookedAtEndsNanos < LOOK_AT_ENDS_EVERY.toNanos()) {
            return;
        }
        try {
            var behind = 0L;
            for (var end : consumer.endOffsets(consumer.assignment(), ANSWER_WITHIN).entrySet()) {
                var at = next.get(end.getKey());
                behind +=
                        end.getValue()
                                - (at == null
                                        ? consumer.position(end.getKey(), ANSWER_WITHIN)
                                        : at);
            }
            lag = behind;
        } catch (WakeupException closing) {
            throw closing;
        } catch (KafkaException away) {
            counts.troubled();
        }
        lookedAtEndsNanos = System.nanoTime();
    }

    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (storing) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(next::remove);
            partitions.forEach(uncommitted::remove);
        }
    }

    private boolean closing() {
        return ending.getCount() == 0;
    }

    /// @return whether the server closes
    private boolean pause(Duration most) throws InterruptedException {
        return ending.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Ends after what is on its way. What is not stored by then is read again.
    @Override
    public void close() {
        ending.countDown();
        consumer.wakeup();
        try {
            thread.join(END_WITHIN);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
