package dev.turnaround.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFolderTest {
    private static final Map<String, String> FILES =
            Map.of("web/index.html", "page", "web/app/main.js", "main", "other/secret", "no");

    @TempDir Path temporary = Path.of("");

    @Test
    void a_directory_gives_its_files_and_no_others() throws IOException {
        for (var file : FILES.entrySet()) {
            var path = temporary.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        assertThat(read(temporary.resolve("web/index.html").toUri()))
                .containsOnly(Map.entry("index.html", "page"), Map.entry("app/main.js", "main"));
    }

    @Test
    void a_jar_without_entries_for_folders_gives_the_same() throws IOException {
        var jar = temporary.resolve("a jar.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : FILES.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(UTF_8));
            }
        }

        assertThat(read(URI.create("jar:" + jar.toUri() + "!/web/index.html")))
                .containsOnly(Map.entry("index.html", "page"), Map.entry("app/main.js", "main"));
    }

    private static Map<String, String> read(URI file) throws IOException {
        var read = new HashMap<String, String>();
        ClassPathFolder.around(file.toURL())
                .forEach((path, content) -> read.put(path, new String(content, UTF_8)));
        return read;
    }
}
