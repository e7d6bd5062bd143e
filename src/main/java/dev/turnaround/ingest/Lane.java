package dev.turnaround.ingest;

import dev.turnaround.store.Away;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.StaleRead;
import dev.turnaround.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One queue, one connection, one transaction at a time. All arrivals about a pull request or an
/// issue go through the same lane, so that a process does not wait for its own locks.
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /// How far apart transactions begin while arrivals come faster than one by one. A transaction
    /// costs nearly the same for one arrival as for five, and what is saved is there for those who
    /// watch; who comes alone does not wait.
    private static final Duration APART = Duration.ofMillis(20);

    private final Transactions transactions;
    private final Shared shared;
    private final Refusals refusals;
    private final Runnable committed;
    private final Runnable namesMoved;
    private final Runnable databaseFailed;
    private final int batchMax;
    private final BlockingQueue<Entry> queue;
    private volatile boolean closing;

    /// A lane.
    ///
    /// @param transactions used by this lane alone
    /// @param shared what all lanes share
    /// @param refusals what is to be written down as soon as the database is back
    /// @param committed called after each commit
    /// @param namesMoved called after a commit by which issues answer to other names
    /// @param databaseFailed called when the database could not be reached
    /// @param queueMax arrivals that may wait
    /// @param batchMax arrivals in one transaction
    Lane(
            Transactions transactions,
            Shared shared,
            Refusals refusals,
            Runnable committed,
            Runnable namesMoved,
            Runnable databaseFailed,
            int queueMax,
            int batchMax) {
        this.transactions = transactions;
        this.shared = shared;
        this.refusals = refusals;
        this.committed = committed;
        this.namesMoved = namesMoved;
        this.databaseFailed = databaseFailed;
        this.batchMax = batchMax;
        this.queue = new ArrayBlockingQueue<>(queueMax);
    }

    /// What a lane waits for.
    sealed interface Entry {}

    /// An arrival with whom to tell.
    ///
    /// @param context where the outcome is to be told, or null for wherever
    /// @param waiting until the first transaction that it is in
    record Ticket(
            Arrival arrival, Promise<Outcome> promise, @Nullable Context context, Span waiting)
            implements Entry {
        Ticket saying(Arrival.Content other) {
            return new Ticket(arrival.saying(other), promise, context, waiting);
        }
    }

    /// Lets a lane that waits see that it is to end.
    record End() implements Entry {}

    /// Lines an arrival up. False when the queue is full.
    boolean offer(Ticket ticket) {
        return queue.offer(ticket);
    }

    int depth() {
        return queue.size();
    }

    /// How long the first in the queue has been waiting.
    Duration oldest(Instant now) {
        if (!(queue.peek() instanceof Ticket first)) {
            return Duration.ZERO;
        }
        var age = Duration.between(first.arrival().receivedAt(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    @Override
    public void run() {
        try {
            var batch = new ArrayList<Entry>(batchMax);
            var began = System.nanoTime();
            var several = false;
            while (!closing) {
                batch.add(queue.take());
                if (several && queue.size() < batchMax - 1) {
                    Thread.sleep(APART.minusNanos(System.nanoTime() - began));
                }
                began = System.nanoTime();
                queue.drainTo(batch, batchMax - 1);
                var tickets = tickets(batch);
                several = tickets.size() > 1;
                if (!tickets.isEmpty()) {
                    process(tickets);
                }
                batch.clear();
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            drain();
            transactions.close();
        }
    }

    /// Ends the lane after the transaction in flight.
    void close() {
        closing = true;
        // Where there is no room for it, the lane does not wait.
        queue.offer(new End());
    }

    private void drain() {
        var left = new ArrayList<Entry>();
        queue.drainTo(left);
        refuse(tickets(left), "the server is closing");
    }

    private static List<Ticket> tickets(List<Entry> entries) {
        return entries.stream().filter(Ticket.class::isInstance).map(Ticket.class::cast).toList();
    }

    private void process(List<Ticket> tickets) {
        var batch = new Batch(tickets.stream().map(Ticket::arrival).toList(), shared);
        var spans = BatchSpans.begin(tickets);
        try {
            transactions.run(batch);
            transactions.write(refusals);
        } catch (RuntimeException failed) {
            spans.fail(failed);
            recover(tickets, failed);
            return;
        }
        spans.end();
        spans.batch().run(committed);
        if (batch.namesMove()) {
            namesMoved.run();
        }
        tell(tickets, batch.verdicts());
    }

    private void recover(List<Ticket> tickets, RuntimeException failed) {
        if (failed instanceof Away || failed instanceof StaleRead) {
            LOG.atWarn()
                    .addKeyValue("deliveries", tickets.size())
                    .setCause(failed)
                    .log("deliveries refused: the database cannot store them now");
            databaseFailed.run();
            refuse(tickets, "the database is away");
        } else {
            split(tickets, failed);
        }
    }

    /// Halves a batch until the one that cannot be stored is alone, so that the others go through.
    private void split(List<Ticket> tickets, RuntimeException failed) {
        if (tickets.size() > 1) {
            var middle = tickets.size() / 2;
            process(List.copyOf(tickets.subList(0, middle)));
            process(List.copyOf(tickets.subList(middle, tickets.size())));
            return;
        }
        var ticket = tickets.getFirst();
        if (ticket.arrival().content() instanceof Arrival.Nothing) {
            refuse(tickets, Unavailable.forGood("it cannot be recorded"));
            return;
        }
        var line =
                LOG.atError()
                        .addKeyValue("connection", ticket.arrival().connection())
                        .addKeyValue("delivery", ticket.arrival().deliveryId());
        var trace = ticket.arrival().span().trace();
        if (trace != null) {
            line = line.addKeyValue("trace", trace);
        }
        line.setCause(failed).log("a delivery cannot be stored");
        var failure =
                Arrival.nothing(
                        DeliveryVerdict.FAILED,
                        "it could not be stored: " + failed.getClass().getSimpleName());
        process(List.of(ticket.saying(failure)));
    }

    private static void tell(List<Ticket> tickets, List<DeliveryVerdict> verdicts) {
        // One task for each event loop, however many answers it is to give: waking it for each
        // costs more than the answer.
        var byContext = new HashMap<@Nullable Context, List<Runnable>>();
        for (var i = 0; i < tickets.size(); i++) {
            var promise = tickets.get(i).promise();
            var outcome = new Outcome.Settled(verdicts.get(i));
            byContext
                    .computeIfAbsent(tickets.get(i).context(), _ -> new ArrayList<>())
                    .add(() -> promise.complete(outcome));
        }
        byContext.forEach(Lane::runOn);
    }

    private void refuse(List<Ticket> tickets, String why) {
        refuse(tickets, new Unavailable(why));
    }

    private void refuse(List<Ticket> tickets, Unavailable why) {
        for (var ticket : tickets) {
            ticket.waiting().end();
            refusals.note(ticket.arrival());
            runOn(ticket.context(), List.of(() -> ticket.promise().fail(why)));
        }
    }

    private static void runOn(@Nullable Context context, List<Runnable> tasks) {
        if (context == null) {
            tasks.forEach(Runnable::run);
        } else {
            context.runOnContext(_ -> tasks.forEach(Runnable::run));
        }
    }
}
