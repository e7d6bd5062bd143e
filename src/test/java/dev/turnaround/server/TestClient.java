package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.simulator.WebhookRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A client to a server with one GitHub connection, wherever it runs.
class TestClient implements AutoCloseable {
    static final String CONNECTION = "acme-github";
    static final String SECRET = "a secret of the tests";
    static final String TOKEN = "ta_token-of-the-tests";

    private final int port;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestClient(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> send(WebhookRequest webhook) {
        return send(webhook.headers(), webhook.body());
    }

    HttpResponse<String> send(Map<String, String> headers, byte[] body) {
        return send("/webhooks/" + CONNECTION, headers, body);
    }

    HttpResponse<String> send(String path, Map<String, String> headers, byte[] body) {
        var request =
                HttpRequest.newBuilder(uri(path))
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

    /// All items of a list, page after page.
    List<JsonObject> all(String path) {
        var items = new ArrayList<JsonObject>();
        var from = path + "?limit=500";
        while (true) {
            var page = json(from);
            page.getJsonArray("items").forEach(item -> items.add((JsonObject) item));
            var next = page.getString("next");
            if (next == null) {
                return items;
            }
            from = path + "?limit=500&cursor=" + URLEncoder.encode(next, UTF_8);
        }
    }

    /// The only pull request there is.
    JsonObject pullRequest() {
        var items = all("/api/v1/pull-requests");
        if (items.size() != 1) {
            throw new AssertionError("one pull request expected: " + items);
        }
        return items.getFirst();
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
    }
}
