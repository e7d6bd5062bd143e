package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.WebhookRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a hook sent and how that went, as GitHub remembers it for three days.
///
/// <https://docs.github.com/en/rest/repos/repo-hooks#list-deliveries-for-a-repository-webhook>
final class DeliveryLog {
    private static final int GOOD_MAX = 399;

    private final List<Attempt> attempts = new ArrayList<>();

    /// @param status what the receiver answered; 0 for nothing
    record Attempt(
            long id,
            GitHubRepository repository,
            WebhookRequest request,
            Instant at,
            int status,
            boolean again) {

        boolean good() {
            return status >= 200 && status <= GOOD_MAX;
        }

        ObjectNode json() {
            var body = payload();
            var json = Payload.object();
            json.put("id", id).put("guid", request.header("X-GitHub-Delivery"));
            json.put("delivered_at", Payload.time(at)).put("redelivery", again);
            json.put("duration", 0.27).put("status", words()).put("status_code", status);
            json.put("event", request.header("X-GitHub-Event"));
            json.set("action", body.get("action"));
            json.putNull("installation_id").put("repository_id", repository.id());
            return json.putNull("throttled_at");
        }

        ObjectNode detail() {
            var json = json();
            json.put("url", "");
            var sent = json.putObject("request");
            var headers = sent.putObject("headers");
            request.headers().forEach(headers::put);
            sent.set("payload", payload());
            var answered = json.putObject("response");
            answered.putObject("headers");
            answered.put("payload", good() ? "ok" : "");
            return json;
        }

        private String words() {
            return good() ? "OK" : status == 0 ? "timed out" : "Invalid HTTP Response: " + status;
        }

        private JsonNode payload() {
            var text = new String(request.body(), StandardCharsets.UTF_8);
            var json =
                    text.startsWith("payload=")
                            ? URLDecoder.decode(
                                    text.substring("payload=".length()), StandardCharsets.UTF_8)
                            : text;
            return Wire.tree(json);
        }
    }

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    /// Newest first.
    ///
    /// @param status `success`, `failure`, or null for both
    List<Attempt> of(
            @Nullable GitHubRepository repository, @Nullable String status, Instant since) {
        return attempts.reversed().stream()
                .filter(one -> repository == null || one.repository() == repository)
                .filter(one -> status == null || status.equals("success") == one.good())
                .filter(one -> !one.at().isBefore(since))
                .toList();
    }

    @Nullable Attempt attempt(long id) {
        return attempts.stream().filter(one -> one.id() == id).findFirst().orElse(null);
    }
}
