package dev.turnaround.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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

    @Test
    void credentials_that_a_provider_cannot_use_are_refused_with_their_line() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("turnaround.yaml"),
                        """
                        connections:
                          - id: acme
                            provider: picky
                            webhook: { secrets: [good] }
                            auth: { user: somebody }
                        """);
        var settings = CommandLine.populateCommand(new SettingsFile(), "--config", file.toString());

        assertThatThrownBy(() -> settings.read(List.of(new Picky()), System.err))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The settings cannot be used:\n"
                                + file
                                + ":5: connections[0].auth: expected a token, or an app with id and privateKey");
    }

    @Test
    void what_is_no_range_of_addresses_is_refused_with_its_line() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("turnaround.yaml"),
                        """
                        outgoing:
                          deny:
                            - private
                            - intern
                        """);
        var settings = CommandLine.populateCommand(new SettingsFile(), "--config", file.toString());

        assertThatThrownBy(() -> settings.read(List.of(), System.err))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The settings cannot be used:\n"
                                + file
                                + ":2: outgoing.deny[1]: expected one of loopback, private, link-local,"
                                + " shared, metadata, reserved, internal, an IP address, or a block"
                                + " such as 10.1.0.0/16");
    }

    /// Signs in with nothing.
    private static final class Picky implements Provider {
        @Override
        public String name() {
            return "picky";
        }

        @Override
        public Set<String> contentTypes() {
            return Set.of();
        }

        @Override
        public Set<String> secretKinds() {
            return Set.of(WebhookSecrets.COMMON);
        }

        @Override
        public Webhooks webhooks(String connection, WebhookSecrets secrets) {
            throw new UnsupportedOperationException("no webhook comes");
        }

        @Override
        public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
            throw new UnusableCredentials("a token, or an app with id and privateKey");
        }
    }
}
