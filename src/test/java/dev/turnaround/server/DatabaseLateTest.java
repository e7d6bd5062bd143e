package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server is started before its database.
class DatabaseLateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void it_waits_says_so_and_starts_once_the_database_answers() throws Exception {
        try (var wire = new Wire(TestDatabase.create());
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            wire.cut();
            var settings =
                    ServerProcess.settings(folder, wire.endpoint(), wire.endpoint().password(), "");
            var starting = aside.submit(() -> ServerProcess.serve(folder, settings, Map.of()));
            var begun = System.nanoTime();
            while (!log().contains("the start waits for it")) {
                assertThat(System.nanoTime() - begun).isLessThan(PATIENCE.toNanos());
                assertThat(starting.isDone()).isFalse();
                Thread.sleep(100);
            }
            wire.mend();
            try (var server = starting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                var webhook = new Acme(61).pullRequest("At last").opened(at(0));
                assertThat(server.send(webhook).statusCode()).isEqualTo(202);
            }
        }
    }

    @Test
    void it_does_not_wait_for_a_database_that_does_not_want_it() throws Exception {
        var settings =
                ServerProcess.settings(folder, TestDatabase.create(), "not-the-password", "");
        var process = ServerProcess.run(folder, settings, Map.of(), "serve");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(log()).contains("password").doesNotContain("waits");
    }

    private String log() throws IOException {
        var log = folder.resolve("server.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
