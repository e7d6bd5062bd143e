package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees who types `turnaround check`.
class CheckTest {
    @TempDir private Path folder;

    private record Said(int exit, String text) {}

    private Said check(Path settings, Map<String, String> environment, String... names)
            throws IOException, InterruptedException {
        var words = new String[names.length + 1];
        words[0] = "check";
        System.arraycopy(names, 0, words, 1, names.length);
        var process = ServerProcess.run(folder, settings, environment, words);
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Path settings(Endpoint database, String keyset) throws IOException {
        return Files.writeString(
                folder.resolve("turnaround.yaml"),
                """
                database: { url: "postgresql://%s:%s@%s:%d/%s" }
                secrets: { keyset: '%s' }
                """
                        .formatted(
                                database.user(),
                                database.password(),
                                database.host(),
                                database.port(),
                                database.database(),
                                keyset));
    }

    @Test
    void a_connection_that_was_made_in_the_page_is_checked_with_what_was_granted_to_it()
            throws IOException, InterruptedException {
        try (var bench = new ConsentBench(ConsentSite.GITLAB)) {
            bench.connect();
            bench.consent();
            var keyset = Objects.requireNonNull(bench.keys.keyset()).reveal();
            var settings = settings(bench.database, keyset);

            var all = check(settings, Map.of());
            assertThat(all.text())
                    .startsWith(System.lineSeparator() + "acme (gitlab, http://127.0.0.1:")
                    .contains("ok authenticated as mia");
            assertThat(all.exit()).isZero();

            var denied = check(settings, Map.of("TURNAROUND_OUTGOING_DENY", "loopback"), "acme");
            assertThat(denied.text()).contains("outgoing.deny denies loopback");
            assertThat(denied.exit()).isEqualTo(1);

            var locked = check(settings(bench.database, ""), Map.of());
            assertThat(locked.text()).contains("acme", "sealed with keys that are not here");
            assertThat(locked.exit()).isEqualTo(1);

            assertThat(check(settings, Map.of(), "nobody").exit()).isEqualTo(1);
            assertThat(ServerProcess.log(folder))
                    .contains("There is no connection nobody; there are acme.");
        }
    }
}
