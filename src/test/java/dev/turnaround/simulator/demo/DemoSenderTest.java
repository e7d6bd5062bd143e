package dev.turnaround.simulator.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Scene;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoSenderTest {
    private final Vertx vertx = Vertx.vertx();
    private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    /// Three things happened, and something small goes on happening.
    private static final class Small implements Script {
        @Override
        public List<Posted> past() {
            return List.of(request("one"), request("two"), request("three"));
        }

        @Override
        public Duration pause() {
            return Duration.ofMillis(1);
        }

        @Override
        public List<Posted> act() {
            return List.of(request("live"));
        }

        private static Posted request(String text) {
            return new Posted(
                    Scene.GITHUB,
                    new WebhookRequest(Map.of("X-GitHub-Event", "ping"), text.getBytes(UTF_8)));
        }
    }

    private URI serving(io.vertx.core.Handler<HttpServerRequest> answer) {
        var server = vertx.createHttpServer().requestHandler(answer).listen(0, "127.0.0.1").await();
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/webhooks/acme");
    }

    @Test
    void it_tells_the_past_in_order_and_then_goes_on() throws InterruptedException {
        var live = new CountDownLatch(3);
        var target =
                serving(request ->
                        request.body()
                                .onSuccess(body -> {
                                    bodies.add(body.toString());
                                    if (body.toString().equals("live")) {
                                        live.countDown();
                                    }
                                    request.response().setStatusCode(202).end();
                                }));
        try (var sender = new DemoSender(vertx, _ -> target, new Small())) {
            sender.start().await();
            assertThat(live.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.refused()).isZero();
        }
        assertThat(bodies).startsWith("one", "two", "three", "live");
    }

    @Test
    void it_sends_again_what_could_not_be_taken_and_keeps_the_order() {
        var target =
                serving(request ->
                        request.body()
                                .onSuccess(body -> {
                                    bodies.add(body.toString());
                                    var busy = bodies.size() == 2;
                                    request.response()
                                            .putHeader("Retry-After", "1")
                                            .setStatusCode(busy ? 503 : 202)
                                            .end();
                                }));
        try (var sender = new DemoSender(vertx, _ -> target, new Small())) {
            sender.start().await();
            assertThat(sender.accepted()).isGreaterThanOrEqualTo(3);
            assertThat(sender.refused()).isZero();
        }
        assertThat(bodies).startsWith("one", "two", "two", "three");
    }

    @Test
    void it_gives_up_on_what_is_refused_and_goes_on_with_the_next() {
        var target =
                serving(request ->
                        request.body()
                                .onSuccess(body -> {
                                    bodies.add(body.toString());
                                    var bad = bodies.size() == 1;
                                    request.response().setStatusCode(bad ? 401 : 202).end();
                                }));
        try (var sender = new DemoSender(vertx, _ -> target, new Small())) {
            sender.start().await();
            assertThat(sender.refused()).isEqualTo(1);
        }
        assertThat(bodies).startsWith("one", "two", "three");
    }
}
