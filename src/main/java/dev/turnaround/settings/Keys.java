package dev.turnaround.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every key that a configuration file may have, by the path of its section.
///
/// A section that is missing here (`auth` and what is below it) takes any key: a provider
/// interprets it.
final class Keys {
    static final String ROOT = "";

    static final Map<String, List<String>> BY_SECTION =
            Map.of(
                    ROOT,
                    List.of(
                            "server",
                            "database",
                            "admin",
                            "access",
                            "sync",
                            "people",
                            "connections"),
                    "server",
                    List.of("host", "port", "publicUrl"),
                    "database",
                    List.of("url", "dataDir"),
                    "admin",
                    List.of("token"),
                    "access",
                    List.of("session", "trustedProxies", "oidc"),
                    "access.session",
                    List.of("idleHours", "maxHours"),
                    "access.oidc",
                    List.of(
                            "issuer",
                            "clientId",
                            "clientSecret",
                            "rolesClaim",
                            "adminRoles",
                            "readRoles",
                            "scopes"),
                    "sync",
                    List.of("dailyAt", "zone", "backfillDays"),
                    "people",
                    List.of("unlinked"),
                    "connections[]",
                    List.of(
                            "id",
                            "provider",
                            "url",
                            "webhook",
                            "auth",
                            "repositories",
                            "projects"));

    private Keys() {}

    /// The keys of the section at `path`, or null if it takes any.
    static @Nullable List<String> of(String path) {
        return BY_SECTION.get(path.replaceAll("\\[\\d+]", "[]"));
    }
}
