package dev.turnaround.settings;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `config/turnaround.yaml` is what an operator reads first, and what starts when nobody changes
/// anything.
class ShippedFileTest {
    private static final Path SHIPPED = SettingsReader.DEFAULT_FILE;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern SWITCHED_OFF = Pattern.compile("(?m)^( *)#(?=\\S)");

    @TempDir private Path directory;

    @Test
    void as_shipped_it_is_the_defaults() throws InvalidSettings {
        var reader = new SettingsReader(FileCasesTest.PROVIDERS, Map.of());

        assertThat(reader.read(SHIPPED).settings()).isEqualTo(reader.readEnvironment().settings());
    }

    @Test
    void with_everything_switched_on_it_is_valid_and_shows_every_key() throws Exception {
        var loaded = allSwitchedOn();

        assertThat(loaded.places().keySet().stream().map(path -> path.replaceAll("\\[\\d+]", "[]")))
                .containsAll(knownKeys().toList())
                .contains("connections[].webhook.secrets");
        assertThat(loaded.settings().connections()).hasSize(5);
    }

    private Loaded allSwitchedOn() throws IOException, InvalidSettings {
        var text =
                SWITCHED_OFF
                        .matcher(Files.readString(SHIPPED))
                        .replaceAll("$1")
                        .replace("file:/run/secrets/gitlab-token", "${GITLAB_TOKEN}");
        var environment =
                REFERENCE
                        .matcher(text)
                        .results()
                        .map((MatchResult reference) -> reference.group(1))
                        .distinct()
                        .collect(toMap(name -> name, name -> "the value of " + name));
        var file = Files.writeString(directory.resolve("turnaround.yaml"), text);
        return new SettingsReader(FileCasesTest.PROVIDERS, environment).read(file);
    }

    private static Stream<String> knownKeys() {
        return Keys.BY_SECTION.entrySet().stream()
                .flatMap(section ->
                        section.getValue().stream()
                                .map(key ->
                                        section.getKey().isEmpty()
                                                ? key
                                                : section.getKey() + "." + key));
    }
}
