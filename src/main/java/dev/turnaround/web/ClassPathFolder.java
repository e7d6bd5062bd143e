package dev.turnaround.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder of the class path read whole, from a directory or from a jar.
final class ClassPathFolder {
    private ClassPathFolder() {}

    /// All files at and below the folder that holds `file`, by their path relative to it.
    ///
    /// A file is given and not the folder, because a jar need not have entries for folders.
    static SortedMap<String, byte[]> around(URL file) {
        try {
            return file.openConnection() instanceof JarURLConnection inJar
                    ? inJar(inJar)
                    : below(Path.of(file.toURI()).resolveSibling(""));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    private static SortedMap<String, byte[]> inJar(JarURLConnection file)
            throws IOException, URISyntaxException {
        var jar = Path.of(file.getJarFileURL().toURI());
        try (var files = FileSystems.newFileSystem(jar)) {
            return below(files.getPath("/" + file.getEntryName()).resolveSibling(""));
        }
    }

    private static SortedMap<String, byte[]> below(Path folder) throws IOException {
        var contents = new TreeMap<String, byte[]>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = folder.relativize(file).toString();
                contents.put(
                        path.replace(folder.getFileSystem().getSeparator(), "/"),
                        Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
