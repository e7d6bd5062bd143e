package dev.turnaround.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every key that a configuration file may have, by the path of its section.
///
/// A section that is missing here takes any key: a provider interprets `auth` and what is below it,
/// Kafka its `properties`.
final class Keys {
    static final String ROOT = "";

    /// The section of a connection that stands alone.
    static final String CONNECTION = "connections[0]";

    private static final String[] DAYS = {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    };

    static final Map<String, List<String>> BY_SECTION =
            Map.ofEntries(
                    entry(
                            ROOT,
                            "server",
                            "database",
                            "admin",
                            "access",
                            "sync",
                            "people",
                            "metrics",
                            "calendar",
                            "secrets",
                            "outgoing",
                            "limits",
                            "retention",
                            "log",
                            "tracing",
                            "ingest",
                            "connections"),
                    entry("server", "host", "port", "publicUrl", "tls", "drainSeconds"),
                    entry("server.tls", "certificate", "key"),
                    entry("database", "url", "dataDir", "port"),
                    entry("admin", "token"),
                    entry("access", "session", "trustedProxies", "oidc"),
                    entry("access.session", "idleHours", "maxHours"),
                    entry(
                            "access.oidc",
                            "issuer",
                            "clientId",
                            "clientSecret",
                            "rolesClaim",
                            "adminRoles",
                            "readRoles",
                            "scopes"),
                    entry("sync", "dailyAt", "zone", "backfillDays"),
                    entry("people", "unlinked"),
                    entry("metrics", "byAuthor", "repositoryLabel", "requiredApprovals", "score"),
                    entry(
                            "metrics.score",
                            "summary",
                            "summaryChars",
                            "description",
                            "descriptionChars",
                            "assignee",
                            "typeAndPriority",
                            "estimate",
                            "parent",
                            "commenter",
                            "commentersMax",
                            "move",
                            "movesMax",
                            "link",
                            "linksMax"),
                    entry("calendar", "default", "teams"),
                    entry("calendar.default", "zone", "week", "holidays"),
                    entry("calendar.default.week", DAYS),
                    entry("calendar.teams[]", "name", "zone", "week", "holidays"),
                    entry("calendar.teams[].week", DAYS),
                    entry("secrets", "keyset"),
                    entry("outgoing", "deny"),
                    entry("limits", "addressPerSecond", "connectionPerSecond"),
                    entry("retention", "deliveryDays"),
                    entry("log", "format", "level"),
                    entry("tracing", "otlp", "service", "sample"),
                    entry("ingest", "log", "kafka"),
                    entry("ingest.kafka", "servers", "topic", "group", "properties"),
                    entry(
                            "connections[]",
                            "id",
                            "provider",
                            "url",
                            "webhook",
                            "auth",
                            "repositories",
                            "projects",
                            "owners",
                            "except",
                            "fetch"),
                    entry("connections[].fetch", "pullRequests", "issues", "projects", "commits"));

    private static Map.Entry<String, List<String>> entry(String section, String... keys) {
        return Map.entry(section, List.of(keys));
    }

    private Keys() {}

    /// The keys of the section at `path`, or null if it takes any.
    static @Nullable List<String> of(String path) {
        return BY_SECTION.get(path.replaceAll("\\[\\d+]", "[]"));
    }
}
