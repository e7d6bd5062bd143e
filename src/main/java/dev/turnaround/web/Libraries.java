package dev.turnaround.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The libraries of the page, as a browser's import map names them.
///
/// The build unpacks each into a folder that ends in its release, so the address of a library names
/// its version and nothing here has to.
/// <https://html.spec.whatwg.org/multipage/webappapis.html#import-maps>
final class Libraries {
    /// To add a library: one line here, and one `artifactItem` in the build.
    private static final List<Library> ALL =
            List.of(
                    new Library("lit", "lit", "index.js"),
                    new Library("lit-html", "lit-html", "lit-html.js"),
                    new Library("lit-element", "lit-element", "index.js"),
                    new Library("@lit/reactive-element", "reactive-element", "reactive-element.js"),
                    new Library("echarts", "echarts", "dist/echarts.esm.min.mjs"),
                    new Library("swagger-ui", "swagger-ui", "swagger-ui-bundle.js"));

    private Libraries() {}

    /// @param name in imports
    /// @param folder below `modules/`
    /// @param entry the file that the bare name means
    private record Library(String name, String folder, String entry) {}

    /// The addresses of all names.
    ///
    /// @param files paths below the web folder
    /// @throws IllegalStateException when a library was not unpacked, or in two releases
    static Map<String, String> importMap(Set<String> files) {
        var imports = new LinkedHashMap<String, String>();
        for (var library : ALL) {
            var folder = release(library, files);
            imports.put(library.name(), folder + library.entry());
            imports.put(library.name() + "/", folder);
        }
        return imports;
    }

    private static String release(Library library, Set<String> files) {
        var prefix = "modules/" + library.folder() + "/";
        var releases = new TreeMap<String, String>();
        for (var file : files) {
            var end = file.indexOf('/', prefix.length());
            if (file.startsWith(prefix) && file.endsWith("/" + library.entry()) && end > 0) {
                releases.put(file.substring(0, end), "/" + file.substring(0, end + 1));
            }
        }
        if (releases.size() != 1) {
            throw new IllegalStateException(
                    library.name() + " was unpacked in these releases: " + releases.keySet());
        }
        return releases.firstEntry().getValue();
    }
}
