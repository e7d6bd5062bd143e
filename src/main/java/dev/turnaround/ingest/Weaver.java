package dev.turnaround.ingest;

import dev.turnaround.store.Weaving;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out what belongs together, behind what was committed.
///
/// Nobody wakes it: that would cost each commit a look, and nobody waits for the half second.
final class Weaver implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Weaver.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Chore chore;

    /// @param store used by this thread alone
    Weaver(Weaving store) {
        this.chore = new Chore(store::step, LOOK_EVERY, Weaver::waits, store::close);
    }

    void close() {
        chore.close();
    }

    @Override
    public void run() {
        chore.run();
    }

    private static void waits(RuntimeException failed) {
        LOG.atWarn().setCause(failed).log("what belongs together waits; it is gone on with");
    }
}
