package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Webhooks that no simulator would send, signed with the right secret.
final class Signed {

    private Signed() {}

    static WebhookRequest of(String json, String event, RandomGenerator random) {
        return of(json.getBytes(UTF_8), event, random);
    }

    static WebhookRequest of(byte[] body, String event, RandomGenerator random) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", new UUID(random.nextLong(), random.nextLong()).toString());
        return of(headers, body);
    }

    /// @param headers those that go before the signature
    static WebhookRequest of(Map<String, String> headers, byte[] body) {
        var hook = new GitHubHook(1, TestClient.SECRET, GitHubHook.Encoding.JSON, new Random(1));
        var all = new LinkedHashMap<>(headers);
        all.put("X-Hub-Signature-256", hook.signature(body));
        return new WebhookRequest(all, body);
    }
}
