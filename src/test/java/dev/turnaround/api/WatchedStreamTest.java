package dev.turnaround.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Actor;
import dev.turnaround.store.ApiTokens;
import dev.turnaround.store.Database;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An answer without an end does not outlive the token that it was asked for with.
class WatchedStreamTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_stream_ends_soon_after_its_token_is_revoked() throws Exception {
        var database = new Database(TestDatabase.create());
        database.migrate();
        var readers = database.readers(vertx);
        var clock = new HandClock();
        var tokens = new ApiTokens(readers);
        var token =
                tokens.add(
                                Tokens.hash("ta_watched"),
                                "read",
                                "a screen on the wall",
                                clock.instant(),
                                null,
                                Actor.TERMINAL,
                                null)
                        .await();
        var rules =
                new AccessRules(
                        null,
                        URI.create("http://localhost"),
                        Duration.ofDays(3),
                        Duration.ofDays(30),
                        List.of(),
                        null);
        var doorkeeper = new Doorkeeper(readers, rules, clock, Duration.ofMillis(50));
        var demands = Contract.fromClassPath().demands();
        var router = Router.router(vertx);
        router.route()
                .handler(context ->
                        doorkeeper.admit(context, demands.of("GET", context.normalizedPath())))
                .handler(context -> {
                    var _ = context.response().setChunked(true).write("one\n");
                    doorkeeper.watch(vertx, context);
                });
        var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + server.actualPort()
                                                            + "/api/v1/stream"))
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .header("authorization", "Bearer ta_watched")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (var body = answer.body()) {
                body.readNBytes(4);
                Thread.sleep(300);
                assertThat(body.available()).isZero();

                tokens.revoke(token.id(), clock.instant(), Actor.TERMINAL, null).await();

                assertThat(ends(body)).isTrue();
            }
        }
        readers.close().await();
    }

    /// Cut off in the middle of a chunked body is how it ends.
    private static boolean ends(InputStream body) {
        try {
            return body.read() == -1;
        } catch (IOException cutOff) {
            return true;
        }
    }
}
