package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Webhooks that were made by the API, of repositories and organizations.
///
/// <https://docs.github.com/en/rest/repos/webhooks>,
/// <https://docs.github.com/en/rest/orgs/webhooks>
public final class GitHubHooks {
    private final TreeMap<Long, Made> made = new TreeMap<>();
    private long lastId = 510_000;

    /// One of them.
    public static final class Made {
        private final long id;
        private final String place;
        private final Instant at;
        private boolean active;
        private List<String> events;
        private ObjectNode config;
        private int answered;

        private Made(long id, String place, Instant at, JsonNode asked) {
            this.id = id;
            this.place = place;
            this.at = at;
            this.active = true;
            this.events = List.of("push");
            this.config = Payload.object().put("content_type", "form").put("insecure_ssl", "0");
            set(asked);
        }

        /// Its identity.
        public long id() {
            return id;
        }

        /// What it belongs to, such as `repos/acme/web`.
        public String place() {
            return place;
        }

        /// Where it posts to.
        public String url() {
            return config.path("url").asText();
        }

        /// What it signs with; null for a hook that does not.
        public @Nullable String secret() {
            return config.hasNonNull("secret") ? config.path("secret").asText() : null;
        }

        /// How it writes bodies: `json` or `form`.
        public String contentType() {
            return config.path("content_type").asText();
        }

        /// What it tells of.
        public List<String> events() {
            return events;
        }

        /// Whether it posts.
        public boolean active() {
            return active;
        }

        /// Somebody switches it on or off.
        public void active(boolean on) {
            active = on;
        }

        /// What the receiver answered last.
        public void answered(int status) {
            answered = status;
        }

        /// A `config` takes the place of the one before as a whole, also of its secret.
        private void set(JsonNode asked) {
            active = asked.path("active").asBoolean(active);
            if (asked.hasNonNull("events")) {
                var named = new ArrayList<String>();
                asked.path("events").forEach(one -> named.add(one.asText()));
                events = List.copyOf(named);
            }
            if (asked.path("config") instanceof ObjectNode given) {
                var next =
                        Payload.object()
                                .put("content_type", config.path("content_type").asText())
                                .put("insecure_ssl", config.path("insecure_ssl").asText());
                config = next.setAll(given);
            }
        }

        private ObjectNode json() {
            var json = Payload.object();
            json.put("type", place.startsWith("orgs/") ? "Organization" : "Repository");
            json.put("id", id).put("name", "web").put("active", active);
            var list = json.putArray("events");
            events.forEach(list::add);
            var shown = json.putObject("config");
            shown.setAll(config);
            if (secret() != null) {
                shown.put("secret", "********");
            }
            json.put("created_at", Payload.time(at)).put("updated_at", Payload.time(at));
            if (place.startsWith("repos/")) {
                var last = json.putObject("last_response");
                if (answered == 0) {
                    last.putNull("code").put("status", "unused").putNull("message");
                } else {
                    last.put("code", answered);
                    last.put("status", answered < 400 ? "active" : "misconfigured");
                    last.put("message", answered < 400 ? "OK" : "Invalid HTTP Response");
                }
            }
            return json;
        }
    }

    /// All of them.
    public List<Made> all() {
        return List.copyOf(made.values());
    }

    /// Somebody removes one on GitHub's pages.
    public void remove(Made one) {
        made.remove(one.id);
    }

    List<ObjectNode> listed(String place) {
        return made.values().stream()
                .filter(one -> one.place.equalsIgnoreCase(place))
                .map(Made::json)
                .toList();
    }

    /// The reply about a hook that was made by the API, or to making one; null when it is about
    /// another.
    ///
    /// @param steps what comes behind `hooks`
    @Nullable ApiReply answer(ApiRequest request, String place, List<String> steps, Instant now) {
        if (steps.isEmpty()) {
            return request.method().equals("POST") ? make(request, place, now) : null;
        }
        var one = made.get(Long.parseLong(steps.getFirst()));
        if (one == null || steps.size() > 1 || !one.place.equalsIgnoreCase(place)) {
            return null;
        }
        switch (request.method()) {
            case "PATCH" -> one.set(Wire.tree(request.body()));
            case "DELETE" -> {
                made.remove(one.id);
                return new ApiReply(204, java.util.Map.of(), "");
            }
            default -> {}
        }
        return ApiReply.json(200, one.json().toString());
    }

    private ApiReply make(ApiRequest request, String place, Instant now) {
        var asked = Wire.tree(request.body());
        var url = asked.path("config").path("url").asText();
        var there =
                made.values().stream()
                        .anyMatch(one -> one.place.equals(place) && one.url().equals(url));
        if (there || url.isEmpty()) {
            return ApiReply.json(
                    422,
                    "{\"message\":\"Validation Failed\",\"errors\":[{\"resource\":\"Hook\","
                            + "\"code\":\"custom\",\"message\":\"Hook already exists on this"
                            + " repository\"}],\"documentation_url\":"
                            + "\"https://docs.github.com/rest/repos/webhooks\",\"status\":\"422\"}");
        }
        var one = new Made(++lastId, place, now, asked);
        made.put(one.id, one);
        return ApiReply.json(201, one.json().toString());
    }
}
