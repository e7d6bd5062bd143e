package dev.turnaround.provider.jira;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A webhook that an administrator made signs its exact bytes with HMAC-SHA256, if it was given a
/// secret.
///
/// <https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks>
final class Signature implements Seal.Way {
    static final String HEADER = "X-Hub-Signature";

    private static final String PREFIX = "sha256=";
    private static final int HEX_DIGITS = 64;

    private final List<Keyed> secrets;

    Signature(List<String> secrets) {
        this.secrets = secrets.stream().map(Keyed::new).toList();
    }

    @Override
    public String place() {
        return HEADER;
    }

    /// Every live secret is tried whatever the others say, so that the time taken tells nothing.
    @Override
    public Verdict verify(Delivery delivery) {
        var header = delivery.header(HEADER);
        if (header == null) {
            return new Verdict.Unsigned(HEADER);
        }
        var given = decode(header);
        if (given == null) {
            return new Verdict.Forged(HEADER);
        }
        var signer = -1;
        for (var secret = 0; secret < secrets.size(); secret++) {
            if (MessageDigest.isEqual(secrets.get(secret).sign(delivery.body()), given)) {
                signer = secret;
            }
        }
        return signer < 0 ? new Verdict.Forged(HEADER) : new Verdict.Genuine(signer);
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
}
