package dev.turnaround.ingest;

import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.BatchStore;
import dev.turnaround.store.Database;
import dev.turnaround.store.LateTies;
import dev.turnaround.store.MeasureJob;
import dev.turnaround.store.MeasureSums;
import dev.turnaround.store.PeopleJobs;
import dev.turnaround.store.Tally;
import dev.turnaround.store.Weaving;
import dev.turnaround.trace.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one door to the state of pull requests and issues.
public final class Ingest implements Arrivals, AutoCloseable {
    private static final int LANES = 2;
    private static final int SHEETS = 2;
    private static final int QUEUE_MAX = 2_048;
    private static final int BATCH_MAX = 256;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final TieNews ties;
    private final Weaver weaver;
    private final SheetWriter sheets;
    private final Refolder refolder;
    private final Measurer measurer;
    private final List<Transactions> writers = new ArrayList<>();
    private final Shared shared;
    private final Refusals refusals = new Refusals();
    private volatile long closedUntilNanos = Long.MIN_VALUE;

    /// Starts ingesting.
    ///
    /// @param providerOf the word for a connection's provider
    /// @param unlinkedToo whether pull requests count whose author is linked to nobody
    /// @param terms what is settled of all pull requests
    /// @param committed called after each commit, on the lane's thread; must be quick
    public Ingest(
            Vertx vertx,
            Database database,
            InstantSource clock,
            UnaryOperator<String> providerOf,
            boolean unlinkedToo,
            Terms terms,
            Runnable committed) {
        shared = new Shared(providerOf, new Names(), new Faces(), unlinkedToo, terms);
        refolder =
                new Refolder(
                        new PeopleJobs(vertx, database),
                        writer(new BatchStore(vertx, database, 0), clock),
                        clock,
                        shared,
                        committed);
        measurer =
                new Measurer(
                        new MeasureJob(vertx, database, terms),
                        new MeasureSums(vertx, database),
                        writer(new BatchStore(vertx, database, 0), clock),
                        shared,
                        committed);
        ties = new TieNews(new LateTies(vertx, database), clock, providerOf, terms, committed);
        weaver = new Weaver(new Weaving(vertx, database));
        sheets =
                new SheetWriter(
                        Stream.generate(() -> writer(new BatchStore(vertx, database, 0), clock))
                                .limit(SHEETS)
                                .toList(),
                        clock,
                        shared,
                        committed,
                        ties::wake);
        for (var i = 0; i < LANES; i++) {
            var lane =
                    new Lane(
                            writer(live(vertx, database), clock),
                            shared,
                            refusals,
                            committed,
                            ties::wake,
                            this::pause,
                            QUEUE_MAX,
                            BATCH_MAX);
            lanes.add(lane);
            threads.add(Thread.ofVirtual().name("ingest-" + i).start(lane));
        }
        threads.add(Thread.ofVirtual().name("late-ties").start(ties));
        threads.add(Thread.ofVirtual().name("refold").start(refolder));
        threads.add(Thread.ofVirtual().name("measures").start(measurer));
        threads.add(Thread.ofVirtual().name("weave").start(weaver));
    }

    private static BatchStore live(Vertx vertx, Database database) {
        return new BatchStore(vertx, database, BatchStore.MUCH_REMEMBERED);
    }

    private Transactions writer(BatchStore store, InstantSource clock) {
        var writer = new Transactions(store, clock, shared);
        writers.add(writer);
        return writer;
    }

    /// Takes an arrival in; its outcome is settled, after the commit.
    @Override
    public Future<Outcome> submit(Arrival arrival) {
        if (closedUntilNanos != Long.MIN_VALUE && System.nanoTime() - closedUntilNanos < 0) {
            return refuse(arrival, "the database is away");
        }
        var promise = Promise.<Outcome>promise();
        var waiting = arrival.span().child(Kind.INTERNAL, "wait for a batch");
        var ticket = new Lane.Ticket(arrival, promise, Vertx.currentContext(), waiting);
        if (laneOf(arrival).offer(ticket)) {
            return promise.future();
        }
        waiting.end();
        return refuse(arrival, "too many deliveries wait");
    }

    /// Takes a page of an API in: its facts and where its reader stands in one transaction. Waits
    /// for the commit, so call on a virtual thread; callers queue.
    ///
    /// @return what came of it
    /// @throws Unavailable when it cannot be stored now
    public Tally take(Sheet sheet) {
        return begin(sheet, null).tally();
    }

    /// Begins to take a page in, and waits only until there is room to.
    ///
    /// @param before is committed before it, or neither is; null when it does not matter
    /// @throws Unavailable when it cannot be stored now
    public Stored begin(Sheet sheet, @Nullable Stored before) {
        return sheets.begin(sheet, before);
    }

    /// Says that more is known of accounts than before, and pull requests may have to be folded
    /// again. From any thread; it would be noticed anyway, a little later.
    public void peopleMoved() {
        refolder.wake();
    }

    /// Takes nothing for written that was: somebody may erase it. From any thread.
    public void forget() {
        shared.names().clear();
        shared.faces().clear();
        writers.forEach(Transactions::forget);
    }

    @Override
    public void missed(String connection, Instant receivedAt) {
        refusals.note(connection, receivedAt);
    }

    private Future<Outcome> refuse(Arrival arrival, String why) {
        refusals.note(arrival);
        return Future.failedFuture(new Unavailable(why));
    }

    /// How many arrivals wait to be stored.
    public int depth() {
        return lanes.stream().mapToInt(Lane::depth).sum();
    }

    /// How long the oldest arrival has been waiting to be stored; zero when none waits.
    public Duration lag(Instant now) {
        return lanes.stream()
                .map(lane -> lane.oldest(now))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// Stops after the transactions in flight. What still waits is refused.
    @Override
    public void close() {
        lanes.forEach(Lane::close);
        sheets.close();
        ties.close();
        refolder.close();
        measurer.close();
        weaver.close();
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Refuses everything for a moment, so that a sender gets its answer at once while the database
    /// is away.
    private void pause() {
        closedUntilNanos = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
    }

    private Lane laneOf(Arrival arrival) {
        var hash = arrival.subject().hashCode();
        return lanes.get(Math.floorMod(hash ^ (hash >>> 16), LANES));
    }
}
