package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A webhook with a signing token signs its identity, the time of the request and its exact bytes
/// with HMAC-SHA256, from GitLab 19.0 on.
///
/// <https://docs.gitlab.com/user/project/integrations/webhooks/#signing-tokens> and
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
final class Signature {
    static final String HEADER = "webhook-signature";
    static final String TIMESTAMP = "webhook-timestamp";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String TOKEN_PREFIX = "whsec_";
    private static final int KEY_BYTES = 32;
    private static final String SCHEME = "v1,";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /// How far two clocks may be apart, as the convention has it.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    // Never fed, only cloned: a clone has the key's schedule already and is cheaper than a new Mac.
    private final List<Mac> keyed;

    private Signature(List<Mac> keyed) {
        this.keyed = keyed;
    }

    /// A new token.
    static String fresh() {
        var key = HexFormat.of().parseHex(WebhookSecrets.fresh());
        return TOKEN_PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /// The signature by the tokens of a kind. There may be none; then nothing is looked at.
    ///
    /// @throws UnusableSecrets when one is no signing token
    static Signature of(WebhookSecrets secrets, String kind) {
        var keyed = new ArrayList<Mac>(2);
        for (var token : secrets.of(kind)) {
            var key = key(token);
            if (key == null) {
                throw secrets.unusable(
                        kind,
                        keyed.size(),
                        "a signing token as GitLab shows it: "
                                + TOKEN_PREFIX
                                + " and 32 bytes in Base64");
            }
            keyed.add(keyed(key));
        }
        return new Signature(List.copyOf(keyed));
    }

    /// Signatures are compared as they are written: several spellings of Base64 mean the same
    /// bytes. Every live token is tried whatever the others say, so that the time taken tells
    /// nothing.
    Verdict verify(Delivery delivery) {
        var header = delivery.header(HEADER);
        if (header == null || keyed.isEmpty()) {
            return new Verdict.Unsigned(HEADER);
        }
        var id = delivery.header(Webhook.ID);
        var timestamp = delivery.header(TIMESTAMP);
        if (id == null || timestamp == null || !SECONDS.matcher(timestamp).matches()) {
            return new Verdict.Forged(HEADER);
        }
        var signer = -1;
        var signed = (id + "." + timestamp + ".").getBytes(ISO_8859_1);
        for (var token = 0; token < keyed.size(); token++) {
            var expected = sign(keyed.get(token), signed, delivery.body());
            for (var given : header.split(" ", -1)) {
                if (MessageDigest.isEqual(expected, given.getBytes(ISO_8859_1))) {
                    signer = token;
                }
            }
        }
        if (signer < 0) {
            return new Verdict.Forged(HEADER);
        }
        return isFresh(Instant.ofEpochSecond(Long.parseLong(timestamp)), delivery.receivedAt())
                ? new Verdict.Genuine(signer)
                : new Verdict.Stale();
    }

    private static boolean isFresh(Instant signedAt, Instant receivedAt) {
        return Duration.between(signedAt, receivedAt).abs().compareTo(TOLERANCE) <= 0;
    }

    private static byte[] sign(Mac keyed, byte[] head, byte[] body) {
        var mac = copy(keyed);
        mac.update(head);
        var code = Base64.getEncoder().encodeToString(mac.doFinal(body));
        return (SCHEME + code).getBytes(ISO_8859_1);
    }

    private static byte @Nullable [] key(String token) {
        if (!token.startsWith(TOKEN_PREFIX)) {
            return null;
        }
        try {
            var key = Base64.getDecoder().decode(token.substring(TOKEN_PREFIX.length()));
            return key.length == KEY_BYTES ? key : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static Mac copy(Mac keyed) {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }
}
