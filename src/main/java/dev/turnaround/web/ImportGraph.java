package dev.turnaround.web;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which modules a browser loads with another one, so that the page can name them all at once
/// instead of one round trip for each level of imports.
///
/// Follows `import … from` and `export … from`. What is imported on demand, `import(…)`, is left
/// out: the point of it is to be loaded later.
final class ImportGraph {
    private static final Pattern STATIC_IMPORT =
            Pattern.compile(
                    "(?:^|[;}\\s])(?:import|export)\\b(?:[^'\"();]*?\\bfrom)?\\s*[\"']([^\"']+)[\"']");

    private final Map<String, String> importMap;
    private final Function<String, @Nullable String> sources;

    /// @param sources the text of a module by its address; null when there is no such module
    ImportGraph(Map<String, String> importMap, Function<String, @Nullable String> sources) {
        this.importMap = importMap;
        this.sources = sources;
    }

    /// The addresses of the module and of all that it imports, directly or not.
    ///
    /// @throws IllegalStateException when one imports what is not there
    SequencedSet<String> from(String start) {
        var loaded = new TreeSet<String>();
        var waiting = new ArrayDeque<String>();
        loaded.add(start);
        waiting.add(start);
        while (!waiting.isEmpty()) {
            var module = waiting.remove();
            var source = sources.apply(module);
            if (source == null) {
                throw new IllegalStateException("there is no module " + module);
            }
            var imports = STATIC_IMPORT.matcher(source);
            while (imports.find()) {
                var address = resolve(imports.group(1), module);
                if (loaded.add(address)) {
                    waiting.add(address);
                }
            }
        }
        return loaded;
    }

    private String resolve(String specifier, String module) {
        if (specifier.startsWith(".")) {
            return URI.create(module).resolve(specifier).getPath();
        }
        var exact = importMap.get(specifier);
        if (exact != null) {
            return exact;
        }
        for (var slash = specifier.lastIndexOf('/');
                slash > 0;
                slash = specifier.lastIndexOf('/', slash - 1)) {
            var folder = importMap.get(specifier.substring(0, slash + 1));
            if (folder != null) {
                return folder + specifier.substring(slash + 1);
            }
        }
        throw new IllegalStateException(module + " imports " + specifier + ", which nothing maps");
    }
}
