package dev.turnaround.simulator.jira;

import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;

/// A webhook that an administrator of a site of Jira Cloud configured, with a secret.
///
/// Facts: <https://developer.atlassian.com/cloud/jira/platform/webhooks/>
public final class JiraHook {
    private final Hmac key;
    private final RandomGenerator random;

    /// A hook.
    ///
    /// @param random where the identities of deliveries come from
    public JiraHook(String secret, RandomGenerator random) {
        this.key = new Hmac(secret);
        this.random = random;
    }

    /// A delivery of this hook, signed.
    WebhookRequest deliver(byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "Atlassian Webhook HTTP Client");
        headers.put("Content-Type", "application/json; charset=UTF-8");
        headers.put("X-Atlassian-Webhook-Identifier", Uuids.next(random).toString());
        headers.put("X-Atlassian-Webhook-Flow", "Primary");
        headers.put("X-Hub-Signature", "sha256=" + key.hex(body));
        return new WebhookRequest(headers, body);
    }
}
