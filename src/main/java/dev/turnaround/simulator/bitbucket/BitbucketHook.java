package dev.turnaround.simulator.bitbucket;

import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A configured webhook of Bitbucket Cloud. The name of the event is in a header only.
///
/// Facts: <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/> and
/// <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>
public final class BitbucketHook {
    private final UUID uuid;
    private final Hmac key;
    private final RandomGenerator random;

    /// A hook.
    ///
    /// @param random where the identities of deliveries come from
    public BitbucketHook(String secret, RandomGenerator random) {
        this.uuid = Uuids.next(random);
        this.key = new Hmac(secret);
        this.random = random;
    }

    /// A delivery of this hook, signed.
    WebhookRequest deliver(String eventKey, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Bitbucket-Webhooks/2.0");
        headers.put("Content-Type", "application/json");
        headers.put("X-Event-Key", eventKey);
        headers.put("X-Hook-UUID", uuid.toString());
        headers.put("X-Request-UUID", Uuids.next(random).toString());
        headers.put("X-Attempt-Number", "1");
        headers.put("X-Hub-Signature", "sha256=" + key.hex(body));
        return new WebhookRequest(headers, body);
    }
}
