package dev.turnaround.check;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/// Asks for the address itself, without credentials: any answer says that somebody is there.
final class Knock {
    private static final String STEP = "reachable";

    private final SSLContext trust;

    Knock(SSLContext trust) {
        this.trust = trust;
    }

    Step at(URI address) {
        var began = System.nanoTime();
        try (var client =
                HttpClient.newBuilder()
                        .sslContext(trust)
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Road.PATIENCE)
                        .build()) {
            var request =
                    HttpRequest.newBuilder(address)
                            .timeout(Road.PATIENCE)
                            .header("user-agent", "Turnaround")
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            return answered(
                    answer.statusCode(), Duration.ofNanos(System.nanoTime() - began).toMillis());
        } catch (IOException failed) {
            return Step.failed(STEP, Road.unreachable(address, failed));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Step.failed(
                    STEP, new Diagnosis("given_up", "the check was given up", "Check once more."));
        }
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
