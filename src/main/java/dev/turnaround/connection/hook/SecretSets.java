package dev.turnaround.connection.hook;

import dev.turnaround.connection.Live;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.settings.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The webhook secrets of a connection by kind, the newest of each first.
final class SecretSets {

    private SecretSets() {}

    static Map<String, List<String>> of(Live connection) {
        var webhook = connection.given().webhook();
        var sets = new LinkedHashMap<String, List<String>>();
        if (!webhook.secrets().isEmpty()) {
            sets.put(WebhookSecrets.COMMON, revealed(webhook.secrets()));
        }
        webhook.others()
                .forEach((kind, secrets) -> {
                    if (!secrets.isEmpty()) {
                        sets.put(kind, revealed(secrets));
                    }
                });
        return sets;
    }

    private static List<String> revealed(List<Secret> secrets) {
        return secrets.stream().map(Secret::reveal).toList();
    }

    /// The connection's text with other secrets of some kinds.
    static String with(String connection, Map<String, List<String>> sets) {
        var json = new JsonObject(connection);
        var webhook = json.getJsonObject("webhook");
        sets.forEach((kind, secrets) -> webhook.put(kind, new JsonArray(secrets)));
        return json.encode();
    }
}
