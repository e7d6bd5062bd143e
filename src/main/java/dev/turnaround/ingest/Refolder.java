package dev.turnaround.ingest;

import dev.turnaround.store.PeopleJob;
import dev.turnaround.store.PeopleJobs;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    /// When nobody says that there is something, look all the same: another process may have died
    /// with it.
    private static final long LOOK_ANYWAY_MILLIS = 1_000;

    private final PeopleJobs jobs;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Shared shared;
    private final Runnable committed;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean closing;

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
    }

    /// Says that there is something.
    void wake() {
        wanted.release();
    }

    void close() {
        closing = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                work();
                if (wanted.tryAcquire(LOOK_ANYWAY_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            jobs.close();
            transactions.close();
        }
    }

    private void work() {
        try {
            while (!closing) {
                if (!workOnce()) {
                    return;
                }
            }
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("a recomputation waits; it is gone on with");
        }
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
