package dev.turnaround.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.settings.Settings;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A running server, asked through its API for syncs.
final class SyncServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final HttpClient client;
    private final URI base;
    private final String token;

    private SyncServer(HttpClient client, URI base, String token) {
        this.client = client;
        this.base = base;
        this.token = token;
    }

    /// Where a server of these settings answers: on this machine, else at its public address.
    static Optional<URI> find(Settings.Server settings) {
        var candidates =
                settings.port() == 0
                        ? List.<URI>of()
                        : List.of(
                                URI.create(settings.scheme() + "://127.0.0.1:" + settings.port()),
                                settings.publicUrl());
        try (var client = client()) {
            return candidates.stream().filter(base -> isLive(client, base)).findFirst();
        }
    }

    private static boolean isLive(HttpClient client, URI base) {
        try {
            var request = HttpRequest.newBuilder(at(base, "/health/live")).timeout(LOOK).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            return answer.statusCode() == 200
                    && "UP".equals(new JsonObject(answer.body()).getString("status"));
        } catch (IOException | DecodeException nobody) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The server at an address, for somebody with a token.
    static SyncServer withToken(URI base, String token) {
        return new SyncServer(client(), base, token);
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LOOK)
                .build();
    }

    /// Starts syncs.
    ///
    /// @param repository name or identity of the only one; null for all
    /// @param since null for what is missing
    /// @throws Refusal with what the server says when it does not
    List<SyncLine> start(String connection, @Nullable String repository, @Nullable Instant since) {
        var body = new JsonObject();
        if (repository != null) {
            body.put("repository", repository);
        }
        if (since != null) {
            body.put("since", since.toString());
        }
        var request =
                HttpRequest.newBuilder(at(base, "/api/v1/connections/" + connection + "/sync"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        return send(request, 202).getJsonArray("items").stream()
                .map(item -> SyncLine.of((JsonObject) item))
                .toList();
    }

    /// How a sync stands.
    SyncLine look(String id) {
        return SyncLine.of(send(HttpRequest.newBuilder(at(base, "/api/v1/syncs/" + id)), 200));
    }

    private JsonObject send(HttpRequest.Builder request, int wanted) {
        try {
            var answer =
                    client.send(
                            request.header("authorization", "Bearer " + token)
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() != wanted) {
                throw new Refusal(refusal(answer));
            }
            return new JsonObject(answer.body());
        } catch (IOException lost) {
            throw new Refusal(
                    "The server at %s does not answer any more (%s). What it was asked for goes on when it is back."
                            .formatted(base, lost.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Refusal("Given up; what the server was asked for goes on there.");
        }
    }

    private String refusal(HttpResponse<String> answer) {
        String detail;
        try {
            detail = new JsonObject(answer.body()).getString("detail");
        } catch (DecodeException noProblem) {
            detail = "no reason given";
        }
        return "The server at %s answers %d: %s".formatted(base, answer.statusCode(), detail);
    }

    private static URI at(URI base, String path) {
        return URI.create(base + path);
    }

    @Override
    public void close() {
        client.close();
    }
}
