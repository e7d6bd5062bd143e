package dev.turnaround.server;

import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is long travels short, and what is told live is told at once.
class CompressionTest {
    @AutoClose private final TestServer server = TestServer.on(TestDatabase.create());
    @AutoClose private final HttpClient client = HttpClient.newHttpClient();
    private final Acme acme = new Acme(5);

    @Test
    void a_long_answer_is_compressed_for_whoever_can_read_it()
            throws IOException, InterruptedException {
        for (var i = 0; i < 10; i++) {
            server.send(acme.pullRequest("Number " + i).opened(at(i)));
        }
        var answer =
                client.send(
                        asking("/api/v1/pull-requests", "gzip", HttpClient.Version.HTTP_2),
                        ofBytes());
        var plain =
                client.send(
                        asking("/api/v1/pull-requests", "identity", HttpClient.Version.HTTP_2),
                        ofBytes());

        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.body().length).isLessThan(plain.body().length / 4);
        try (var content = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(content.readAllBytes(), UTF_8)).contains("Number 7");
        }
    }

    /// By HTTP/1.1 only: Vert.x knows no limit for the other.
    @Test
    void a_short_answer_is_left_alone() throws IOException, InterruptedException {
        var answer =
                client.send(asking("/health/live", "gzip", HttpClient.Version.HTTP_1_1), ofBytes());

        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
    }

    /// A compressor keeps what it is given until it has enough.
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    @Timeout(60)
    void events_are_not_compressed_and_come_at_once(HttpClient.Version version)
            throws IOException, InterruptedException {
        var open = asking("/api/v1/stream", "gzip, deflate, br", version);
        var response = client.send(open, HttpResponse.BodyHandlers.ofInputStream());

        assertThat(response.headers().firstValue("content-encoding").orElse("identity"))
                .isEqualTo("identity");
        try (var stream = new TestStream(response.body())) {
            assertThat(stream.next().name()).isEqualTo("snapshot");
            var pullRequest = acme.pullRequest("Retry payouts");
            server.send(pullRequest.opened(at(0)));
            assertThat(stream.next().data()).contains("Retry payouts");
            server.send(pullRequest.titleEdited(at(1), MIA, "Retry refunds"));
            assertThat(stream.next().data()).contains("Retry refunds");
        }
    }

    private HttpRequest asking(String path, String accepted, HttpClient.Version version) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(version)
                .header("authorization", "Bearer " + TestClient.TOKEN)
                .header("accept-encoding", accepted)
                .build();
    }

    private static HttpResponse.BodyHandler<byte[]> ofBytes() {
        return HttpResponse.BodyHandlers.ofByteArray();
    }
}
