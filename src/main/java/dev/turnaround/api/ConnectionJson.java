package dev.turnaround.api;

import dev.turnaround.connection.Live;
import dev.turnaround.model.Fetch;
import dev.turnaround.store.InstalledHook;
import dev.turnaround.store.SecretRotation;
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

    /// A connection with what is known of its webhooks at the provider.
    ///
    /// @param installed of all connections
    /// @param rotations of all connections
    static Map<String, @Nullable Object> of(
            Live one,
            WebhookSight seen,
            URI webhook,
            List<InstalledHook> installed,
            List<SecretRotation> rotations) {
        var told = webhook(webhook, seen);
        told.put(
                "installed",
                installed.stream()
                        .filter(hook -> hook.connection().equals(one.id()))
                        .map(ConnectionJson::hook)
                        .toList());
        told.put(
                "rotation",
                rotations.stream()
                        .filter(rotation -> rotation.connection().equals(one.id()))
                        .map(ConnectionJson::rotation)
                        .findFirst()
                        .orElse(null));
        var json = of(one, seen, webhook);
        json.put("webhook", told);
        return json;
    }

    /// A webhook that was installed.
    static Map<String, @Nullable Object> hook(InstalledHook hook) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("scope", hook.scope());
        json.put("target", hook.target());
        json.put("state", hook.state().word());
        json.put("reason", hook.why());
        json.put("installedAt", hook.installedAt());
        json.put("lookedAt", hook.lookedAt());
        json.put("expiresAt", hook.expiresAt());
        return json;
    }

    private static Map<String, @Nullable Object> rotation(SecretRotation rotation) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("beganAt", rotation.beganAt());
        json.put("oldCountsUntil", rotation.dropAt());
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
