package dev.turnaround.simulator.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;

/// A configured webhook with a signing token, as GitLab has them from 19.0 on.
///
/// Facts: <https://docs.gitlab.com/user/project/integrations/webhooks/#signing-tokens>
public final class GitLabHook {
    private static final String TOKEN_PREFIX = "whsec_";

    private final Hmac key;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// A hook.
    ///
    /// @param signingToken `whsec_` and 32 bytes in Base64
    /// @param clock what a signature is dated by, whatever the event is dated
    /// @param random where the identities of deliveries come from
    public GitLabHook(String signingToken, InstantSource clock, RandomGenerator random) {
        if (!signingToken.startsWith(TOKEN_PREFIX)) {
            throw new IllegalArgumentException("a signing token begins with " + TOKEN_PREFIX);
        }
        var bytes = Base64.getDecoder().decode(signingToken.substring(TOKEN_PREFIX.length()));
        this.key = new Hmac(bytes);
        this.clock = clock;
        this.random = random;
    }

    /// A signing token of these 32 bytes.
    public static String signingToken(byte[] bytes) {
        return TOKEN_PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// A delivery of this hook, signed.
    WebhookRequest deliver(String event, byte[] body) {
        var id = Uuids.next(random).toString();
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var signature = key.of((id + "." + timestamp + ".").getBytes(UTF_8), body);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "GitLab/19.3.1-ee");
        headers.put("Idempotency-Key", id);
        headers.put("X-Gitlab-Event", event);
        headers.put("X-Gitlab-Event-UUID", Uuids.next(random).toString());
        headers.put("X-Gitlab-Instance", GitLabGroup.SITE);
        headers.put("X-Gitlab-Webhook-UUID", Uuids.next(random).toString());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature));
        return new WebhookRequest(headers, body);
    }
}
