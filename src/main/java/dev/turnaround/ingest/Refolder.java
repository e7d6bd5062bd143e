package dev.turnaround.ingest;

import dev.turnaround.store.PeopleJob;
import dev.turnaround.store.PeopleJobs;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Folds again what was folded with other knowledge of accounts, in the background, a few pull
/// requests a transaction, while live facts go on.
///
/// Each step commits where it stands along with what it folded, so that a process that dies loses
/// nothing and any other one goes on. Two at the same step do no harm: one of them fails, and looks
/// again. Until a recomputation is over, a live fact lets its pull request be folded again as a
/// whole, so that each shows either the old numbers or the new ones, and never a mixture.
final class Refolder implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Refolder.class);
    private static final int STEP_MAX = 32;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

    private final PeopleJobs jobs;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Shared shared;
    private final Runnable committed;
    private final Chore chore;

    /// @param jobs used by this thread alone
    /// @param transactions used by this thread alone
    /// @param committed called after each commit
    Refolder(
            PeopleJobs jobs,
            Transactions transactions,
            InstantSource clock,
            Shared shared,
            Runnable committed) {
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
        this.shared = shared;
        this.committed = committed;
        this.chore = new Chore(this::workOnce, LOOK_ANYWAY, Refolder::waits, this::end);
    }

    /// Says that there is something.
    void wake() {
        chore.wake();
    }

    void close() {
        chore.close();
    }

    @Override
    public void run() {
        chore.run();
    }

    private void end() {
        jobs.close();
        transactions.close();
    }

    private static void waits(RuntimeException failed) {
        LOG.atWarn().setCause(failed).log("a recomputation waits; it is gone on with");
    }

    /// Goes one step on.
    ///
    /// @return false when there was nothing to go on with
    boolean workOnce() {
        var job = jobs.next();
        job.ifPresent(this::step);
        return job.isPresent();
    }

    private void step(PeopleJob job) {
        if (job.isDone()) {
            jobs.end(job, clock.instant());
            return;
        }
        var keys = jobs.page(job, STEP_MAX);
        var to =
                keys.size() < STEP_MAX
                        ? job.place().nextAccount()
                        : new PeopleJob.Place(
                                job.place().account(),
                                keys.getLast().repository(),
                                keys.getLast().number());
        transactions.run(new Batch(new Refolding(job, keys, to), shared));
        committed.run();
    }
}
