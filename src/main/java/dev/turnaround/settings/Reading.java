package dev.turnaround.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/// One reading of the settings: the environment it sees, and what it finds wrong on the way.
final class Reading {
    private final String file;
    private final Variables variables;
    private final References references;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final boolean referring;

    Reading(String file, Map<String, String> environment) {
        this(file, environment, true);
    }

    private Reading(String file, Map<String, String> environment, boolean referring) {
        this.file = file;
        this.variables = new Variables(environment);
        this.references = new References(environment);
        this.referring = referring;
    }

    /// A reading that sees no environment, and in which nothing refers to anything.
    static Reading asWritten(String source) {
        return new Reading(source, Map.of(), false);
    }

    /// The value of the key at `path`: the environment's, else what `node` says.
    Value value(String path, Node node) {
        var overridden = override(path);
        return overridden instanceof Value.Absent ? written(path, node) : overridden;
    }

    /// The environment's value of the key at `path`.
    Value override(String path) {
        var names = variables.overriding(path);
        if (names.isEmpty()) {
            return new Value.Absent();
        }
        var place = new Place.Variable(names.getLast());
        if (names.size() > 1) {
            return refuse(place, path, "only one of " + String.join(" and ", names));
        }
        places.put(path, place);
        var text = variables.value(names.getFirst());
        if (!text.startsWith("file:")) {
            return new Value.Text(text, place, true);
        }
        return taken(path, place, references.fromFile(text));
    }

    /// Whether the node says nothing, as a key with all its values commented out does.
    static boolean isNothing(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    Place place(Node node) {
        return new Place.Line(file, node.getStartMark().getLine() + 1);
    }

    void given(String path, Place place) {
        places.put(path, place);
    }

    Value.Refused refuse(Place place, String path, String expected) {
        problems.add(new Problem(place, path, expected));
        return new Value.Refused();
    }

    int problemCount() {
        return problems.size();
    }

    Loaded finish(Settings settings) throws InvalidSettings {
        throwProblems();
        return new Loaded(settings, variables.warnings(references.used()), places);
    }

    void throwProblems() throws InvalidSettings {
        if (!problems.isEmpty()) {
            throw InvalidSettings.sorted(problems);
        }
    }

    private Value written(String path, Node node) {
        if (isNothing(node)) {
            return new Value.Absent();
        }
        var place = place(node);
        if (!(node instanceof ScalarNode scalar)) {
            return refuse(place, path, "a single value");
        }
        var text = YamlText.text(scalar);
        return referring
                ? taken(path, place, references.resolve(text))
                : new Value.Text(text, place, false);
    }

    private Value taken(String path, Place place, References.Resolved resolved) {
        return switch (resolved) {
            case References.Resolved.Literal(var text) -> new Value.Text(text, place, true);
            case References.Resolved.Replaced(var text) -> new Value.Text(text, place, false);
            case References.Resolved.Broken(var expected) -> refuse(place, path, expected);
            case References.Resolved.Unset _ when SettingsReader.MAY_LEAD_NOWHERE.contains(path) ->
                    new Value.Absent();
            case References.Resolved.Unset(var variable) ->
                    refuse(place, path, "the environment variable " + variable + " to be set");
        };
    }
}
