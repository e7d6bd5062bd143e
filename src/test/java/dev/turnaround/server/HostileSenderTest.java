package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Senders who mean no good, or know no better.
class HostileSenderTest {
    private static final int MB = 1024 * 1024;
    @AutoClose private static final TestServer server = TestServer.fresh();

    @Test
    void ten_thousand_bad_signatures_are_refused_and_do_not_fill_the_log() {
        // A server of its own: the door of the other one may just be closing on a slow sender.
        try (var flooded = TestServer.fresh()) {
            flood(flooded);
        }
    }

    private static void flood(TestServer server) {
        var webhook = new Acme(11).pullRequest("Flooded").opened(at(0));
        var headers = new HashMap<>(webhook.headers());
        headers.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
        var body = Arrays.copyOf(webhook.body(), 1_000);

        var refused =
                IntStream.range(0, 10_000)
                        .parallel()
                        .filter(_ -> server.send(headers, body).statusCode() == 401)
                        .count();

        assertThat(refused).isEqualTo(10_000);
        var logged =
                server.json("/api/v1/deliveries?verdict=rejected&limit=500").getJsonArray("items");
        assertThat(logged.size()).isBetween(1, 120);
        assertThat(server.send(webhook).statusCode()).isEqualTo(202);
    }

    @Test
    void a_body_of_26_mb_that_says_so_is_refused_at_once() throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("Content-Length: " + 26 * MB).getBytes(US_ASCII));
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_of_26_mb_that_does_not_say_so_is_refused_when_the_limit_is_reached()
            throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked").getBytes(US_ASCII));
            var chunk = new byte[MB];
            var sent = 0;
            try {
                for (; sent < 26; sent++) {
                    out.write("100000\r\n".getBytes(US_ASCII));
                    out.write(chunk);
                    out.write("\r\n".getBytes(US_ASCII));
                }
            } catch (SocketException cutOff) {
                assertThat(sent).isGreaterThanOrEqualTo(24);
                return;
            }
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void a_body_of_25_mb_is_taken_in() {
        var json = new StringBuilder("{\"action\":\"opened\",\"padding\":\"");
        json.append("x".repeat(25 * MB - json.length() - 2)).append("\"}");
        var answer = server.send(Signed.of(json.toString(), "an_event_of_size", new Random(12)));
        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @Test
    void a_client_that_sends_a_byte_a_second_holds_nobody_up() throws IOException {
        try (var slow = connect()) {
            var out = slow.getOutputStream();
            out.write(head("Content-Length: 1000").getBytes(US_ASCII));
            for (var i = 0; i < 3; i++) {
                out.write('{');
                out.flush();
                var answer = server.send(new Acme(13 + i).pullRequest("Quick " + i).opened(at(i)));
                assertThat(answer.statusCode()).isEqualTo(202);
            }
            // The body is given 30 s: after that the door closes on it. Waited for here, byte by
            // byte.
            slow.setSoTimeout(1_000);
            assertThat(answerWhileTrickling(slow)).startsWith("HTTP/1.1 408");
        }
    }

    private static String answerWhileTrickling(Socket slow) throws IOException {
        for (var second = 0; second < 45; second++) {
            var line = lineWithinASecond(slow);
            if (line != null) {
                return line;
            }
        }
        return "no answer";
    }

    private static @Nullable String lineWithinASecond(Socket slow) throws IOException {
        try {
            slow.getOutputStream().write(' ');
            return firstLine(slow);
        } catch (SocketTimeoutException notYet) {
            return null;
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static String head(String length) {
        return "POST /webhooks/%s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                .formatted(TestClient.CONNECTION, length);
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
