package dev.turnaround.connection;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The webhook secrets of a connection, as its provider is to have them.
public final class ConnectionSecrets {

    private ConnectionSecrets() {}

    /// The secrets: those that were given for webhooks, and what of the credentials proves
    /// deliveries too.
    ///
    /// @param index the place of the connection in the list of the settings
    /// @throws dev.turnaround.provider.UnusableSecrets when one is empty
    public static WebhookSecrets of(
            int index, Settings.Connection connection, @Nullable Provider provider) {
        var byKind = new LinkedHashMap<String, List<String>>();
        var webhook = connection.webhook();
        webhook.others().forEach((kind, secrets) -> byKind.put(kind, revealed(secrets)));
        if (!webhook.secrets().isEmpty()) {
            byKind.put(WebhookSecrets.COMMON, revealed(webhook.secrets()));
        }
        if (provider != null) {
            var proving = provider.provingSecrets(Opening.credentials(connection.auth()));
            proving.forEach(
                    (kind, secret) -> byKind.merge(kind, List.of(secret), ConnectionSecrets::both));
        }
        return new WebhookSecrets("connections[" + index + "].webhook", byKind);
    }

    private static List<String> both(List<String> given, List<String> more) {
        var both = new LinkedHashSet<>(given);
        both.addAll(more);
        return List.copyOf(both);
    }

    private static List<String> revealed(List<Secret> secrets) {
        return secrets.stream().map(Secret::reveal).toList();
    }
}
