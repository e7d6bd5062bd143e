package dev.turnaround.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final Path CONTRACT = FileCasesTest.CASES.resolve("contract.yaml");

    @Test
    void a_variable_overrides_the_file() throws InvalidSettings {
        var settings =
                read(Map.of(
                                "TURNAROUND_SERVER_PORT", "9090",
                                "TURNAROUND_SERVER_PUBLIC_URL", "https://a.example.com",
                                "TURNAROUND_DATABASE_DATADIR", "elsewhere",
                                "TURNAROUND_ADMIN_TOKEN", "a-token",
                                "TURNAROUND_SYNC_DAILYAT", "04:15",
                                "TURNAROUND_CONNECTIONS_0_ID", "renamed",
                                "TURNAROUND_CONNECTIONS_0_WEBHOOK_SECRETS_0", "other",
                                "TURNAROUND_CONNECTIONS_0_AUTH_TOKEN", "${TOKEN}",
                                "TURNAROUND_CONNECTIONS_0_REPOSITORIES", "acme/web, acme/api"))
                        .settings();

        assertThat(settings.server().port()).isEqualTo(9090);
        assertThat(settings.server().publicUrl()).isEqualTo(URI.create("https://a.example.com"));
        assertThat(settings.database())
                .isEqualTo(new Settings.Database.Embedded(Path.of("elsewhere")));
        assertThat(settings.admin().token()).isEqualTo(Secret.of("a-token"));
        assertThat(settings.sync().dailyAt()).isEqualTo(LocalTime.of(4, 15));
        var connection = settings.connections().getFirst();
        assertThat(connection.id()).isEqualTo("renamed");
        assertThat(connection.webhook().secrets()).containsExactly(Secret.of("other"));
        assertThat(connection.auth().single("token")).isEqualTo(Secret.of("${TOKEN}"));
        assertThat(connection.repositories())
                .isEqualTo(new Settings.Selection.Listed(List.of("acme/web", "acme/api")));
    }

    @Test
    void words_of_a_key_may_be_parted_or_not() throws InvalidSettings {
        var parted = read(Map.of("TURNAROUND_SERVER_PUBLIC_URL", "https://a.example.com"));
        var whole = read(Map.of("TURNAROUND_SERVER_PUBLICURL", "https://a.example.com"));

        assertThat(parted.settings().server().publicUrl())
                .isEqualTo(URI.create("https://a.example.com"))
                .isEqualTo(whole.settings().server().publicUrl());
    }

    @Test
    void an_empty_variable_is_not_set() throws InvalidSettings {
        var loaded = read(Map.of("TURNAROUND_SERVER_PORT", "", "TURNAROUND_ADMIN_TOKEN", ""));

        assertThat(loaded.settings().server().port()).isEqualTo(8080);
        assertThat(loaded.settings().admin().token()).isNull();
    }

    @Test
    void an_error_in_a_variable_names_the_variable() {
        var environment =
                Map.of(
                        "TURNAROUND_SERVER_PORT", "http",
                        "TURNAROUND_DATABASE_URL", "mysql://keeper:topsecret@db/clocks",
                        "TURNAROUND_ADMIN_TOKEN", "file:/nowhere/to/be/found",
                        "TURNAROUND_SYNC_DAILY_AT", "04:15",
                        "TURNAROUND_SYNC_DAILYAT", "04:15");

        assertThat(catchThrowableOfType(InvalidSettings.class, () -> read(environment)).problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "TURNAROUND_SERVER_PORT: server.port: expected a whole number from 0 (any free"
                                + " port) to 65535, not \"http\"",
                        "TURNAROUND_DATABASE_URL: database.url: expected embedded, or"
                                + " postgresql://user:password@host:5432/database (special characters in"
                                + " the password as %XX)",
                        "TURNAROUND_ADMIN_TOKEN: admin.token: expected the file /nowhere/to/be/found"
                                + " to exist and be readable",
                        "TURNAROUND_SYNC_DAILY_AT: sync.dailyAt: expected only one of"
                                + " TURNAROUND_SYNC_DAILYAT and TURNAROUND_SYNC_DAILY_AT");
    }

    @Test
    void the_log_can_be_given_by_variables_alone() throws InvalidSettings {
        var loaded =
                read(
                        Map.of(
                                "TURNAROUND_INGEST_LOG", "kafka",
                                "TURNAROUND_INGEST_KAFKA_SERVERS", "one:9092, two:9093",
                                "TURNAROUND_INGEST_KAFKA_TOPIC", "webhooks"));

        assertThat(loaded.settings().ingest())
                .isEqualTo(
                        new Settings.Ingest.Kafka(
                                List.of("one:9092", "two:9093"),
                                "webhooks",
                                "turnaround",
                                Map.of()));
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void a_variable_that_names_nothing_is_a_warning_unless_the_file_refers_to_it()
            throws InvalidSettings {
        var loaded =
                read(
                        Map.of(
                                "TURNAROUND_SERVER_PROT", "9090",
                                "TURNAROUND_COFFEE", "black",
                                "OTHER", "ignored",
                                "TOKEN", "t"));

        assertThat(loaded.warnings())
                .containsExactly(
                        "the environment variable TURNAROUND_COFFEE names no setting",
                        "the environment variable TURNAROUND_SERVER_PROT names no setting; did you mean"
                                + " TURNAROUND_SERVER_PORT?");
    }

    @Test
    void a_variable_that_the_file_refers_to_is_known() throws InvalidSettings {
        var environment = Map.of("TURNAROUND_MY_SECRET", "s", "TURNAROUND_MY_TOKEN", "t");
        var file = FileCasesTest.CASES.resolve("own-variables.yaml");

        assertThat(reader(environment).read(file).warnings())
                .containsExactly("the environment variable TURNAROUND_MY_TOKEN names no setting");
    }

    private static Loaded read(Map<String, String> overrides) throws InvalidSettings {
        var environment = new HashMap<>(FileCasesTest.ENVIRONMENT);
        environment.putAll(overrides);
        return reader(environment).read(CONTRACT);
    }

    private static SettingsReader reader(Map<String, String> environment) {
        return new SettingsReader(FileCasesTest.PROVIDERS, environment);
    }
}
