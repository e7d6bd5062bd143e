package dev.turnaround.api;

import java.util.Locale;

/// What a caller may do.
public enum Scope {
    /// Look.
    READ,
    /// Look and change.
    ADMIN;

    /// The name in tokens and answers.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether who has this one may do what needs the other.
    boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }

    /// The scope of that name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Scope of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
