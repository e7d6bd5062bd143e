package dev.turnaround.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When a transaction may commit: after the one before it, for which it need not wait to read, to
/// lock and to fold.
///
/// @param before null when there is none to wait for
record Turn(@Nullable Stored before) {
    static final Turn NOW = new Turn(null);

    /// The one before may need a lock that this one holds, of which the database knows nothing.
    private static final Duration PATIENCE_WITH_LOCKS = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Whether its turn comes while it may hold its locks.
    ///
    /// @throws Unavailable when what was to come before could not be stored
    boolean comesSoon() {
        return comes(PATIENCE_WITH_LOCKS);
    }

    /// Waits for it, without locks.
    ///
    /// @throws Unavailable when what was to come before could not be stored
    void await() {
        if (!comes(PATIENCE)) {
            throw new Unavailable("the page before is not stored yet");
        }
    }

    private boolean comes(Duration most) {
        try {
            return before == null || before.within(most);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server is closing");
        }
    }
}
