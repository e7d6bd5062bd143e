package dev.turnaround.settings;

import dev.turnaround.model.Fetch;
import dev.turnaround.settings.Settings.Connection;
import dev.turnaround.settings.Settings.Credential;
import dev.turnaround.settings.Settings.Selection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// A single connection as a JSON text with the keys of the file. JSON is YAML, so the rules are the
/// file's own; but nothing in it refers to a variable or a file of this machine, because it may
/// come from outside.
public final class ConnectionText {
    private static final String SOURCE = "connection";

    private final Set<String> providers;

    /// Texts of connections to these providers.
    public ConnectionText(Set<String> providers) {
        this.providers = Set.copyOf(providers);
    }

    /// Reads one.
    ///
    /// @throws InvalidSettings naming each key that is wrong
    public Connection read(String json) throws InvalidSettings {
        var reading = Reading.asWritten(SOURCE);
        @Nullable Node node = new YamlText(SOURCE).read(json);
        var place = node == null ? new Place.WholeFile(SOURCE) : reading.place(node);
        var connection =
                new ConnectionReader(reading, providers)
                        .connection(new Section(reading, Keys.CONNECTION, place, node));
        throwProblems(reading);
        if (connection == null) {
            throw new IllegalStateException("a connection that is neither read nor refused");
        }
        return connection;
    }

    private static void throwProblems(Reading reading) throws InvalidSettings {
        try {
            reading.throwProblems();
        } catch (InvalidSettings invalid) {
            throw new InvalidSettings(
                    invalid.problems().stream()
                            .map(one -> new Problem(one.place(), inside(one.key()), one.expected()))
                            .toList());
        }
    }

    /// The path of a key as seen from the connection.
    public static String inside(String key) {
        return key.startsWith(Keys.CONNECTION + ".")
                ? key.substring(Keys.CONNECTION.length() + 1)
                : key;
    }

    /// Writes one, with all its secrets.
    public static String write(Connection connection) {
        var webhook = new JsonObject();
        if (!connection.webhook().secrets().isEmpty()) {
            webhook.put("secrets", revealed(connection.webhook().secrets()));
        }
        connection
                .webhook()
                .others()
                .forEach((kind, secrets) -> webhook.put(kind, revealed(secrets)));
        var json = new JsonObject();
        json.put("id", connection.id()).put("provider", connection.provider());
        if (connection.url() != null) {
            json.put("url", connection.url().toString());
        }
        json.put("webhook", webhook);
        json.put("auth", group(connection.auth()));
        json.put("repositories", selection(connection.repositories()));
        json.put("projects", selection(connection.projects()));
        for (var selection : List.of(connection.projects(), connection.repositories())) {
            if (selection instanceof Selection.All(var owners, var except)) {
                putUnlessEmpty(json, "owners", owners);
                putUnlessEmpty(json, "except", except);
            }
        }
        if (!connection.fetch().equals(Fetch.ALL)) {
            json.put("fetch", fetch(connection.fetch()));
        }
        return json.encode();
    }

    private static JsonArray revealed(List<Secret> secrets) {
        return new JsonArray(secrets.stream().map(Secret::reveal).toList());
    }

    private static JsonObject group(Credential.Group group) {
        var json = new JsonObject();
        group.entries()
                .forEach((key, given) -> {
                    switch (given) {
                        case Credential.Single(var value) -> json.put(key, value.reveal());
                        case Credential.Group inner -> json.put(key, group(inner));
                    }
                });
        return json;
    }

    private static void putUnlessEmpty(JsonObject json, String key, List<String> names) {
        if (!names.isEmpty()) {
            json.put(key, new JsonArray(names));
        }
    }

    private static JsonObject fetch(Fetch fetch) {
        return new JsonObject()
                .put("pullRequests", fetch.pullRequests())
                .put("issues", fetch.issues())
                .put("projects", fetch.projects())
                .put("commits", fetch.commits());
    }

    private static Object selection(Selection selection) {
        return switch (selection) {
            case Selection.All _ -> "all";
            case Selection.Listed(var names) -> new JsonArray(names);
        };
    }
}
