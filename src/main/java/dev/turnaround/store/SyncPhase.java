package dev.turnaround.store;

import java.util.Locale;

/// What a run is doing.
public enum SyncPhase {
    /// It reads deliveries that the provider could not make.
    UNDELIVERED,
    /// It reads pull requests that changed.
    PULL_REQUESTS,
    /// It reads issues that changed.
    ISSUES,
    /// It looks after everything that is open here and was not met, and after what failed before.
    OPEN;

    /// As it is stored and shown.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SyncPhase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
