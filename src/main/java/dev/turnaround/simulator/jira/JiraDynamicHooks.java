package dev.turnaround.simulator.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Hmac;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Webhooks that one OAuth 2.0 app registered at a site of Cloud, for one account. They end after
/// thirty days, and are gone then.
///
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-webhooks/>
public final class JiraDynamicHooks {
    /// How long one lasts, from when it is made or renewed.
    public static final Duration LIFE = Duration.ofDays(30);

    private static final int MAX = 5;
    private static final int PAGE = 100;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final Pattern CLAUSE =
            Pattern.compile("\\s*(\\w+)\\s*(!=|=|not in|in|is not|is)\\s*(.+)");
    private static final Set<String> FIELDS =
            Set.of("issuekey", "project", "issuetype", "status", "assignee", "reporter");

    private final Hmac key;
    private final TreeMap<Long, Made> made = new TreeMap<>();
    private @Nullable String url;
    private long last = 10_000;

    /// None yet.
    ///
    /// @param clientSecret the app's, which signs the tokens that deliveries bear
    public JiraDynamicHooks(String clientSecret) {
        this.key = new Hmac(clientSecret);
    }

    /// One of them.
    ///
    /// @param filter in Jira's own language
    public record Made(long id, String filter, List<String> events, Instant endsAt) {
        private Made until(Instant end) {
            return new Made(id, filter, events, end);
        }

        private boolean wants(String event, String project) {
            return events.contains(event) && covers(project);
        }

        private boolean covers(String project) {
            var clause = CLAUSE.matcher(filter);
            if (!clause.matches()) {
                return false;
            }
            var named = clause.group(3).replaceAll("[()\"\\s]", "");
            var among = List.of(named.split(",", -1)).contains(project);
            return clause.group(2).equals("!=") || clause.group(2).startsWith("not") != among;
        }
    }

    /// A delivery, and where it goes.
    public record Posted(String url, WebhookRequest request) {}

    /// Those that have not ended, in the order of their making.
    public synchronized List<Made> all(Instant now) {
        made.values().removeIf(one -> !one.endsAt.isAfter(now));
        return List.copyOf(made.values());
    }

    /// Somebody takes one away.
    public synchronized void remove(long id) {
        made.remove(id);
    }

    /// What these post of something that an administrator's webhook would tell.
    public synchronized List<Posted> of(WebhookRequest told, Instant now) {
        var body = Json.tree(new String(told.body(), UTF_8));
        var event = body.path("webhookEvent").asText();
        var project = body.path("issue").path("fields").path("project").path("key").asText();
        var matched = all(now).stream().filter(one -> one.wants(event, project)).toList();
        var where = url;
        if (where == null || matched.isEmpty() || !(body instanceof ObjectNode whole)) {
            return List.of();
        }
        var ids = whole.putArray("matchedWebhookIds");
        matched.forEach(one -> ids.add(one.id));
        var headers = new LinkedHashMap<>(told.headers());
        headers.remove("X-Hub-Signature");
        headers.put("Authorization", "Bearer " + token(now));
        return List.of(new Posted(where, new WebhookRequest(headers, Json.bytes(whole))));
    }

    private String token(Instant now) {
        var head = Json.object().put("alg", "HS256").put("typ", "JWT");
        var claims = Json.object().put("iss", "client-of-tests");
        claims.put("iat", now.getEpochSecond()).put("exp", now.getEpochSecond() + 180);
        var signed = base64(Json.bytes(head)) + "." + base64(Json.bytes(claims));
        return signed + "." + base64(key.of(signed.getBytes(UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// The reply to a call of the app.
    ///
    /// @param resource behind `/webhook`
    synchronized ApiReply answer(ApiRequest request, String resource, Instant now) {
        all(now);
        var asked = Json.tree(request.body());
        return switch (request.method() + resource) {
            case "GET" -> page(request);
            case "POST" -> register(asked, now);
            case "PUT/refresh" -> refresh(asked, now);
            case "DELETE" -> {
                ids(asked).forEach(made::remove);
                yield new ApiReply(202, Map.of(), "");
            }
            default -> JiraReplies.errors(404, "null for uri: " + request.path());
        };
    }

    private ApiReply page(ApiRequest request) {
        var from = request.parameter("startAt");
        var start = from == null ? 0 : Integer.parseInt(from);
        var page = Json.object().put("maxResults", PAGE).put("startAt", start);
        page.put("total", made.size()).put("isLast", start + PAGE >= made.size());
        var values = page.putArray("values");
        made.values().stream()
                .skip(start)
                .limit(PAGE)
                .forEach(one -> {
                    var json = values.addObject().put("id", one.id).put("jqlFilter", one.filter);
                    json.put("url", url).put("expirationDate", DATE.format(one.endsAt));
                    one.events.forEach(json.putArray("events")::add);
                });
        return ApiReply.json(200, page.toString());
    }

    /// Each is answered for itself, and all of it with 200.
    private ApiReply register(JsonNode asked, Instant now) {
        var reply = Json.object();
        var results = reply.putArray("webhookRegistrationResult");
        for (var one : asked.path("webhooks")) {
            var result = results.addObject();
            var why = refusal(asked.path("url").asText(), one);
            if (why == null) {
                url = asked.path("url").asText();
                var events = new ArrayList<String>();
                one.path("events").forEach(event -> events.add(event.asText()));
                var id = ++last;
                var filter = one.path("jqlFilter").asText();
                made.put(id, new Made(id, filter, List.copyOf(events), now.plus(LIFE)));
                result.put("createdWebhookId", id);
            } else {
                result.putArray("errors").add(why);
            }
        }
        return ApiReply.json(200, reply.toString());
    }

    private @Nullable String refusal(String address, JsonNode one) {
        if (!made.isEmpty() && !address.equals(url)) {
            return "Only a single URL per app is allowed to be registered via REST API.";
        }
        if (made.size() >= MAX) {
            return "The maximum number of webhooks that can be registered was reached.";
        }
        for (var event : one.path("events")) {
            if (!event.asText().matches("jira:issue_.*|comment_.*|issue_property_.*")) {
                return "Unrecognized event " + event.asText();
            }
        }
        var clause = CLAUSE.matcher(one.path("jqlFilter").asText());
        return clause.matches() ? refusal(clause) : "The JQL filter cannot be empty.";
    }

    private static @Nullable String refusal(Matcher clause) {
        if (!FIELDS.contains(clause.group(1).toLowerCase(Locale.ROOT))) {
            return "The clause " + clause.group(1) + " is unsupported";
        }
        return clause.group(2).startsWith("is")
                ? "Operator " + clause.group(2) + " is unsupported"
                : null;
    }

    private ApiReply refresh(JsonNode asked, Instant now) {
        var end = now.plus(LIFE);
        ids(asked).forEach(id -> made.computeIfPresent(id, (_, one) -> one.until(end)));
        return ApiReply.json(200, Json.object().put("expirationDate", DATE.format(end)).toString());
    }

    private static List<Long> ids(JsonNode asked) {
        var ids = new ArrayList<Long>();
        asked.path("webhookIds").forEach(one -> ids.add(one.asLong()));
        return ids;
    }
}
