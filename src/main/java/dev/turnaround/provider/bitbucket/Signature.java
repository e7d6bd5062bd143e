package dev.turnaround.provider.bitbucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Whether a delivery bears a live secret's HMAC-SHA256 of its exact bytes.
///
/// Both editions send it alike, and only if the hook has a secret. In spite of the header's name it
/// is SHA-256; another algorithm before the `=` is refused.
/// <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/#Secure-webhooks>
final class Signature {
    static final String HEADER = "X-Hub-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    // Never fed, only cloned: a clone has the key's schedule already and is cheaper than a new Mac.
    private final List<Mac> keyed;

    Signature(List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no secret: anybody could sign");
        }
        this.keyed = secrets.stream().map(Signature::keyed).toList();
    }

    /// Every live secret is tried whatever the others say, so that the time taken tells nothing.
    Verdict verify(Delivery delivery) {
        var header = delivery.header(HEADER);
        if (header == null) {
            return isTrial(delivery) ? new Verdict.Trial() : new Verdict.Unsigned(HEADER);
        }
        var given = decode(header);
        if (given == null) {
            return new Verdict.Forged(HEADER);
        }
        var signer = -1;
        for (var secret = 0; secret < keyed.size(); secret++) {
            var expected = copy(keyed.get(secret)).doFinal(delivery.body());
            if (MessageDigest.isEqual(expected, given)) {
                signer = secret;
            }
        }
        return signer < 0 ? new Verdict.Forged(HEADER) : new Verdict.Genuine(signer);
    }

    /// Data Center does not sign what the button *Test connection* sends.
    /// <https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html>
    private static boolean isTrial(Delivery delivery) {
        return DataCenter.PING.equals(delivery.header(Webhook.EVENT_KEY));
    }

    private static byte @Nullable [] decode(String header) {
        if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_DIGITS) {
            return null;
        }
        try {
            return HexFormat.of().parseHex(header, PREFIX.length(), header.length());
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Mac keyed(String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty secret: anybody could sign");
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
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
