package dev.turnaround.settings;

import dev.turnaround.model.Fetch;
import dev.turnaround.settings.Settings.Connection;
import dev.turnaround.settings.Settings.Credential;
import dev.turnaround.settings.Settings.Selection;
import dev.turnaround.settings.Settings.Webhook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads the list of connections.
final class ConnectionReader {
    private static final int SECRETS_MAX = 2;
    private static final String SECRETS = "secrets";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl},]+");

    private final Reading reading;
    private final Set<String> providers;

    ConnectionReader(Reading reading, Set<String> providers) {
        this.reading = reading;
        this.providers = new TreeSet<>(providers);
    }

    /// The connections that could be read; the others have their problems noted.
    List<Connection> read(Section root) {
        var connections = new ArrayList<Connection>();
        var ids = new HashSet<String>();
        var index = 0;
        for (var item : root.items("connections")) {
            var path = "connections[" + index++ + "]";
            if (!(item instanceof MappingNode)) {
                reading.refuse(
                        reading.place(item), path, "a connection with id, provider and webhook");
                continue;
            }
            var section = new Section(reading, path, reading.place(item), item);
            var connection = connection(section);
            if (connection == null) {
                continue;
            }
            if (!ids.add(connection.id())) {
                section.refuse(
                        "id",
                        "an id that no other connection has, not \"" + connection.id() + "\"");
            }
            connections.add(connection);
        }
        return connections;
    }

    /// One connection; null when it could not be read, with its problems noted.
    @Nullable Connection connection(Section section) {
        var id =
                section.required(
                        "id",
                        "lower-case letters, digits and hyphens, at most 63 and no hyphen first",
                        text -> ID.matcher(text).matches() ? text : null);
        var provider =
                section.required(
                        "provider",
                        "one of " + String.join(", ", providers),
                        text -> providers.contains(text) ? text : null);
        var url = section.readUnseen("url", WebUrl.EXPECTED, WebUrl::parse);
        var webhook = webhook(section);
        var auth = group(section.section("auth"));
        var owners = names(section, "owners");
        var except = names(section, "except");
        var repositories = selection(section, "repositories", owners, except);
        var projects = selection(section, "projects", List.of(), except);
        var fetch = fetch(section.section("fetch"));
        refuseBesideList(section, "owners", owners, repositories, projects);
        refuseBesideList(section, "except", except, repositories, projects);
        if (id == null || provider == null) {
            return null;
        }
        return new Connection(id, provider, url, webhook, auth, repositories, projects, fetch);
    }

    private static Fetch fetch(Section section) {
        return new Fetch(
                section.flag("pullRequests", true),
                section.flag("issues", true),
                section.flag("projects", true),
                section.flag("commits", true));
    }

    /// Who lists names has said which; what is to be left out of a list is not on it.
    private static void refuseBesideList(
            Section section, String key, List<String> names, Selection... selections) {
        if (!names.isEmpty()
                && Arrays.stream(selections).anyMatch(one -> one instanceof Selection.Listed)) {
            section.refuse(key, "this only where all are taken, not beside a list of names");
        }
    }

    private List<String> names(Section section, String key) {
        var path = section.path(key);
        if (reading.override(path) instanceof Value.Text(var text, var place, _)) {
            return listed(text, place, path).names();
        }
        return switch (section.node(key)) {
            case null -> List.of();
            case SequenceNode sequence -> listed(sequence, path).names();
            default -> {
                section.refuse(key, "a list of names");
                yield List.of();
            }
        };
    }

    private Webhook webhook(Section connection) {
        var section = connection.section("webhook");
        var problemsBefore = reading.problemCount();
        var secrets = new LinkedHashMap<String, List<Secret>>();
        for (var key : section.keys()) {
            // Any further key is some provider's own, so that only a near miss can be told from
            // one.
            if (!key.equals(SECRETS) && Nearest.changes(key, SECRETS) <= 2) {
                section.refuse(key, "a known key; did you mean " + SECRETS + "?");
            } else {
                secrets.put(key, secrets(section, key));
            }
        }
        var none = secrets.values().stream().allMatch(List::isEmpty);
        if (none && reading.problemCount() == problemsBefore) {
            section.refuse(
                    SECRETS,
                    "a webhook secret: without one anybody could post made-up deliveries to this connection");
        }
        var common = secrets.remove(SECRETS);
        return new Webhook(common == null ? List.of() : common, secrets);
    }

    private List<Secret> secrets(Section section, String key) {
        var node = section.node(key);
        if (node == null) {
            return List.of();
        }
        var secrets = new ArrayList<Secret>();
        if (!(node instanceof SequenceNode sequence)) {
            addSecret(secrets, section.path(key), section.value(key));
            return secrets;
        }
        var index = 0;
        for (var item : sequence.getValue()) {
            var path = section.path(key) + "[" + index++ + "]";
            addSecret(secrets, path, valueOfItem(path, item));
        }
        if (index > SECRETS_MAX) {
            section.refuse(key, "at most two: the old and the new one, while rotating");
        }
        return secrets;
    }

    private void addSecret(List<Secret> secrets, String path, Value value) {
        if (!(value instanceof Value.Text(var text, var place, _))) {
            return;
        }
        if (text.isBlank()) {
            reading.refuse(
                    place,
                    path,
                    "a secret that is not empty: anybody could sign with an empty one");
            return;
        }
        secrets.add(Secret.of(text));
    }

    private Value valueOfItem(String path, Node item) {
        var value = reading.value(path, item);
        return value instanceof Value.Absent
                ? reading.refuse(reading.place(item), path, "a value that is not empty")
                : value;
    }

    private Credential.Group group(Section section) {
        var entries = new LinkedHashMap<String, Credential>();
        for (var key : section.keys()) {
            if (section.node(key) instanceof MappingNode) {
                entries.put(key, group(section.section(key)));
                continue;
            }
            switch (section.value(key)) {
                case Value.Text(var text, var place, _) when text.isBlank() ->
                        reading.refuse(place, section.path(key), "a value that is not empty");
                case Value.Text(var text, _, _) ->
                        entries.put(key, new Credential.Single(Secret.of(text)));
                case Value.Absent _ -> section.refuse(key, "a value that is not empty");
                case Value.Refused _ -> {}
            }
        }
        return new Credential.Group(entries);
    }

    private Selection selection(
            Section section, String key, List<String> owners, List<String> except) {
        var path = section.path(key);
        var all = new Selection.All(owners, except);
        if (reading.override(path) instanceof Value.Text(var text, var place, _)) {
            return text.equals("all") ? all : listed(text, place, path);
        }
        if (!section.keys().contains(key)) {
            return all;
        }
        return switch (section.node(key)) {
            case SequenceNode sequence -> listed(sequence, path);
            case ScalarNode scalar when YamlText.text(scalar).equals("all") -> all;
            case null, default -> {
                // A list with all its items commented out must not become "all".
                section.refuse(key, "all, or a list of names ([] for none yet)");
                yield all;
            }
        };
    }

    private Selection.Listed listed(String text, Place place, String path) {
        var names = List.of(text.split("\\s*,\\s*", -1));
        for (var name : names) {
            check(name, place, path);
        }
        return new Selection.Listed(names);
    }

    private Selection.Listed listed(SequenceNode sequence, String path) {
        var names = new LinkedHashSet<String>();
        var index = 0;
        for (var item : sequence.getValue()) {
            var itemPath = path + "[" + index++ + "]";
            if (!(valueOfItem(itemPath, item) instanceof Value.Text(var name, var place, _))) {
                continue;
            }
            check(name, place, itemPath);
            if (!names.add(name)) {
                reading.refuse(place, itemPath, "each name once");
            }
        }
        return new Selection.Listed(List.copyOf(names));
    }

    private void check(String name, Place place, String path) {
        if (!NAME.matcher(name).matches()) {
            reading.refuse(place, path, "a name without spaces or commas");
        }
    }
}
