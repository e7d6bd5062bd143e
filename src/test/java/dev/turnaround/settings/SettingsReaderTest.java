package dev.turnaround.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.turnaround.settings.Settings.Admin;
import dev.turnaround.settings.Settings.Connection;
import dev.turnaround.settings.Settings.Credential;
import dev.turnaround.settings.Settings.Database;
import dev.turnaround.settings.Settings.People;
import dev.turnaround.settings.Settings.Selection;
import dev.turnaround.settings.Settings.Server;
import dev.turnaround.settings.Settings.Sync;
import dev.turnaround.settings.Settings.Unlinked;
import dev.turnaround.settings.Settings.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final Settings DEFAULTS =
            new Settings(
                            new Server("127.0.0.1", 8080, null),
                            new Database.Embedded(Path.of("data")),
                            new Admin(null),
                            Settings.Access.DEFAULT,
                            new Sync(LocalTime.of(3, 30), ZoneId.of("UTC"), 180),
                            new People(Unlinked.INGEST),
                            List.of())
                    .with(Settings.Operation.DEFAULT);
    private static final Secret OLD = Secret.of("the-old-webhook-secret");
    private static final Secret NEW = Secret.of("the-new-webhook-secret");
    private static final Secret TOKEN = Secret.of("t0ken-${NOT_SET}-$1");

    @TempDir private Path directory;

    @Test
    void without_a_file_the_defaults_hold() throws InvalidSettings {
        var loaded = reader(Map.of()).readFirst(null, directory);

        assertThat(loaded.settings()).isEqualTo(DEFAULTS);
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void files_that_say_nothing_give_the_defaults() throws InvalidSettings {
        assertThat(read("empty").settings()).isEqualTo(DEFAULTS);
        assertThat(read("sections-without-keys").settings()).isEqualTo(DEFAULTS);
    }

    @Test
    void the_default_file_is_read_if_it_exists_and_another_one_if_asked_for() throws Exception {
        write("config/turnaround.yaml", "server: { port: 1 }");
        var other = write("other.yaml", "server: { port: 2 }");

        assertThat(reader(Map.of()).readFirst(null, directory).settings().server().port())
                .isEqualTo(1);
        assertThat(reader(Map.of()).readFirst(other, directory).settings().server().port())
                .isEqualTo(2);
    }

    @Test
    void a_file_that_was_asked_for_must_exist() {
        var missing = directory.resolve("missing.yaml");

        assertThat(problems(() -> reader(Map.of()).readFirst(missing, directory)))
                .containsExactly(
                        new Problem(
                                new Place.WholeFile(missing.toString()),
                                "",
                                "a file that exists and can be read"));
    }

    @Test
    void the_example_of_the_contract_is_read_as_it_stands() throws InvalidSettings {
        var settings = read("contract").settings();

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                        new Server(
                                                "127.0.0.1",
                                                8080,
                                                URI.create("http://localhost:8080")),
                                        DEFAULTS.database(),
                                        new Admin(null),
                                        Settings.Access.DEFAULT,
                                        DEFAULTS.sync(),
                                        DEFAULTS.people(),
                                        List.of(
                                                new Connection(
                                                        "acme-github",
                                                        "github",
                                                        URI.create("https://api.github.com"),
                                                        new Webhook(List.of(OLD), Map.of()),
                                                        group("token", TOKEN),
                                                        new Selection.All(),
                                                        new Selection.All())))
                                .with(Settings.Operation.DEFAULT));
    }

    @Test
    void a_log_is_read_with_how_to_sign_in_there() throws InvalidSettings {
        assertThat(read("ingest-kafka").settings().ingest())
                .isEqualTo(
                        new Settings.Ingest.Kafka(
                                List.of("kafka.example.com:9092"),
                                "webhooks",
                                "reviews",
                                Map.of(
                                        "security.protocol",
                                        Secret.of("SASL_SSL"),
                                        "sasl.jaas.config",
                                        Secret.of("jaas for " + TOKEN.reveal()))));
    }

    @Test
    void where_traces_go_is_read() throws InvalidSettings {
        assertThat(read("tracing-on").settings().operation().tracing())
                .isEqualTo(
                        new Settings.Tracing(
                                URI.create("http://127.0.0.1:4318"), "acme/turnaround", 0.1));
    }

    @Test
    void every_kind_of_value_is_read() throws InvalidSettings {
        var settings = read("full").settings();

        assertThat(settings.server())
                .isEqualTo(
                        new Server(
                                "0.0.0.0",
                                0,
                                URI.create("https://turnaround.example.com/reviews")));
        assertThat(settings.admin().token())
                .isEqualTo(Secret.of("admin-" + TOKEN.reveal() + "-end"));
        assertThat(settings.sync())
                .isEqualTo(new Sync(LocalTime.of(22, 5), ZoneId.of("Europe/Berlin"), 0));
        assertThat(settings.people().unlinked()).isEqualTo(Unlinked.SKIP);
        assertThat(settings.connections())
                .containsExactly(
                        new Connection(
                                "acme-gitlab",
                                "gitlab",
                                URI.create("https://gitlab.example.com/git"),
                                new Webhook(
                                        List.of(OLD, NEW), Map.of("signingTokens", List.of(TOKEN))),
                                new Credential.Group(
                                        Map.of(
                                                "oauth",
                                                new Credential.Group(
                                                        Map.of(
                                                                "clientId",
                                                                single("turnaround"),
                                                                "clientSecret",
                                                                new Credential.Single(NEW))))),
                                new Selection.Listed(List.of("acme/web", "acme/api")),
                                new Selection.All()),
                        new Connection(
                                "acme-jira",
                                "jira",
                                null,
                                new Webhook(
                                        List.of(),
                                        Map.of(
                                                "urlSecret",
                                                List.of(Secret.of("literal-${TOKEN}")))),
                                new Credential.Group(
                                        Map.of(
                                                "email",
                                                single("mia@example.com"),
                                                "token",
                                                new Credential.Single(TOKEN))),
                                new Selection.Listed(List.of()),
                                new Selection.Listed(List.of("ENG", "no"))));
    }

    @Test
    void a_database_url_is_taken_apart() throws InvalidSettings {
        var environment =
                Map.of(
                        "TURNAROUND_DATABASE_URL",
                        "postgresql://keep%65r:p+%40ss%2F@[::1]:6432/clocks?sslmode=require&a=b%26c");

        assertThat(reader(environment).readEnvironment().settings().database())
                .isEqualTo(
                        new Database.External(
                                "::1",
                                6432,
                                "clocks",
                                "keeper",
                                Secret.of("p+@ss/"),
                                Map.of("sslmode", "require", "a", "b&c")));
    }

    @Test
    void a_database_url_needs_neither_password_nor_port_nor_options() throws InvalidSettings {
        var environment = Map.of("TURNAROUND_DATABASE_URL", "postgres://keeper@db/clocks");

        assertThat(reader(environment).readEnvironment().settings().database())
                .isEqualTo(new Database.External("db", 5432, "clocks", "keeper", null, Map.of()));
    }

    @Test
    void files_hold_secrets_without_their_last_line_break() throws Exception {
        var secret = write("secret", "one\ntwo\r\n");
        var file =
                write(
                        "turnaround.yaml",
                        "connections: [{id: a, provider: jira, webhook: {urlSecret: file:%s}}]"
                                .formatted(secret));

        var webhook = reader(Map.of()).read(file).settings().connections().getFirst().webhook();

        assertThat(webhook.others()).isEqualTo(Map.of("urlSecret", List.of(Secret.of("one\ntwo"))));
    }

    @Test
    void an_endless_file_is_no_secret() throws IOException {
        var file = write("turnaround.yaml", "admin: { token: file:/dev/zero }");

        assertThat(problems(() -> reader(Map.of()).read(file)))
                .containsExactly(
                        new Problem(
                                new Place.Line(file.toString(), 1),
                                "admin.token",
                                "the file /dev/zero to be at most 64 KB"));
    }

    @Test
    void a_file_over_one_megabyte_is_refused() throws IOException {
        var file = write("turnaround.yaml", "#".repeat(1024 * 1024) + "\n");

        assertThat(problems(() -> reader(Map.of()).read(file)))
                .containsExactly(
                        new Problem(new Place.WholeFile(file.toString()), "", "at most 1 MB"));
    }

    @Test
    void text_that_is_not_utf_8_is_refused_with_its_line() throws IOException {
        var file = directory.resolve("turnaround.yaml");
        Files.write(file, new byte[] {'#', '\n', '#', (byte) 0xE4, '\n'});

        assertThat(problems(() -> reader(Map.of()).read(file)))
                .containsExactly(
                        new Problem(new Place.Line(file.toString(), 2), "", "text in UTF-8"));
    }

    @Test
    void without_a_public_address_that_of_the_bound_port_is_taken() {
        assertThat(new Server("127.0.0.1", 8080, null).publicUrl())
                .isEqualTo(URI.create("http://localhost:8080"));
        assertThat(new Server("0.0.0.0", 0, null).publicUrl(1234))
                .isEqualTo(URI.create("http://localhost:1234"));
        assertThat(new Server("fe80::1", 80, null).publicUrl())
                .isEqualTo(URI.create("http://[fe80::1]:80"));
        assertThat(new Server("", 0, URI.create("https://a.example.com")).publicUrl(1234))
                .isEqualTo(URI.create("https://a.example.com"));
    }

    @Test
    void whoever_interprets_a_setting_can_name_its_line() throws InvalidSettings {
        var loaded = read("contract");
        var file = FileCasesTest.CASES.resolve("contract.yaml").toString();

        assertThat(loaded.problem("connections[0].auth.token", "x").place())
                .isEqualTo(new Place.Line(file, 11));
        assertThat(loaded.problem("connections[0].webhook.signingTokens[1]", "x").place())
                .isEqualTo(new Place.Line(file, 10));
        assertThat(loaded.problem("connections[0].none.such", "x").place())
                .isEqualTo(new Place.Line(file, 7));
    }

    @Test
    void nothing_secret_is_printed() throws InvalidSettings {
        assertThat(read("full").toString())
                .doesNotContain("t0ken", "secret-", "p@ss", "p%40ss", "mia@")
                .contains("…");
    }

    private Path write(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, text.getBytes(UTF_8));
    }

    private static Loaded read(String name) throws InvalidSettings {
        return reader(FileCasesTest.ENVIRONMENT).read(FileCasesTest.CASES.resolve(name + ".yaml"));
    }

    private static SettingsReader reader(Map<String, String> environment) {
        return new SettingsReader(FileCasesTest.PROVIDERS, environment);
    }

    private static Credential.Group group(String key, Secret secret) {
        return new Credential.Group(Map.of(key, new Credential.Single(secret)));
    }

    private static Credential single(String text) {
        return new Credential.Single(Secret.of(text));
    }

    private static List<Problem> problems(ThrowingCallable reading) {
        return catchThrowableOfType(InvalidSettings.class, reading).problems();
    }
}
