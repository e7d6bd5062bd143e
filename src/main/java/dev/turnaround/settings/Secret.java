package dev.turnaround.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A text that must not be seen; equal by value.
///
/// Not a record, and without a getter: what prints or serialises it by reflection finds nothing.
public final class Secret {
    // Three characters tell two long secrets apart, but would give away a good part of a short one.
    private static final int LENGTH_SHOWN_MIN = 12;
    private static final int CHARACTERS_SHOWN = 3;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /// The secret that `text` is; an empty one is refused, because it protects nothing.
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(text);
    }

    /// The text itself, for the one place that needs it.
    public String reveal() {
        return text;
    }

    /// The text in UTF-8, as signatures use it.
    public byte[] revealBytes() {
        return text.getBytes(UTF_8);
    }

    /// The last three characters, by which an operator recognises it; empty for a short one.
    public String hint() {
        return text.length() < LENGTH_SHOWN_MIN
                ? ""
                : text.substring(text.length() - CHARACTERS_SHOWN);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(revealBytes(), secret.revealBytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "…" + hint();
    }
}
