package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import java.util.Set;

/// Whether a delivery comes from the instance, by either of the two ways in which GitLab says so.
///
/// Only the ways for which the connection has a secret count: what nobody can check proves nothing.
/// A delivery that shows both must have both right, so that a bad signature never falls back to the
/// secret token.
final class Seal {
    static final String SIGNING_TOKENS = "signingTokens";
    static final Set<String> KINDS = Set.of(WebhookSecrets.COMMON, SIGNING_TOKENS);

    private final SecretToken token;
    private final Signature signature;
    private final int tokens;
    private final String places;

    /// @param secrets of [#KINDS] only, at least one; secret tokens are counted before signing
    ///   tokens
    /// @throws dev.turnaround.provider.UnusableSecrets when a signing token is none
    Seal(WebhookSecrets secrets) {
        this.token = new SecretToken(secrets.of(WebhookSecrets.COMMON));
        this.signature = Signature.of(secrets, SIGNING_TOKENS);
        this.tokens = secrets.of(WebhookSecrets.COMMON).size();
        this.places =
                tokens == 0
                        ? Signature.HEADER
                        : secrets.of(SIGNING_TOKENS).isEmpty()
                                ? SecretToken.HEADER
                                : SecretToken.HEADER + " or " + Signature.HEADER;
    }

    Verdict verify(Delivery delivery) {
        var signed = counted(signature.verify(delivery));
        var shown = token.verify(delivery);
        if (signed instanceof Verdict.Unsigned) {
            return shown instanceof Verdict.Unsigned ? new Verdict.Unsigned(places) : shown;
        }
        return signed instanceof Verdict.Genuine && shown instanceof Verdict.Forged
                ? shown
                : signed;
    }

    private Verdict counted(Verdict verdict) {
        return verdict instanceof Verdict.Genuine(var secret)
                ? new Verdict.Genuine(tokens + secret)
                : verdict;
    }
}
