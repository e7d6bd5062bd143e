package dev.turnaround.ingest;

import dev.turnaround.store.Weaving;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what belongs together, behind what was committed.
///
/// Nobody wakes it: that would cost each commit a look, and nobody waits for the half second.
final class Weaver implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Weaver.class);
    private static final long LOOK_MILLIS = 500;

    private final Weaving store;
    private final Semaphore closed = new Semaphore(0);
    private volatile boolean closing;

    /// @param store used by this thread alone
    Weaver(Weaving store) {
        this.store = store;
    }

    void close() {
        closing = true;
        closed.release();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                work();
                if (closed.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }

    private void work() {
        try {
            var more = true;
            while (more && !closing) {
                more = store.step();
            }
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("what belongs together waits; it is gone on with");
        }
    }
}
