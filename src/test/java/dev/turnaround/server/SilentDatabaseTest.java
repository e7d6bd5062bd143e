package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The road to the database goes silent without a word, as when a firewall forgets connections;
/// only TCP itself would notice, after a quarter of an hour.
class SilentDatabaseTest {
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(50);

    @Test
    void webhooks_streams_and_answers_take_another_road_by_themselves()
            throws IOException, InterruptedException {
        try (var wire = new Wire(TestDatabase.create());
                var server = TestServer.on(wire.endpoint())) {
            server.send(new Acme(1).pullRequest("Before").opened(at(0)));
            try (var stream = server.stream("")) {
                assertThat(stream.next().name()).isEqualTo("snapshot");
                server.json("/api/v1/pull-requests");
                wire.fallSilent();
                var began = System.nanoTime();
                var webhook = new Acme(2).pullRequest("After").opened(at(1));
                while (server.send(webhook).statusCode() != 202) {
                    assertThat(Duration.ofNanos(System.nanoTime() - began))
                            .isLessThan(NOTICED_WITHIN);
                }

                stream.next(event -> event.data().contains("After"));
                while (!listed(server).contains("After")) {
                    assertThat(Duration.ofNanos(System.nanoTime() - began))
                            .isLessThan(NOTICED_WITHIN);
                }
            }
        }
    }

    /// What is listed; nothing while nobody answers.
    private static String listed(TestServer server) {
        try {
            return server.get("/api/v1/pull-requests").body();
        } catch (UncheckedIOException tooSlow) {
            return "";
        }
    }
}
