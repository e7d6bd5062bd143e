package dev.turnaround.store;

import java.util.Locale;

/// How a run stands.
public enum SyncState {
    /// It waits for its turn.
    QUEUED,
    RUNNING,
    /// It is the provider's turn: a limit, or an outage.
    WAITING,
    /// Everything was read.
    SUCCEEDED,
    /// Something could not be read, the rest is stored.
    PARTIAL,
    /// It broke off. What it had read is stored, and the next run goes on from there.
    FAILED,
    CANCELLED;

    /// As it is stored and shown.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it is over.
    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING, WAITING -> false;
            case SUCCEEDED, PARTIAL, FAILED, CANCELLED -> true;
        };
    }

    static SyncState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
