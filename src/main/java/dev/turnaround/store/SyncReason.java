package dev.turnaround.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a run was asked for.
public enum SyncReason {
    /// The repository has never been read.
    CONNECTED,
    /// It is time.
    DAILY,
    /// The server was down.
    STARTUP,
    /// Deliveries may have been missed.
    GAP,
    /// Somebody asked.
    DEMAND,
    /// Somebody asked for what failed alone.
    RETRY;

    /// As it is stored and shown.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The reason of that word.
    public static Optional<SyncReason> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
