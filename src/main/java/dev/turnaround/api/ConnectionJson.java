package dev.turnaround.api;

import dev.turnaround.connection.Live;
import dev.turnaround.model.Fetch;
import dev.turnaround.store.WebhookSight;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Connections as the contract shows them: of secrets the last characters and the date.
final class ConnectionJson {

    private ConnectionJson() {}

    /// A connection.
    ///
    /// @param webhook where its webhooks are to be posted
    static Map<String, @Nullable Object> of(Live one, WebhookSight seen, URI webhook) {
        var selected = one.selected();
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", one.id());
        json.put("provider", one.provider());
        json.put("url", one.line().address());
        json.put("origin", one.origin().word());
        json.put("credentials", one.line().api() != null);
        json.put("secrets", secrets(one));
        json.put("repositories", selected == null ? "all" : selected);
        json.put("owners", one.owners());
        json.put("except", one.except());
        json.put("fetch", fetch(one.fetch()));
        json.put("lastDeliveryAt", seen.lastDeliveryAt());
        json.put("webhook", webhook(webhook, seen));
        return json;
    }

    private static Map<String, Boolean> fetch(Fetch fetch) {
        var json = new LinkedHashMap<String, Boolean>();
        json.put("pullRequests", fetch.pullRequests());
        json.put("issues", fetch.issues());
        json.put("projects", fetch.projects());
        json.put("commits", fetch.commits());
        return json;
    }

    private static List<Map<String, @Nullable Object>> secrets(Live one) {
        return one.secrets().stream()
                .map(shown -> {
                    var json = new LinkedHashMap<String, @Nullable Object>();
                    json.put("key", shown.key());
                    json.put("endsWith", shown.hint());
                    json.put("setAt", shown.setAt());
                    return (Map<String, @Nullable Object>) json;
                })
                .toList();
    }

    private static Map<String, @Nullable Object> webhook(URI url, WebhookSight seen) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("url", url);
        json.put("state", state(seen.lastDeliveryAt(), seen.lastRejectedAt()));
        json.put("lastRejectedAt", seen.lastRejectedAt());
        json.put("reason", seen.why());
        return json;
    }

    private static String state(@Nullable Instant delivered, @Nullable Instant rejected) {
        if (rejected != null && (delivered == null || rejected.isAfter(delivered))) {
            return "refused";
        }
        return delivered == null ? "never_seen" : "seen";
    }
}
