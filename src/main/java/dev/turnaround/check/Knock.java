package dev.turnaround.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.turnaround.provider.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/// Asks for the address itself, without credentials: any answer says that somebody is there. Where
/// it leads elsewhere nobody follows.
final class Knock {
    private static final String STEP = "reachable";

    /// <https://www.rfc-editor.org/rfc/rfc9112#section-4>
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    private static final int STATUS_LINE_MAX = 8_192;

    private final Dial dial;

    Knock(Dial dial) {
        this.dial = dial;
    }

    Step at(URI address, InetAddress at) {
        var began = System.nanoTime();
        try (var socket = dial.to(address, at)) {
            socket.getOutputStream().write(question(address).getBytes(US_ASCII));
            var status =
                    status(
                            new BufferedReader(
                                    new InputStreamReader(socket.getInputStream(), US_ASCII)));
            return answered(status, Duration.ofNanos(System.nanoTime() - began).toMillis());
        } catch (IOException failed) {
            return Step.failed(STEP, Road.unreachable(address, failed));
        }
    }

    private static String question(URI address) {
        var path = URI.create(address.toASCIIString()).getRawPath();
        return "GET "
                + (path.isEmpty() ? "/" : path)
                + " HTTP/1.1\r\nHost: "
                + address.getRawAuthority()
                + "\r\nUser-Agent: Turnaround\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private static int status(BufferedReader answer) throws IOException {
        var line = new StringBuilder();
        for (var next = answer.read();
                next >= 0 && next != '\r' && next != '\n' && line.length() < STATUS_LINE_MAX;
                next = answer.read()) {
            line.append((char) next);
        }
        var status = STATUS_LINE.matcher(line);
        if (!status.matches()) {
            throw new IOException(line.isEmpty() ? "no answer" : "what answers speaks no HTTP");
        }
        return Integer.parseInt(status.group(1));
    }

    private static Step answered(int status, long millis) {
        var detail = "answered with %d after %d ms".formatted(status, millis);
        return status >= 500
                ? new Step(
                        STEP,
                        Step.Result.WARNING,
                        detail,
                        "The provider is unwell, or a proxy before it: look at its status page and check again later.")
                : Step.ok(STEP, detail);
    }
}
