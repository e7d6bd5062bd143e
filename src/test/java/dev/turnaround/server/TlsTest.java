package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.settings.Settings;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS without a proxy.
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Endpoint database = TestDatabase.create();
    @TempDir private Path folder;
    private Settings.Tls files;

    @BeforeEach
    void name() {
        files = new Settings.Tls(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
    }

    @Test
    void webhooks_streams_and_calls_come_by_tls_and_by_nothing_else() throws Exception {
        var certificate = TestCertificate.write(files, folder);
        try (var server = server();
                var client = client(certificate, HttpClient.Version.HTTP_2)) {
            var webhook = new Acme(91).pullRequest("By TLS").opened(at(0));
            var post =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            address(server) + "/webhooks/" + TestClient.CONNECTION))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body()));
            webhook.headers().forEach(post::header);
            assertThat(send(client, post.build()).statusCode()).isEqualTo(202);

            var ask =
                    HttpRequest.newBuilder(URI.create(address(server) + "/api/v1/stream"))
                            .header("authorization", "Bearer " + TestClient.TOKEN)
                            .build();
            try (var stream = TestStream.open(client, ask)) {
                assertThat(stream.next().data()).contains("By TLS");
            }
            assertThatThrownBy(() -> server.get("/health/live"))
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void a_certificate_that_is_renewed_is_used_without_a_restart() throws Exception {
        var first = TestCertificate.write(files, folder);
        try (var server = server()) {
            assertThat(reaches(server, first)).isTrue();
            // Half written, as it may be found.
            Files.writeString(files.certificate(), "-----BEGIN CERT");
            Thread.sleep(6_000);
            assertThat(reaches(server, first)).isTrue();

            var second = TestCertificate.write(files, folder);
            var until = System.nanoTime() + PATIENCE.toNanos();
            while (!reaches(server, second) && System.nanoTime() < until) {
                Thread.sleep(200);
            }
            assertThat(reaches(server, second)).isTrue();
            assertThat(reaches(server, first)).isFalse();
        }
    }

    @Test
    void files_that_are_no_certificate_are_named_at_the_start() throws Exception {
        Files.writeString(files.certificate(), "hello");
        Files.writeString(files.key(), "hello");
        assertThatThrownBy(this::server)
                .isInstanceOf(UnusableCertificate.class)
                .hasMessageContaining("server.tls")
                .hasMessageContaining("fullchain.pem");
    }

    private TestServer server() {
        return TestServer.operated(
                database,
                new Settings.Server("127.0.0.1", 0, null, files, Duration.ZERO),
                Settings.Access.DEFAULT,
                Settings.Operation.DEFAULT);
    }

    private static String address(TestServer server) {
        return "https://localhost:" + server.port();
    }

    private static HttpClient client(Certificate trusted, HttpClient.Version version)
            throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(TestCertificate.trusting(trusted))
                .build();
    }

    private static boolean reaches(TestServer server, Certificate certificate) throws Exception {
        try (var client = client(certificate, HttpClient.Version.HTTP_1_1)) {
            var ask = HttpRequest.newBuilder(URI.create(address(server) + "/health/live")).build();
            return send(client, ask).statusCode() == 200;
        } catch (SSLException another) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }
}
