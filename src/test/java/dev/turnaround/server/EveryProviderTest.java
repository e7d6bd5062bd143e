package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.ProviderContract;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.bitbucket.BitbucketTest;
import dev.turnaround.provider.github.GitHubTest;
import dev.turnaround.provider.gitlab.GitLabTest;
import dev.turnaround.provider.jira.JiraTest;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All that was ever recorded of any provider, at the door of one server with a connection each.
class EveryProviderTest {
    /// In the recordings, every text that must not be kept holds the word. PostgreSQL knows a
    /// language of the islands of that name.
    private static final Pattern SONG = Pattern.compile("(?i)canary(?! islands)");

    private static final Set<String> CLIENTS_OWN = Set.of("connection", "content-length", "host");

    private static final List<ProviderContract> PROVIDERS =
            List.of(new GitHubTest(), new GitLabTest(), new BitbucketTest(), new JiraTest());

    private final StringBuilder answers = new StringBuilder();
    private final Map<String, Long> expectedLines = new TreeMap<>();
    @TempDir private Path folder;

    @Test
    void every_delivery_gets_an_answer_and_a_line_and_what_must_not_be_kept_gets_nowhere()
            throws IOException, SQLException {
        String stored;
        var settings = ServerProcess.settings(folder, connections());
        try (var server = ServerProcess.serve(folder, settings, Remains.loggingAll(folder))) {
            Remains.storePlainly(server.database());
            for (var provider : PROVIDERS) {
                for (var recorded : RecordedDelivery.all(provider.cases())) {
                    send(server, provider, recorded);
                    // A second time: whatever it was, it is no error and changes nothing.
                    send(server, provider, recorded);
                }
            }
            expectLines(server);
            for (var pullRequest : server.all("/api/v1/pull-requests")) {
                answers.append(pullRequest.encode()).append('\n');
                answers.append(server.timeline(pullRequest).encode()).append('\n');
            }
            stored = Remains.tables(server.database());
        }
        assertThat(SONG.matcher(answers).find()).as("answers").isFalse();
        assertThat(stored).contains("acme-github").doesNotContainPattern(SONG);
        assertThat(ServerProcess.log(folder).lines().filter(line -> SONG.matcher(line).find()))
                .as("log")
                .isEmpty();
        expectSilentFiles();
    }

    private static String connections() {
        return PROVIDERS.stream().map(EveryProviderTest::connection).collect(joining());
    }

    private static String connection(ProviderContract provider) {
        var secrets = provider.secretsByKind();
        var kinds =
                provider.provider().secretKinds().stream()
                        .filter(kind -> !secrets.of(kind).isEmpty())
                        .map(kind ->
                                kind
                                        + ": "
                                        + secrets.of(kind).stream()
                                                .map(secret -> '"' + secret + '"')
                                                .collect(joining(", ", "[", "]")))
                        .collect(joining(", "));
        var name = provider.provider().name();
        return "  - { id: acme-%s, provider: %s, webhook: { %s } }%n".formatted(name, name, kinds);
    }

    private void send(TestClient server, ProviderContract provider, RecordedDelivery recorded) {
        var name = provider.provider().name();
        var answer = post(server, name, recorded);
        answers.append(answer.headers().map()).append(answer.body()).append('\n');
        if (answer.statusCode() == 401) {
            // Signed with its time, which is past.
            assertThat(answer.body()).as(recorded.name()).contains("too old");
            return;
        }
        assertThat(answer.statusCode()).as("%s: %s", recorded.name(), answer.body()).isIn(202, 400);
        expectedLines.merge("acme-" + name, 1L, Long::sum);
    }

    private static HttpResponse<String> post(
            TestClient server, String provider, RecordedDelivery recorded) {
        var query =
                recorded.parameters().entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                        .collect(joining("&", "?", ""));
        var headers = new HashMap<>(recorded.headers());
        // The client's own business.
        headers.keySet().removeIf(header -> CLIENTS_OWN.contains(header.toLowerCase(Locale.ROOT)));
        return server.send("/webhooks/acme-" + provider + query, headers, recorded.body());
    }

    private void expectLines(TestClient server) {
        var lines = new TreeMap<String, Long>();
        for (var line : server.all("/api/v1/deliveries")) {
            answers.append(line.encode()).append('\n');
            if (!line.getString("verdict").equals("rejected")) {
                lines.merge(line.getString("connection"), 1L, Long::sum);
            }
        }
        assertThat(lines).isEqualTo(expectedLines);
    }

    private void expectSilentFiles() throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), ISO_8859_1);
                assertThat(SONG.matcher(bytes).results().map(song -> around(bytes, song.start())))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private static String around(String text, int at) {
        return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
    }
}
