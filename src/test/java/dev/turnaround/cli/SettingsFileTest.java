package dev.turnaround.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsFileTest {
    @TempDir private Path directory;

    @Test
    void kinds_of_secret_that_a_provider_does_not_know_are_refused_with_their_lines()
            throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("turnaround.yaml"),
                        """
                        connections:
                          - id: acme-jira
                            provider: jira
                            webhook: { urlSecret: good }
                          - id: acme-github
                            provider: github
                            webhook:
                              secrets: [good]
                              urlSecret: hidden
                        """);
        var settings = CommandLine.populateCommand(new SettingsFile(), "--config", file.toString());

        assertThatThrownBy(() -> settings.read(List.of(new GitHub(), new Jira()), System.err))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The settings cannot be used:\n"
                                + file
                                + ":9: connections[1].webhook.urlSecret: expected a known key: secrets");
    }
}
