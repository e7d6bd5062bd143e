package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.WebhookRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `kill -9` under load: what was answered 202 is there, once, and means the same.
///
/// `-Dseed=` with the number that a failure tells sends the same deliveries in the same order; how
/// far the server had come with them is chance.
class KilledTest {
    private static final int LIVES = 25;
    private static final int SENDERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(KilledTest.class);

    private final long seed = Long.getLong("seed", new Random().nextLong());
    @TempDir private Path folder;

    @Test
    void what_was_acknowledged_survives_the_server() throws IOException, InterruptedException {
        survives(ServerProcess::kill);
    }

    @Test
    void what_was_acknowledged_survives_the_server_and_its_database()
            throws IOException, InterruptedException {
        survives(server -> {
            var postmaster = server.postmaster();
            postmaster.destroyForcibly();
            server.kill();
            postmaster.onExit().join();
        });
    }

    /// Ends a server that has no say in it.
    @FunctionalInterface
    private interface Kill {
        void of(ServerProcess server) throws IOException, InterruptedException;
    }

    private void survives(Kill kill) throws IOException, InterruptedException {
        var random = new Random(seed);
        var deliveries = deliveries(random);
        var acknowledged = sendUntilKilled(kill, deliveries, random);
        assertThat(acknowledged).as("seed %d", seed).hasSizeLessThan(deliveries.size());

        try (var server = ServerProcess.serve(folder)) {
            var stored = ids(server);
            LOG.atInfo()
                    .addKeyValue("secondStart", server.startup())
                    .addKeyValue("sent", deliveries.size())
                    .addKeyValue("acknowledged", acknowledged.size())
                    .addKeyValue("stored", stored.size())
                    .log("killed and started again");
            assertThat(stored)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsAll(acknowledged);
            var told = deliveries.stream().filter(one -> stored.contains(id(one))).toList();
            assertThat(pullRequests(server)).as("seed %d", seed).isEqualTo(afterOnly(told));

            var again = send(server, deliveries, _ -> {});
            assertThat(again.keySet()).as("seed %d", seed).hasSameSizeAs(deliveries);
            assertThat(stored)
                    .as("seed %d", seed)
                    .allSatisfy(id -> assertThat(again.get(id)).contains("duplicate"));
            assertThat(pullRequests(server)).as("seed %d", seed).isEqualTo(afterOnly(deliveries));
        }
    }

    /// Several hundred, of pull requests that live at the same time.
    private static List<WebhookRequest> deliveries(Random random) {
        var acme = new Acme(random.nextInt(1_000));
        var deliveries = new ArrayList<WebhookRequest>();
        for (var i = 0; i < LIVES; i++) {
            deliveries.addAll(acme.life("Life " + i));
        }
        Collections.shuffle(deliveries, random);
        return deliveries;
    }

    /// @return the ids of those that were answered 202
    private Set<String> sendUntilKilled(Kill kill, List<WebhookRequest> deliveries, Random random)
            throws IOException, InterruptedException {
        var enough =
                new CountDownLatch(deliveries.size() / 4 + random.nextInt(deliveries.size() / 2));
        try (var server = ServerProcess.serve(folder);
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    CompletableFuture.supplyAsync(
                            () -> send(server, deliveries, _ -> enough.countDown()), aside);
            var inTime = enough.await(60, TimeUnit.SECONDS);
            kill.of(server);
            assertThat(inTime).as("seed %d", seed).isTrue();
            return answers.join().keySet();
        }
    }

    /// Sends many at a time, until all are sent or the server is gone.
    ///
    /// @param taken told of each that was answered 202
    /// @return the answers of those, by the id of the delivery
    private static Map<String, String> send(
            TestClient server, Collection<WebhookRequest> deliveries, Consumer<String> taken) {
        Map<String, String> answers = new ConcurrentHashMap<>();
        var left = new ConcurrentLinkedQueue<>(deliveries);
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < SENDERS; i++) {
                senders.execute(() -> sendEach(server, left, answers, taken));
            }
        }
        return answers;
    }

    private static void sendEach(
            TestClient server,
            Queue<WebhookRequest> left,
            Map<String, String> answers,
            Consumer<String> taken) {
        try {
            for (var one = left.poll(); one != null; one = left.poll()) {
                var answer = server.send(one);
                if (answer.statusCode() == 202) {
                    answers.put(id(one), answer.body());
                    taken.accept(id(one));
                }
            }
        } catch (UncheckedIOException killed) {
            // The test compares what was answered with what was sent.
        }
    }

    private static String id(WebhookRequest delivery) {
        return delivery.header("X-GitHub-Delivery");
    }

    private static List<String> ids(TestClient server) {
        return server.all("/api/v1/deliveries").stream().map(line -> line.getString("id")).toList();
    }

    /// What a server knows that nobody disturbed.
    private static Map<String, JsonObject> afterOnly(Collection<WebhookRequest> deliveries) {
        try (var server = TestServer.fresh()) {
            assertThat(send(server, deliveries, _ -> {})).hasSameSizeAs(deliveries);
            return pullRequests(server);
        }
    }

    private static Map<String, JsonObject> pullRequests(TestClient server) {
        return server.all("/api/v1/pull-requests").stream()
                .peek(KilledTest::forgetWhatGoesOn)
                .collect(
                        Collectors.toMap(
                                one -> one.getString("id"),
                                one -> one,
                                (one, other) -> {
                                    throw new AssertionError(one + " and " + other);
                                },
                                TreeMap::new));
    }

    /// The phases of an open pull request last until now.
    private static void forgetWhatGoesOn(JsonObject pullRequest) {
        if (pullRequest.getString("state").equals("open")) {
            pullRequest.remove("phaseSeconds");
        }
    }
}
