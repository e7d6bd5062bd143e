package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Invented commit ids.
final class Sha {
    private static final int BYTES = 20;

    private Sha() {}

    /// The same numbers give the same commit.
    static String of(long owner, long ordinal) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest((owner + ":" + ordinal).getBytes(US_ASCII));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
