package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.log.TestBroker;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With Kafka between the door and the database, on a real broker.
class LogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path DOCUMENTED = Path.of("docs", "kafka.md");

    private final Acme acme = new Acme(71);
    private final Random random = new Random(4_711);
    @TempDir private Path folder;

    @Test
    void a_delivery_is_accepted_and_the_delivery_log_says_what_becomes_of_it()
            throws InterruptedException {
        try (var server = TestServer.logging(TestDatabase.create(), log(1))) {
            var opened = acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
            var answer = server.send(opened);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(new JsonObject(answer.body()))
                    .isEqualTo(new JsonObject().put("verdict", "accepted"));
            assertThat(server.send(opened).body()).contains("accepted");
            assertThat(server.send(Signed.of("{}", "ping", random)).body()).contains("accepted");
            assertThat(server.send(Signed.of("{\"action\":", "pull_request", random)).statusCode())
                    .isEqualTo(400);
            assertThat(server.send(forged(opened)).statusCode()).isEqualTo(401);

            await(() -> server.all("/api/v1/deliveries").size() == 5);
            assertThat(server.all("/api/v1/deliveries"))
                    .extracting(line -> line.getString("verdict"))
                    .containsExactlyInAnyOrder(
                            "applied", "duplicate", "ignored", "malformed", "rejected");
            assertThat(server.pullRequest().getString("title"))
                    .isEqualTo("Retry idempotency keys on 409");
            assertThat(ready(server))
                    .isEqualTo(Map.of("status", "UP", "database", "UP", "log", "UP"));
        }
    }

    private static WebhookRequest forged(WebhookRequest genuine) {
        var headers = new HashMap<>(genuine.headers());
        headers.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
        return new WebhookRequest(headers, genuine.body());
    }

    @Test
    void what_comes_while_the_database_is_away_is_stored_when_it_is_back()
            throws InterruptedException, SQLException {
        var real = TestDatabase.create();
        try (var wire = new Wire(real);
                var server = TestServer.logging(wire.endpoint(), log(4))) {
            var titles = new ArrayList<String>();
            wire.cut();
            var began = System.nanoTime();
            while (System.nanoTime() - began < Duration.ofSeconds(10).toNanos()) {
                var title = "While away " + titles.size();
                titles.add(title);
                var sent = System.nanoTime();
                var answer = server.send(new Acme(titles.size()).pullRequest(title).opened(at(0)));
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(Duration.ofNanos(System.nanoTime() - sent))
                        .isLessThan(Duration.ofSeconds(2));
                Thread.sleep(20);
            }
            assertThat(ready(server))
                    .isEqualTo(Map.of("status", "UP", "database", "DOWN", "log", "UP"));

            wire.mend();
            await(() -> server.all("/api/v1/pull-requests").size() == titles.size());
            assertThat(server.all("/api/v1/pull-requests"))
                    .extracting(one -> one.getString("title"))
                    .containsExactlyInAnyOrderElementsOf(titles);
            assertThat(server.all("/api/v1/deliveries"))
                    .hasSize(titles.size())
                    .allMatch(line -> line.getString("verdict").equals("applied"));
            assertThat(refused(real)).isZero();
        }
    }

    @Test
    void a_server_that_ends_while_the_database_is_away_leaves_what_it_accepted_to_the_next()
            throws InterruptedException {
        var real = TestDatabase.create();
        var log = log(2);
        var accepted = new HashSet<String>();
        try (var wire = new Wire(real)) {
            try (var server = TestServer.logging(wire.endpoint(), log)) {
                wire.cut();
                for (var i = 0; i < 50; i++) {
                    assertThat(send(server, accepted, "While away " + i)).isTrue();
                }
                // Some are in the reader's hands by now.
                Thread.sleep(1_000);
            }
        }
        try (var server = TestServer.logging(real, log)) {
            await(() -> Set.copyOf(deliveries(server)).equals(accepted));
            assertThat(deliveries(server)).doesNotHaveDuplicates();
        }
    }

    @Test
    void nothing_is_accepted_while_the_broker_is_away_and_nothing_accepted_is_lost()
            throws IOException, InterruptedException, SQLException {
        var database = TestDatabase.create();
        try (var broker = TestBroker.alone();
                var server =
                        TestServer.logging(
                                database,
                                new Settings.Ingest.Kafka(
                                        List.of(broker.server()),
                                        broker.topic(2),
                                        "turnaround",
                                        Map.of()))) {
            var accepted = new HashSet<String>();
            send(server, accepted, "Before");
            broker.kill();
            var refused = 0L;
            for (var i = 0; i < 3; i++) {
                refused += refusedAtOnce(server, 20);
            }
            assertThat(refused).isEqualTo(60);
            assertThat(ready(server)).containsEntry("status", "DOWN").containsEntry("log", "DOWN");

            broker.startAgain();
            var more = refused;
            var back = System.nanoTime();
            while (!send(server, accepted, "After")) {
                more++;
                assertThat(System.nanoTime() - back).isLessThan(PATIENCE.toNanos());
            }
            for (var i = 0; i < 20; i++) {
                assertThat(send(server, accepted, "Again " + i)).isTrue();
            }
            await(() -> deliveries(server).containsAll(accepted));
            assertThat(refused(database)).isEqualTo(more);
            await(() -> "UP".equals(ready(server).get("status")));
        }
    }

    private boolean send(TestClient server, Set<String> accepted, String title) {
        var delivery = acme.pullRequest(title).opened(at(0));
        var taken = server.send(delivery).statusCode() == 202;
        if (taken) {
            accepted.add(id(delivery));
        }
        return taken;
    }

    /// Many at once: none of them waits longer than its sender would.
    private long refusedAtOnce(TestClient server, int count) throws InterruptedException {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<WebhookRequest>();
            for (var i = 0; i < count; i++) {
                all.add(acme.pullRequest("While the broker is away").opened(at(0)));
            }
            return senders
                    .invokeAll(
                            all.stream()
                                    .<Callable<Boolean>>map(
                                            one -> () -> isRefusedInTime(server, one))
                                    .toList())
                    .stream()
                    .map(Future::resultNow)
                    .filter(refused -> refused)
                    .count();
        }
    }

    private static boolean isRefusedInTime(TestClient server, WebhookRequest delivery) {
        var sent = System.nanoTime();
        var answer = server.send(delivery);
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(10));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        return true;
    }

    @Test
    void what_is_read_again_changes_nothing_and_is_no_second_delivery()
            throws InterruptedException {
        var database = TestDatabase.create();
        var first = log(1);
        List<JsonObject> deliveries;
        List<JsonObject> pullRequests;
        try (var server = TestServer.logging(database, first)) {
            server.sendAll(acme.life("Read twice"));
            server.send(Signed.of("{}", "ping", random));
            server.send(Signed.of("{\"action\":", "pull_request", random));
            await(() -> server.all("/api/v1/deliveries").size() == 22);
            deliveries = server.all("/api/v1/deliveries");
            pullRequests = settled(server);
        }
        // Another group begins at the beginning, as one whose offsets were lost.
        var again = new Settings.Ingest.Kafka(first.servers(), first.topic(), "again", Map.of());
        try (var server = TestServer.logging(database, again)) {
            var last = acme.pullRequest("After all that").opened(at(100));
            server.send(last);
            await(() -> deliveries(server).contains(id(last)));
            assertThat(server.all("/api/v1/deliveries").subList(1, 23)).isEqualTo(deliveries);
            assertThat(settled(server)).hasSize(2).containsAll(pullRequests);
        }
    }

    @Test
    void a_server_that_is_killed_leaves_what_it_accepted_to_the_next()
            throws IOException, InterruptedException {
        var log = log(3);
        var deliveries = new ArrayList<WebhookRequest>();
        for (var i = 0; i < 20; i++) {
            deliveries.addAll(acme.life("Life " + i));
        }
        Collections.shuffle(deliveries, random);
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        try (var server = serve(log);
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            var enough = new CountDownLatch(deliveries.size() / 2);
            var sent = aside.submit(() -> sendAll(server, deliveries, accepted, enough));
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            server.kill();
            await(sent::isDone);
        }
        assertThat(accepted).hasSizeLessThan(deliveries.size());
        try (var server = serve(log)) {
            await(() -> deliveries(server).containsAll(accepted));
            sendAll(server, deliveries, accepted, new CountDownLatch(0));
            await(() -> Set.copyOf(deliveries(server)).size() == deliveries.size());
            try (var direct = TestServer.fresh()) {
                direct.sendAll(deliveries);
                await(() -> settled(server).equals(settled(direct)));
            }
            assertThat(
                            server.all("/api/v1/deliveries").stream()
                                    .filter(line -> line.getString("verdict").equals("applied"))
                                    .map(line -> line.getString("id")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void of_two_servers_one_takes_over_from_the_other() throws InterruptedException {
        var database = TestDatabase.create();
        var log = log(4);
        var deliveries = new ArrayList<WebhookRequest>();
        for (var i = 0; i < 20; i++) {
            deliveries.addAll(acme.life("Life " + i));
        }
        Set<String> accepted = ConcurrentHashMap.newKeySet();
        var enough = new CountDownLatch(deliveries.size() / 2);
        try (var one = TestServer.logging(database, log);
                var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = TestServer.logging(database, log);
            var sent = aside.submit(() -> sendAll(one, deliveries, accepted, enough));
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            other.close();
            await(sent::isDone);
            await(() -> deliveries(one).size() >= deliveries.size());
            assertThat(deliveries(one))
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(accepted);
            try (var direct = TestServer.fresh()) {
                direct.sendAll(deliveries);
                assertThat(settled(one)).isEqualTo(settled(direct));
            }
        }
    }

    @Test
    void all_about_a_pull_request_stands_in_one_partition_in_the_order_of_its_coming() {
        var log = log(5);
        var sent = new ArrayList<String>();
        try (var server = TestServer.logging(TestDatabase.create(), log)) {
            var pullRequests = new ArrayList<GitHubPullRequest>();
            for (var i = 0; i < 8; i++) {
                var one = acme.pullRequest("Ordered " + i);
                pullRequests.add(one);
                sent.add(id(sendTo(server, one.opened(at(i)))));
            }
            for (var minute = 10; minute < 15; minute++) {
                for (var one : pullRequests) {
                    sent.add(id(sendTo(server, one.issueCommentCreated(at(minute), OMAR, "Why?"))));
                }
            }
            for (var one : pullRequests) {
                sent.add(id(sendTo(server, one.merged(at(20), LENA))));
            }
        }
        var byKey = new HashMap<String, List<String>>();
        var partitions = new HashMap<String, Set<Integer>>();
        for (var entry : TestBroker.shared().entries(log.topic())) {
            var key = new String(entry.key(), UTF_8);
            byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new JsonObject(new String(entry.value(), UTF_8)).getString("delivery"));
            partitions.computeIfAbsent(key, _ -> new HashSet<>()).add(entry.partition());
        }
        assertThat(byKey).hasSize(8);
        assertThat(partitions.values()).allMatch(some -> some.size() == 1);
        assertThat(Set.copyOf(partitions.values())).hasSizeGreaterThan(1);
        byKey.values()
                .forEach(ids ->
                        assertThat(ids)
                                .hasSize(7)
                                .isEqualTo(sent.stream().filter(ids::contains).toList()));
    }

    private static WebhookRequest sendTo(TestClient server, WebhookRequest delivery) {
        server.sendAll(List.of(delivery));
        return delivery;
    }

    @Test
    void what_nobody_can_read_is_passed_over_and_counted() throws InterruptedException {
        var log = log(1);
        TestBroker.shared().put(log.topic(), "junk", "{\"version\":99,\"secret\":\"canary\"}");
        try (var server = TestServer.logging(TestDatabase.create(), log)) {
            server.send(acme.pullRequest("After the junk").opened(at(0)));
            await(() -> server.all("/api/v1/pull-requests").size() == 1);
            await(() -> server.get("/metrics").body().contains("turnaround_log_stored_total 2.0"));
            var scraped = server.get("/metrics").body();
            assertThat(scraped)
                    .contains("turnaround_log_passed_over_total 1.0")
                    .contains("turnaround_log_written_total 1.0");
            await(() -> server.get("/metrics").body().contains("turnaround_log_lag 0.0"));
            for (var line :
                    scraped.lines().filter(one -> one.startsWith("turnaround_log_")).toList()) {
                assertThat(documented()).contains("`" + line.substring(0, line.indexOf(' ')) + "`");
            }
        }
    }

    private static String documented() {
        try {
            return Files.readString(DOCUMENTED);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void what_was_left_out_meanwhile_does_not_come_back() throws InterruptedException {
        var database = TestDatabase.create();
        var log = log(1);
        var elsewhere =
                new Settings.Ingest.Kafka(log.servers(), log.topic(), "elsewhere", Map.of());
        try (var server = TestServer.logging(database, log)) {
            server.sendAll(acme.life("Erased"));
        }
        var fresh = TestDatabase.create();
        try (var server =
                TestServer.logging(
                        fresh, elsewhere, new Settings.Selection.Listed(List.of("acme/other")))) {
            await(() -> deliveries(server).size() == 20);
            assertThat(server.all("/api/v1/pull-requests")).isEmpty();
            assertThat(server.all("/api/v1/deliveries"))
                    .extracting(line -> line.getString("verdict"), line -> line.getString("reason"))
                    .containsOnly(tuple("skipped", "the repository is not selected"));
        }
    }

    private static Settings.Ingest.Kafka log(int partitions) {
        var broker = TestBroker.shared();
        return new Settings.Ingest.Kafka(
                List.of(broker.server()), broker.topic(partitions), "turnaround", Map.of());
    }

    private ServerProcess serve(Settings.Ingest.Kafka log) throws IOException {
        return ServerProcess.serve(
                folder,
                ServerProcess.logging(folder, log.servers().getFirst(), log.topic()),
                Map.of());
    }

    private static void sendAll(
            TestClient server,
            List<WebhookRequest> deliveries,
            Set<String> accepted,
            CountDownLatch enough) {
        var left = new ConcurrentLinkedQueue<>(deliveries);
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 16; i++) {
                senders.execute(() -> {
                    try {
                        for (var one = left.poll(); one != null; one = left.poll()) {
                            if (server.send(one).statusCode() == 202) {
                                accepted.add(id(one));
                                enough.countDown();
                            }
                        }
                    } catch (UncheckedIOException killed) {
                        // The test compares what was accepted with what is there.
                    }
                });
            }
        }
    }

    private static List<String> deliveries(TestClient server) {
        return server.all("/api/v1/deliveries").stream().map(line -> line.getString("id")).toList();
    }

    /// Pull requests by title without what goes on until now.
    private static List<JsonObject> settled(TestClient server) {
        return server.all("/api/v1/pull-requests").stream()
                .peek(one -> {
                    if (one.getString("state").equals("open")) {
                        one.remove("phaseSeconds");
                    }
                })
                .sorted(Comparator.comparing(one -> one.getString("id")))
                .collect(Collectors.toList());
    }

    private static Map<String, String> ready(TestClient server) {
        var answer = new JsonObject(server.get("/health/ready").body());
        var told = new HashMap<String, String>();
        told.put("status", answer.getString("status"));
        answer.getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .forEach(one -> told.put(one.getString("id"), one.getString("status")));
        return told;
    }

    private static long refused(Endpoint database) throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                "select coalesce(sum(deliveries), 0) from refusal")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String id(WebhookRequest delivery) {
        return delivery.header("X-GitHub-Delivery");
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        var began = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Thread.sleep(50);
        }
    }
}
