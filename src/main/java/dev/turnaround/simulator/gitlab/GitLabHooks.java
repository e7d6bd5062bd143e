package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Webhooks that were made by the API, of projects and groups.
///
/// <https://docs.gitlab.com/api/project_webhooks/>, <https://docs.gitlab.com/api/group_webhooks/>
public final class GitLabHooks {
    private final TreeMap<Long, Made> made = new TreeMap<>();
    private long lastId = 7_000;
    private boolean signing = true;

    /// One of them.
    public final class Made {
        private final long id;
        private final String place;
        private final Map<String, Boolean> events = new TreeMap<>();
        private String url = "";
        private @Nullable String token;
        private @Nullable String signingToken;
        private String alertStatus = "executable";
        private @Nullable String disabledUntil;

        private Made(long id, String place) {
            this.id = id;
            this.place = place;
            events.put("push_events", true);
        }

        /// Its identity.
        public long id() {
            return id;
        }

        /// What it belongs to, such as `projects/acme/web`.
        public String place() {
            return place;
        }

        /// Where it posts to.
        public String url() {
            return url;
        }

        /// What it sends along; null for none.
        public @Nullable String token() {
            return token;
        }

        /// What it signs with; null for none.
        public @Nullable String signingToken() {
            return signingToken;
        }

        /// What it tells of.
        public List<String> events() {
            return events.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /// GitLab has seen it fail, or work again.
        ///
        /// @param status `executable`, `temporarily_disabled` or `disabled`
        public void alert(String status, @Nullable String until) {
            alertStatus = status;
            disabledUntil = until;
        }

        /// A change of the address takes the secret token away.
        private void set(JsonNode asked) {
            if (asked.hasNonNull("url") && !asked.path("url").asText().equals(url)) {
                url = asked.path("url").asText();
                token = null;
            }
            token = asked.hasNonNull("token") ? asked.path("token").asText() : token;
            if (signing && asked.hasNonNull("signing_token")) {
                signingToken = asked.path("signing_token").asText();
            }
            asked.properties()
                    .forEach(field -> {
                        if (field.getKey().endsWith("_events")) {
                            events.put(field.getKey(), field.getValue().asBoolean());
                        }
                    });
        }

        private ObjectNode json() {
            var json = Json.object().put("id", id).put("url", url);
            json.put("name", "").put("description", "").put("enable_ssl_verification", true);
            events.forEach((name, on) -> json.put(name, on));
            json.put("alert_status", alertStatus).put("disabled_until", disabledUntil);
            if (signing) {
                json.put("token_present", token != null);
                json.put("signing_token_present", signingToken != null);
            }
            json.putArray("url_variables");
            json.putArray("custom_headers");
            return json;
        }
    }

    /// All of them.
    public List<Made> all() {
        return List.copyOf(made.values());
    }

    /// Somebody removes one on GitLab's pages.
    public void remove(Made one) {
        made.remove(one.id);
    }

    /// Whether this GitLab is 19.0 or later; one before passes over signing tokens.
    public void signing(boolean known) {
        signing = known;
    }

    /// The reply to a call about the hooks of a place.
    ///
    /// @param hook the one that it is about; null for all
    ApiReply answer(ApiRequest request, String place, @Nullable Long hook) {
        if (hook == null) {
            if (request.method().equals("POST")) {
                var one = new Made(++lastId, place);
                one.set(Json.tree(request.body()));
                made.put(one.id, one);
                return ApiReply.json(201, one.json().toString());
            }
            var list = Json.object().putArray("list");
            for (var id : new TreeSet<>(made.keySet())) {
                var one = made.get(id);
                if (one != null && one.place.equals(place)) {
                    list.add(one.json());
                }
            }
            return ApiReply.json(200, list.toString());
        }
        var one = made.get(hook);
        if (one == null || !one.place.equals(place)) {
            return ApiReply.json(404, "{\"message\":\"404 Not found\"}");
        }
        switch (request.method()) {
            case "PUT" -> one.set(Json.tree(request.body()));
            case "DELETE" -> {
                made.remove(hook);
                return new ApiReply(204, Map.of(), "");
            }
            default -> {}
        }
        return ApiReply.json(200, one.json().toString());
    }
}
