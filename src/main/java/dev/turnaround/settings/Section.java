package dev.turnaround.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A group of keys at one path; empty if the file has none.
///
/// Making one notes keys that are unknown or given twice.
final class Section {
    private final Reading reading;
    private final String path;
    private final Place place;
    private final Map<String, Node> entries = new LinkedHashMap<>();

    /// The section that `node` holds; a null node is a section without keys.
    Section(Reading reading, String path, Place place, @Nullable Node node) {
        this.reading = reading;
        this.path = path;
        this.place = place;
        if (node == null || Reading.isNothing(node)) {
            return;
        }
        reading.given(path, place);
        if (!(node instanceof MappingNode mapping)) {
            reading.refuse(place, path, "keys and values" + oneOf(Keys.of(path)));
            return;
        }
        mapping.getValue().forEach(this::add);
    }

    /// The keys that the file gives, in its order.
    Set<String> keys() {
        return entries.keySet();
    }

    /// The path of a key of this section.
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// The node of a key; null if it is not given or says nothing.
    @Nullable Node node(String key) {
        var node = entries.get(key);
        return node == null || Reading.isNothing(node) ? null : node;
    }

    Section section(String key) {
        var node = entries.get(key);
        return new Section(reading, path(key), node == null ? place : reading.place(node), node);
    }

    /// The items of a list; none if the key is not given.
    List<Node> items(String key) {
        var node = node(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            refuse(key, "a list");
            return List.of();
        }
        return sequence.getValue();
    }

    Value value(String key) {
        var node = entries.get(key);
        return node == null ? reading.override(path(key)) : reading.value(path(key), node);
    }

    /// The value of a key as `parser` understands it; `whenAbsent` also after a problem, which is
    /// noted.
    <T> T read(String key, T whenAbsent, String expected, Function<String, @Nullable T> parser) {
        var parsed = readOrNull(key, expected, parser);
        return parsed == null ? whenAbsent : parsed;
    }

    /// A yes or no.
    boolean flag(String key, boolean whenAbsent) {
        return read(
                key,
                whenAbsent,
                "true or false",
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> null;
                        });
    }

    /// The value of a key as `parser` understands it; null if it is absent, or after a problem,
    /// which is noted.
    <T> @Nullable T readOrNull(String key, String expected, Function<String, @Nullable T> parser) {
        return parsed(key, value(key), expected, parser);
    }

    /// The same, where absence is a problem as well.
    <T> @Nullable T required(String key, String expected, Function<String, @Nullable T> parser) {
        var value = value(key);
        if (value instanceof Value.Absent) {
            refuse(key, expected);
        }
        return parsed(key, value, expected, parser);
    }

    /// The same as [#readOrNull], without showing what was found: URLs may hold passwords.
    <T> @Nullable T readUnseen(String key, String expected, Function<String, @Nullable T> parser) {
        var value = value(key);
        var unseen =
                value instanceof Value.Text(var text, var place, _)
                        ? new Value.Text(text, place, false)
                        : value;
        return parsed(key, unseen, expected, parser);
    }

    /// Notes a problem with a key, where it stands.
    void refuse(String key, String expected) {
        var node = entries.get(key);
        reading.refuse(node == null ? place : reading.place(node), path(key), expected);
    }

    private <T> @Nullable T parsed(
            String key, Value value, String expected, Function<String, @Nullable T> parser) {
        if (!(value instanceof Value.Text(var text, var where, var literal))) {
            return null;
        }
        var parsed = parser.apply(text);
        if (parsed == null) {
            reading.refuse(where, path(key), expected + (literal ? ", not \"" + text + "\"" : ""));
        }
        return parsed;
    }

    private void add(NodeTuple entry) {
        var keyPlace = reading.place(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
            reading.refuse(keyPlace, path, "plain words as keys");
            return;
        }
        var key = YamlText.text(scalar);
        var known = Keys.of(path);
        if (known != null && !known.contains(key)) {
            var nearest = Nearest.suggestion(key, known);
            reading.refuse(
                    keyPlace,
                    path(key),
                    "a known key" + (nearest.isEmpty() ? oneOf(known) : nearest));
            return;
        }
        reading.given(path(key), keyPlace);
        if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
            reading.refuse(keyPlace, path(key), "each key once, but it is given above already");
        }
    }

    private static String oneOf(@Nullable List<String> known) {
        return known == null ? "" : ": " + String.join(", ", known);
    }
}
