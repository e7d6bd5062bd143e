package dev.turnaround.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Proves to a provider that who redeems a code asked for it.
/// <https://www.rfc-editor.org/rfc/rfc7636>
///
/// @param verifier 43 unguessable characters or more
record ProofKey(String verifier) {

    /// What the provider may know beforehand.
    String challenge() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "ProofKey[…]";
    }
}
