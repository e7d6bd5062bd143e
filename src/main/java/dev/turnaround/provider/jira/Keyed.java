package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA256 with one secret.
///
/// Thread safety: shared by threads.
final class Keyed {
    private static final String ALGORITHM = "HmacSHA256";

    // Never fed, only cloned: a clone has the key's schedule already and is cheaper than a new Mac.
    private final Mac mac;

    Keyed(String secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    byte[] sign(byte[] bytes) {
        try {
            return ((Mac) mac.clone()).doFinal(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }
}
