package dev.turnaround.api;

import dev.turnaround.store.Unguessable;

/// Makes tokens and what is kept of them.
public final class Tokens {

    private Tokens() {}

    /// A new token, to be shown once.
    public static String make() {
        return "ta_" + Unguessable.text();
    }

    /// What is kept of a token.
    public static byte[] hash(String token) {
        return Unguessable.hash(token);
    }
}
