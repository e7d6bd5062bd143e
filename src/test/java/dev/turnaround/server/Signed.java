package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubHook;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Webhooks that no simulator would send, signed with the right secret.
final class Signed {

    private Signed() {}

    static WebhookRequest of(String json, String event, RandomGenerator random) {
        return of(json.getBytes(UTF_8), event, random);
    }

    static WebhookRequest of(byte[] body, String event, RandomGenerator random) {
        var hook = new GitHubHook(1, TestClient.SECRET, GitHubHook.Encoding.JSON, random);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-GitHub-Event", event);
        headers.put("X-GitHub-Delivery", new UUID(random.nextLong(), random.nextLong()).toString());
        headers.put("X-Hub-Signature-256", hook.signature(body));
        return new WebhookRequest(headers, body);
    }
}
