package dev.turnaround.connection;

import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;

/// The webhook secrets of a connection, as its provider is to have them.
public final class ConnectionSecrets {

    private ConnectionSecrets() {}

    /// The secrets.
    ///
    /// @param index the place of the connection in the list of the settings
    /// @throws dev.turnaround.provider.UnusableSecrets when one is empty
    public static WebhookSecrets of(int index, Settings.Connection connection) {
        var byKind = new LinkedHashMap<String, List<String>>();
        var webhook = connection.webhook();
        webhook.others().forEach((kind, secrets) -> byKind.put(kind, revealed(secrets)));
        if (!webhook.secrets().isEmpty()) {
            byKind.put(WebhookSecrets.COMMON, revealed(webhook.secrets()));
        }
        return new WebhookSecrets("connections[" + index + "].webhook", byKind);
    }

    private static List<String> revealed(List<Secret> secrets) {
        return secrets.stream().map(Secret::reveal).toList();
    }
}
