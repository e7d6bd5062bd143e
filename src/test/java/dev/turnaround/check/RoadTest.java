package dev.turnaround.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.Step.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoadTest {
    @TempDir private Path folder;

    @Test
    void a_good_road_shows_when_the_certificate_ends()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:localhost", "-1d", 400)) {
            var steps = trusting(server).go(server.address());
            assertThat(steps)
                    .extracting(Step::name, Step::result)
                    .containsExactly(
                            tuple("dns", Result.OK),
                            tuple("tls", Result.OK),
                            tuple("reachable", Result.OK));
            assertThat(steps.get(1).detail())
                    .startsWith("TLSv1.3, certificate valid until")
                    .endsWith("(398 days)");
            assertThat(steps.get(2).detail()).startsWith("answered with 404");
        }
    }

    @Test
    void a_certificate_that_ends_soon_is_a_warning()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:localhost", "-20d", 25)) {
            var tls = trusting(server).go(server.address()).get(1);
            assertThat(tls.result()).isEqualTo(Result.WARNING);
            assertThat(tls.advice()).contains("renew");
        }
    }

    @Test
    void a_certificate_that_has_ended_is_told_from_others()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:localhost", "-20d", 10)) {
            var steps = trusting(server).go(server.address());
            assertThat(steps.get(1).result()).isEqualTo(Result.FAILED);
            assertThat(steps.get(1).detail()).isEqualTo("the certificate of localhost has expired");
            assertThat(steps.get(2).result()).isEqualTo(Result.SKIPPED);
            assertThat(steps.get(2).detail()).isEqualTo("not tried, because tls failed");
        }
    }

    @Test
    void a_certificate_for_another_name_is_told_from_others()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:elsewhere.example", "-1d", 400)) {
            var tls = trusting(server).go(server.address()).get(1);
            assertThat(tls.detail()).isEqualTo("the certificate is not for localhost");
        }
    }

    @Test
    void an_authority_that_java_does_not_trust_is_told_with_the_command_that_mends_it()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:localhost", "-1d", 400)) {
            var tls =
                    Road.ofThisMachine(Outgoing.ANYWHERE, Clock.systemUTC())
                            .go(server.address())
                            .get(1);
            assertThat(tls.result()).isEqualTo(Result.FAILED);
            assertThat(tls.detail()).contains("an authority that Java does not trust");
            assertThat(tls.advice()).contains("keytool -importcert");
        }
    }

    @Test
    void a_port_that_speaks_no_tls_is_told() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInTheClear(server));
            var tls = here().go(URI.create("https://localhost:" + server.getLocalPort())).get(1);
            assertThat(tls.result()).isEqualTo(Result.FAILED);
            assertThat(tls.detail()).startsWith("no TLS with localhost");
        }
    }

    private static void answerInTheClear(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void nobody_listening_fails_and_names_the_port() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var secure = here().go(URI.create("https://localhost:" + port));
        assertThat(results(secure)).containsExactly(Result.OK, Result.FAILED, Result.SKIPPED);
        assertThat(secure.get(1).detail()).contains("localhost, port " + port);
        var plain = here().go(URI.create("http://localhost:" + port));
        assertThat(results(plain)).containsExactly(Result.OK, Result.SKIPPED, Result.FAILED);
    }

    @Test
    void an_unknown_name_ends_it_at_once() {
        // <https://www.rfc-editor.org/rfc/rfc6761#section-6.4>: this name never exists.
        var steps = here().go(URI.create("https://code.invalid/gitlab"));
        assertThat(results(steps)).containsExactly(Result.FAILED, Result.SKIPPED, Result.SKIPPED);
        assertThat(steps.getFirst().advice()).contains("getent hosts code.invalid");
    }

    @Test
    void where_no_calls_may_go_nobody_is_asked_and_the_setting_is_named()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:localhost", "-1d", 400)) {
            var denied = Outgoing.denying(List.of("internal"));
            var steps =
                    Road.trusting(server.context(), denied, Clock.systemUTC()).go(server.address());

            assertThat(results(steps))
                    .containsExactly(Result.FAILED, Result.SKIPPED, Result.SKIPPED);
            assertThat(steps.getFirst().detail())
                    .isEqualTo(
                            "localhost is 127.0.0.1, and no calls go there: outgoing.deny denies"
                                    + " internal");
            assertThat(steps.getFirst().advice()).contains("outgoing.deny");
        }
    }

    /// `code.invalid` has no address but this one, so whoever asks again finds none.
    @Test
    void the_whole_road_goes_to_the_address_that_was_looked_at()
            throws IOException, InterruptedException, GeneralSecurityException {
        try (var server = TlsServer.start(folder, "dns:code.invalid", "-1d", 400)) {
            var named =
                    Outgoing.denying(
                            List.of("private"),
                            _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
            var address =
                    URI.create(server.address().toString().replace("localhost", "code.invalid"));
            var steps = Road.trusting(server.context(), named, Clock.systemUTC()).go(address);

            assertThat(results(steps)).containsExactly(Result.OK, Result.OK, Result.OK);
            assertThat(steps.getLast().detail()).startsWith("answered with 404");
        }
    }

    private static Road trusting(TlsServer server) {
        return Road.trusting(server.context(), Outgoing.ANYWHERE, Clock.systemUTC());
    }

    private static Road here() {
        return Road.ofThisMachine(Outgoing.ANYWHERE, Clock.systemUTC());
    }

    private static List<Result> results(List<Step> steps) {
        return steps.stream().map(Step::result).toList();
    }
}
