package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// A server for a test, with one GitHub connection, and a client to it.
final class TestServer implements AutoCloseable {
    static final String CONNECTION = "acme-github";
    static final String SECRET = "a secret of the tests";
    static final String OLD_SECRET = "the secret before";
    static final String TOKEN = "ta_token-of-the-tests";

    private final Server server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(Server server) {
        this.server = server;
    }

    static TestServer on(Endpoint database) {
        return on(database, new Settings.Selection.All());
    }

    static TestServer on(Endpoint database, Settings.Selection repositories) {
        return on(
                database,
                new GitHub(),
                new Settings.Connection(
                        CONNECTION,
                        "github",
                        null,
                        new Settings.Webhook(
                                List.of(Secret.of(SECRET), Secret.of(OLD_SECRET)), Map.of()),
                        new Settings.Credential.Group(Map.of()),
                        repositories,
                        new Settings.Selection.All()));
    }

    static TestServer on(Endpoint database, Provider provider, Settings.Connection connection) {
        return new TestServer(
                Server.start(
                        settings(connection),
                        new Database(database),
                        List.of(provider),
                        Clock.systemUTC()));
    }

    private static Settings settings(Settings.Connection connection) {
        return new Settings(
                new Settings.Server("127.0.0.1", 0, null),
                new Settings.Database.Embedded(Path.of("unused")),
                new Settings.Admin(Secret.of(TOKEN)),
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                List.of(connection));
    }

    int port() {
        return server.publicUrl().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> send(WebhookRequest webhook) {
        return send(webhook.headers(), webhook.body());
    }

    HttpResponse<String> send(Map<String, String> headers, byte[] body) {
        var request =
                HttpRequest.newBuilder(uri("/webhooks/" + CONNECTION))
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /// Sends webhooks one after the other and expects each to be taken.
    void sendAll(List<WebhookRequest> webhooks) {
        for (var webhook : webhooks) {
            var answer = send(webhook);
            if (answer.statusCode() != 202) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
        }
    }

    HttpResponse<String> get(String path) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("authorization", "Bearer " + TOKEN)
                        .build());
    }

    JsonObject json(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }

    /// The only pull request there is.
    JsonObject pullRequest() {
        var items = json("/api/v1/pull-requests").getJsonArray("items");
        if (items.size() != 1) {
            throw new AssertionError("one pull request expected: " + items);
        }
        return items.getJsonObject(0);
    }

    JsonObject timeline(JsonObject pullRequest) {
        return json(
                "/api/v1/pull-requests/"
                        + URLEncoder.encode(pullRequest.getString("id"), UTF_8)
                        + "/timeline");
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// Opens a stream.
    ///
    /// @param query what comes after the question mark
    TestStream stream(String query, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(uri("/api/v1/stream?" + query))
                        .header("authorization", "Bearer " + TOKEN);
        headers.forEach(request::header);
        return TestStream.open(client, request.build());
    }

    TestStream stream(String query) {
        return stream(query, Map.of());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /// Ends like [#close], without waiting for streams that are still open.
    void closeFirst() {
        server.close();
    }
}
