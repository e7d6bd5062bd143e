package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A Jira Cloud site that sends signed webhooks, in the shape of
/// <https://developer.atlassian.com/cloud/jira/platform/webhooks/>.
final class JiraHook {
    static final String CONNECTION = "acme-jira";
    private static final String SECRET = "a secret of the tracker";
    private static final String SITE = "https://acme.atlassian.net";

    private int deliveries;
    private int changes = 1_000;

    static Settings.Connection connection(Settings.Selection projects) {
        return new Settings.Connection(
                CONNECTION,
                "jira",
                null,
                new Settings.Webhook(List.of(Secret.of(SECRET)), Map.of()),
                new Settings.Credential.Group(Map.of()),
                new Settings.Selection.All(),
                projects);
    }

    static HttpResponse<String> send(TestClient to, WebhookRequest webhook) {
        var request =
                HttpRequest.newBuilder(to.uri("/webhooks/" + CONNECTION))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
        webhook.headers().forEach(request::header);
        return to.send(request.build());
    }

    /// One issue, with what it shows now.
    final class Issue {
        private final String id;
        private final Instant createdAt;
        private String key;
        private String status = "todo";
        private String summary = "Keep the keys of retries";
        private String description = "";
        private boolean complete;

        Issue(String id, String key, Instant createdAt) {
            this.id = id;
            this.key = key;
            this.createdAt = createdAt;
        }

        /// Nothing is left to be filled in.
        Issue complete() {
            complete = true;
            description = "Whoever retries within a day gets the same answer as before. ".repeat(2);
            return this;
        }

        WebhookRequest created() {
            return send("jira:issue_created", createdAt, null, null);
        }

        WebhookRequest moved(Instant at, String to) {
            var from = status;
            status = to;
            return send(
                    "jira:issue_updated",
                    at,
                    item("status", number(from), from, number(to), to),
                    null);
        }

        WebhookRequest renamed(Instant at, String to) {
            var from = key;
            key = to;
            return send("jira:issue_updated", at, item("Key", null, from, null, to), null);
        }

        WebhookRequest touched(Instant at) {
            return send("jira:issue_updated", at, null, null);
        }

        WebhookRequest commented(Instant at, String who) {
            return send(
                    "comment_created",
                    at,
                    null,
                    new JsonObject()
                            .put("id", Integer.toString(++changes))
                            .put("body", "A remark.")
                            .put("created", at.toString().replace("Z", ".000+0000"))
                            .put("author", user(who))
                            .put("updateAuthor", user(who)));
        }

        WebhookRequest deleted(Instant at) {
            return send("jira:issue_deleted", at, null, null);
        }

        private JsonObject item(
                String field,
                @Nullable String from,
                String fromName,
                @Nullable String to,
                String name) {
            return new JsonObject()
                    .put("field", field)
                    .put("from", from)
                    .put("fromString", fromName)
                    .put("to", to)
                    .put("toString", name);
        }

        private WebhookRequest send(
                String event, Instant at, @Nullable JsonObject item, @Nullable JsonObject comment) {
            var fields =
                    new JsonObject()
                            .put("created", createdAt.toString().replace("Z", ".000+0000"))
                            .put("updated", at.toString().replace("Z", ".000+0000"))
                            .put("project", project(key))
                            .put("issuetype", new JsonObject().put("name", "Story"))
                            .put("priority", new JsonObject().put("name", "High"))
                            .put("status", status(status))
                            .put("summary", summary)
                            .put("description", description)
                            .put("creator", user("mia"))
                            .put("assignee", complete ? user("omar") : null)
                            .put("parent", complete ? new JsonObject().put("id", "9001") : null)
                            .put("timeoriginalestimate", complete ? 3_600 : null);
            var body =
                    new JsonObject()
                            .put("timestamp", at.toEpochMilli())
                            .put("webhookEvent", event)
                            .put("user", user("mia"))
                            .put(
                                    "issue",
                                    new JsonObject()
                                            .put("id", id)
                                            .put("key", key)
                                            .put("self", SITE + "/rest/api/2/" + id)
                                            .put("fields", fields));
            if (item != null) {
                body.put(
                        "changelog",
                        new JsonObject()
                                .put("id", Integer.toString(++changes))
                                .put("items", new JsonArray().add(item)));
            }
            if (comment != null) {
                body.put("comment", comment);
            }
            return signed(body);
        }
    }

    Issue issue(String id, String key, Instant createdAt) {
        return new Issue(id, key, createdAt);
    }

    private static JsonObject project(String key) {
        var name = key.substring(0, key.indexOf('-'));
        var id =
                switch (name) {
                    case "PAY" -> "10020";
                    case "OPS" -> "10021";
                    default -> "10099";
                };
        return new JsonObject().put("id", id).put("key", name);
    }

    private static String number(String status) {
        return switch (status) {
            case "todo" -> "1";
            case "doing" -> "3";
            default -> "5";
        };
    }

    private static JsonObject status(String status) {
        var category =
                switch (status) {
                    case "todo" -> "new";
                    case "doing" -> "indeterminate";
                    default -> "done";
                };
        return new JsonObject()
                .put("id", number(status))
                .put("name", status)
                .put("statusCategory", new JsonObject().put("key", category));
    }

    private static JsonObject user(String name) {
        return new JsonObject()
                .put("accountId", "account-" + name)
                .put("displayName", name)
                .put("accountType", "atlassian");
    }

    private WebhookRequest signed(JsonObject json) {
        var body = json.encode().getBytes(UTF_8);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Atlassian-Webhook-Identifier", "delivery-" + ++deliveries);
        headers.put("X-Hub-Signature", "sha256=" + signature(body));
        return new WebhookRequest(headers, body);
    }

    private static String signature(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
