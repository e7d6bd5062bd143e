package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.security.MessageDigest;
import java.util.List;

/// A webhook with a secret token sends it along as it is. It does not cover the body: it proves the
/// sender, and TLS the rest.
///
/// <https://docs.gitlab.com/user/project/integrations/webhooks/#create-a-webhook>
final class SecretToken {
    static final String HEADER = "X-Gitlab-Token";

    private final List<byte[]> secrets;

    /// @param secrets may be empty; then nothing is looked at
    SecretToken(List<String> secrets) {
        this.secrets = secrets.stream().map(secret -> secret.getBytes(UTF_8)).toList();
    }

    /// Every live secret is tried whatever the others say, so that the time taken tells nothing.
    Verdict verify(Delivery delivery) {
        var header = delivery.header(HEADER);
        if (header == null || secrets.isEmpty()) {
            return new Verdict.Unsigned(HEADER);
        }
        // A header's characters are its bytes.
        var given = header.getBytes(ISO_8859_1);
        var shown = -1;
        for (var secret = 0; secret < secrets.size(); secret++) {
            if (MessageDigest.isEqual(secrets.get(secret), given)) {
                shown = secret;
            }
        }
        return shown < 0 ? new Verdict.Forged(HEADER) : new Verdict.Genuine(shown);
    }
}
