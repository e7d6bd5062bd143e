package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Webhooks that were made by the API, of repositories and workspaces.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/#api-repositories-workspace-repo-slug-hooks-post>
public final class BitbucketHooks {
    private final Map<String, Made> made = new LinkedHashMap<>();

    /// One of them.
    public static final class Made {
        private final String uuid;
        private final String place;
        private String url = "";
        private String description = "";
        private boolean active;
        private @Nullable String secret;
        private List<String> events = List.of();

        private Made(String uuid, String place) {
            this.uuid = uuid;
            this.place = place;
        }

        /// What it belongs to, such as `repositories/acme/web`.
        public String place() {
            return place;
        }

        /// Where it posts to.
        public String url() {
            return url;
        }

        /// What it signs with; null for one that does not.
        public @Nullable String secret() {
            return secret;
        }

        /// What it tells of.
        public List<String> events() {
            return events;
        }

        /// Somebody switches it on or off.
        public void active(boolean on) {
            active = on;
        }

        private void set(JsonNode asked) {
            url = asked.path("url").asText(url);
            description = asked.path("description").asText(description);
            active = asked.path("active").asBoolean(active);
            if (asked.has("secret")) {
                secret = asked.hasNonNull("secret") ? asked.path("secret").asText() : null;
            }
            if (asked.hasNonNull("events")) {
                var named = new ArrayList<String>();
                asked.path("events").forEach(one -> named.add(one.asText()));
                events = List.copyOf(named);
            }
        }

        ObjectNode json() {
            var json = Json.object().put("type", "webhook_subscription");
            json.put("uuid", uuid).put("url", url).put("description", description);
            json.put("active", active).put("secret_set", secret != null);
            json.put("subject_type", place.startsWith("workspaces/") ? "workspace" : "repository");
            var list = json.putArray("events");
            events.forEach(list::add);
            return json;
        }
    }

    /// All of them.
    public List<Made> all() {
        return List.copyOf(made.values());
    }

    List<Made> of(String place) {
        return made.values().stream().filter(one -> one.place.equals(place)).toList();
    }

    /// The reply to a call that makes one.
    ApiReply make(ApiRequest request, String place) {
        var one = new Made("{0302255c-f4f0-4b55-a2b4-%012x}".formatted(made.size() + 1), place);
        one.set(Json.tree(request.body()));
        made.put(one.uuid, one);
        return BitbucketErrors.reply(201, one.json());
    }

    /// The reply to a call about one.
    ApiReply answer(ApiRequest request, String place, String uuid) {
        var one = made.get(uuid);
        if (one == null || !one.place.equals(place)) {
            return BitbucketErrors.notFound("Webhook");
        }
        switch (request.method()) {
            case "PUT" -> one.set(Json.tree(request.body()));
            case "DELETE" -> {
                made.remove(uuid);
                return new ApiReply(204, Map.of(), "");
            }
            default -> {}
        }
        return BitbucketErrors.reply(200, one.json());
    }
}
