package dev.turnaround.api.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// One attempt to sign in. Its seed stays with the browser that makes it, in a cookie; what the
/// issuer gets to see follows from the seed, and the seed does not follow from that.
///
/// - `state` proves that the answer comes to the browser that asked:
///   <https://www.rfc-editor.org/rfc/rfc6749#section-10.12>
/// - `nonce` proves that the ID token was made for this attempt:
///   <https://openid.net/specs/openid-connect-core-1_0.html#NonceNotes>
/// - the verifier proves to the issuer that who redeems the code asked for it:
///   <https://www.rfc-editor.org/rfc/rfc7636>
///
/// @param seed 256 random bits in any form
public record Attempt(String seed) {

    /// What the answer must bring back.
    public String state() {
        return derive("state");
    }

    /// Whether this is the state of this attempt.
    public boolean hasState(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(given.getBytes(UTF_8), state().getBytes(UTF_8));
    }

    String nonce() {
        return derive("nonce");
    }

    String verifier() {
        return derive("verifier");
    }

    String challenge() {
        return hash(verifier());
    }

    private String derive(String purpose) {
        return hash(purpose + ":" + seed);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Attempt[…]";
    }
}
