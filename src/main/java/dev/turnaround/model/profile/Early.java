package dev.turnaround.model.profile;

/// What becomes of an end that comes before the start.
public enum Early {
    /// It took no time.
    ZERO("as no time"),
    /// It took less than no time.
    NEGATIVE("as negative time"),
    /// There is no value.
    UNKNOWN("as no value"),
    /// It does not count: the first end after the start does.
    SKIPPED("not at all");

    private final String words;

    Early(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
