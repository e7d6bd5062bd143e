package dev.turnaround.ingest;

import dev.turnaround.store.MeasureJob;
import dev.turnaround.store.MeasureSums;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds up in the background what batches have moved in the sums of measures, and measures what was
/// stored before there were measures, or by other rules. In any number of processes: they take
/// turns, and each step is a transaction, so that one that dies leaves the rest to the others.
final class Measurer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Measurer.class);

    /// Readers go through what has moved since, so it must not become much; and each time writes
    /// the sums of the day anew, so not too often.
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final int FOLDED_AT_ONCE_MAX = 32;

    private final MeasureJob job;
    private final MeasureSums sums;
    private final Transactions transactions;
    private final Shared shared;
    private final Runnable committed;
    private final Chore chore;

    /// @param job used by this thread alone
    /// @param sums used by this thread alone
    /// @param transactions used by this thread alone
    /// @param committed called after each commit that subscribers hear of
    Measurer(
            MeasureJob job,
            MeasureSums sums,
            Transactions transactions,
            Shared shared,
            Runnable committed) {
        this.job = job;
        this.sums = sums;
        this.transactions = transactions;
        this.shared = shared;
        this.committed = committed;
        this.chore = new Chore(this::work, EVERY, Measurer::waits, this::end);
    }

    /// Ends it after the step it is at.
    void close() {
        chore.close();
    }

    @Override
    public void run() {
        chore.run();
    }

    private void end() {
        job.close();
        sums.close();
        transactions.close();
    }

    /// @return whether there is more to do at once
    private boolean work() {
        // Sums are added up also while something that is stored cannot be measured.
        var measured = attempt(this::measure);
        return attempt(sums::step) || measured;
    }

    private static boolean attempt(BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException failed) {
            waits(failed);
            return false;
        }
    }

    private static void waits(RuntimeException failed) {
        LOG.atWarn().setCause(failed).log("sums of measures wait; they are gone on with");
    }

    /// Goes one step on with what is stored.
    ///
    /// @return whether there is more to do at once
    boolean measure() {
        var step = job.step();
        var unfolded = step.unfolded();
        for (var from = 0; from < unfolded.size(); from += FOLDED_AT_ONCE_MAX) {
            var some = unfolded.subList(from, Math.min(unfolded.size(), from + FOLDED_AT_ONCE_MAX));
            transactions.run(Batch.again(some, shared));
            committed.run();
        }
        return step.more();
    }
}
