package dev.turnaround.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The environment variables that override keys, and those that look as if they did.
///
/// A key's variable is its path in capitals: `connections[0].url` is
/// `TURNAROUND_CONNECTIONS_0_URL`. Words of a camelCase key may be parted or not. An empty variable
/// counts as not set, because Compose files pass those on.
final class Variables {
    private static final String PREFIX = "TURNAROUND_";

    private final Map<String, String> environment;
    private final Set<String> known = new TreeSet<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    /// The variables that are set for the key at `path`; more than one if both spellings are.
    List<String> overriding(String path) {
        var names = new TreeSet<>(List.of(name(path), name(parted(path))));
        known.addAll(names);
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .toList();
    }

    /// The value of a variable that is set.
    String value(String name) {
        return environment.getOrDefault(name, "");
    }

    /// A sentence for each variable that names neither a setting nor one of `references`.
    List<String> warnings(Set<String> references) {
        var warnings = new ArrayList<String>();
        for (var name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(PREFIX) && !known.contains(name) && !references.contains(name)) {
                warnings.add(
                        "the environment variable "
                                + name
                                + " names no setting"
                                + suggestion(name));
            }
        }
        return warnings;
    }

    private String suggestion(String name) {
        // Without the prefix, which would make all variables alike.
        var words = known.stream().map(other -> other.substring(PREFIX.length())).toList();
        var nearest = Nearest.to(name.substring(PREFIX.length()), words);
        return nearest == null ? "" : "; did you mean " + PREFIX + nearest + "?";
    }

    private static String parted(String path) {
        return path.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    }

    private static String name(String path) {
        var words = path.replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("_$", "");
        return PREFIX + words.toUpperCase(Locale.ROOT);
    }
}
