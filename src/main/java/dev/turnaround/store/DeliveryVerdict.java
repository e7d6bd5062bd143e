package dev.turnaround.store;

import java.util.Locale;

/// What became of a delivery.
public enum DeliveryVerdict {
    /// Stored and folded.
    APPLIED,
    /// It, or all that it says, was known.
    DUPLICATE,
    /// Authentic, but nothing that matters here.
    IGNORED,
    /// About a repository or an author that is left out by configuration.
    SKIPPED,
    /// Authentic, but not what the provider documents.
    MALFORMED,
    /// Its signature was missing, wrong or stale.
    REJECTED,
    /// It could not be stored although the others beside it could: a bug of ours.
    FAILED;

    /// The name in answers and logs.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The verdict of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static DeliveryVerdict of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
