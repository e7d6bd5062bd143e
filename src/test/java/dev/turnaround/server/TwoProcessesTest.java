package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one database, one of which is killed: the other does all that it did, and
/// nothing is lost, done twice or left out.
class TwoProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Endpoint database = TestDatabase.create();
    @TempDir private Path folder;

    /// Senders do as a proxy does: what one process does not answer goes to the other.
    @Test
    void webhooks_of_a_process_that_is_killed_are_taken_by_the_other() throws Exception {
        var acme = new Acme(51);
        var deliveries = new ArrayList<WebhookRequest>();
        for (var i = 0; i < 15; i++) {
            deliveries.addAll(acme.life("Life " + i));
        }
        Map<String, String> verdicts = new ConcurrentHashMap<>();
        try (var doomed = serve("doomed", "");
                var other = serve("other", "")) {
            var left = new ConcurrentLinkedQueue<>(deliveries);
            var some = new CountDownLatch(deliveries.size() / 3);
            try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 16; i++) {
                    senders.execute(() -> sendEach(doomed, other, left, verdicts, some));
                }
                assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
                doomed.kill();
            }
            assertThat(verdicts).hasSameSizeAs(deliveries);
            var stored =
                    other.all("/api/v1/deliveries").stream()
                            .map(line -> line.getString("id"))
                            .toList();
            assertThat(stored).containsAll(verdicts.keySet());
            var applied =
                    other.all("/api/v1/deliveries").stream()
                            .filter(line -> line.getString("verdict").equals("applied"))
                            .map(line -> line.getString("id"))
                            .toList();
            assertThat(applied).doesNotHaveDuplicates();
            assertThat(states(other)).isEqualTo(statesAfter(deliveries));
        }
    }

    private static void sendEach(
            TestClient first,
            TestClient second,
            ConcurrentLinkedQueue<WebhookRequest> left,
            Map<String, String> verdicts,
            CountDownLatch some) {
        for (var one = left.poll(); one != null; one = left.poll()) {
            var id = one.header("X-GitHub-Delivery");
            // By chance one or the other has it first.
            var inTurn = id.hashCode() % 2 == 0 ? List.of(first, second) : List.of(second, first);
            for (var server : inTurn) {
                try {
                    var answer = server.send(one);
                    if (answer.statusCode() == 202) {
                        verdicts.put(id, answer.body());
                        some.countDown();
                        break;
                    }
                } catch (UncheckedIOException gone) {
                    // The next one.
                }
            }
        }
    }

    private static Set<String> states(TestClient server) {
        var states = new HashSet<String>();
        for (var one : server.all("/api/v1/pull-requests")) {
            states.add(
                    "%s %s %s %s %s"
                            .formatted(
                                    one.getString("title"),
                                    one.getString("phase"),
                                    one.getValue("timeToFirstCommentSeconds"),
                                    one.getValue("timeToApproveSeconds"),
                                    one.getValue("timeToMergeSeconds")));
        }
        return states;
    }

    private static Set<String> statesAfter(List<WebhookRequest> deliveries) {
        try (var server = TestServer.fresh()) {
            server.sendAll(deliveries);
            return states(server);
        }
    }

    @Test
    void a_stream_of_a_process_that_is_killed_goes_on_at_the_other_without_a_gap()
            throws Exception {
        var acme = new Acme(52);
        var count = 120;
        try (var doomed = serve("doomed", "");
                var other = serve("other", "")) {
            var got = new ArrayList<String>();
            var told = new ArrayList<String>();
            try (var watch = other.stream("");
                    var broken = doomed.stream("")) {
                assertThat(watch.next().name()).isEqualTo("snapshot");
                var last = broken.next().id();
                try (var sender = Executors.newVirtualThreadPerTaskExecutor()) {
                    sender.execute(() -> {
                        for (var i = 0; i < count; i++) {
                            var one = acme.pullRequest("Number " + i);
                            other.send(one.opened(at(i)));
                            other.send(one.merged(at(i + 1), LENA));
                        }
                    });
                    got.add(broken.next().id());
                    got.add(broken.next().id());
                    doomed.kill();
                    for (var event = broken.next();
                            !event.name().equals("closed");
                            event = broken.next()) {
                        got.add(event.id());
                    }
                    last = got.getLast();
                    watch.next(2 * count).forEach(event -> told.add(event.id()));
                }
                assertThat(got).hasSizeLessThan(2 * count);
                try (var resumed = other.stream("", Map.of("Last-Event-ID", last))) {
                    resumed.next(2 * count - got.size()).forEach(event -> got.add(event.id()));
                }
            }
            assertThat(got).isEqualTo(told);
        }
    }

    @Test
    void a_sync_of_a_process_that_is_killed_is_gone_on_with_by_the_other() throws Exception {
        var vertx = Vertx.vertx();
        var gitHub = new Pages();
        try (var api = ApiServer.open(vertx, gitHub::answer, Clock.systemUTC())) {
            var connection =
                    """
                        url: %s
                        auth: { token: %s }
                    """
                            .formatted(api.address(), Pages.TOKEN);
            try (var doomed = serve("doomed", connection)) {
                gitHub.untilItStands();
                try (var other = serve("other", connection)) {
                    doomed.kill();
                    // What was asked for last may have been answered and not stored.
                    Thread.sleep(500);
                    var before = gitHub.asked();
                    gitHub.goOn();
                    var run = untilEnded(other);

                    assertThat(run.getString("state")).isEqualTo("succeeded");
                    var after = gitHub.asked().subList(before.size(), gitHub.asked().size());
                    assertThat(before).startsWith("");
                    // From where the other was, and at the end once more what changed meanwhile.
                    assertThat(after.getFirst()).isNotEmpty();
                    assertThat(after.subList(0, after.size() - 1))
                            .doesNotContain("")
                            .doesNotHaveDuplicates();
                    assertThat(
                                    after.stream()
                                            .filter(before::contains)
                                            .filter(one -> !one.isEmpty()))
                            .as("pages that were read and not stored")
                            .hasSizeLessThanOrEqualTo(2);
                    assertThat(other.all("/api/v1/pull-requests")).hasSize(Pages.PULL_REQUESTS);
                    var repository = other.all("/api/v1/repositories").getFirst();
                    assertThat(repository.getJsonObject("pullRequests").getInteger("ingested"))
                            .isEqualTo(Pages.PULL_REQUESTS);
                    assertThat(runs(other)).hasSize(1);
                }
            }
        } finally {
            vertx.close().await();
        }
    }

    private static JsonObject untilEnded(TestClient server) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            var runs = runs(server);
            if (!runs.isEmpty() && runs.getFirst().getValue("endedAt") != null) {
                return runs.getFirst();
            }
            Thread.sleep(200);
        }
        throw new AssertionError("no sync ended: " + runs(server));
    }

    private static List<JsonObject> runs(TestClient server) {
        var repositories = server.all("/api/v1/repositories");
        return repositories.isEmpty()
                ? List.of()
                : server.all(
                        "/api/v1/repositories/%s/syncs"
                                .formatted(repositories.getFirst().getString("id")));
    }

    /// A GitHub whose list has several pages, and that answers some of them only when it is told
    /// to.
    private static final class Pages {
        static final String TOKEN = "a-token-of-the-tests";
        static final int PULL_REQUESTS = 300;
        private static final int PAGES_AT_ONCE = 3;

        private final Person mia = Person.user(5_001, "mia");
        private final GitHubApi gitHub = new GitHubApi(mia, TOKEN);
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final CountDownLatch stands = new CountDownLatch(1);
        private volatile boolean free;

        Pages() {
            var now = Clock.systemUTC().instant();
            var hook = new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(7));
            var web =
                    new GitHubOrganization(61_204_113, "acme", hook)
                            .repository(
                                    "web", "The shop", "Kotlin", 480, now.minusSeconds(9_000_000));
            for (var hour = 1; hour <= PULL_REQUESTS; hour++) {
                web.pullRequest(
                                mia,
                                "Change " + hour,
                                "",
                                "change-" + hour,
                                new GitHubRepository.Size(1, 10, 2, 1))
                        .opened(now.minus(Duration.ofHours(hour)));
            }
            gitHub.add(web);
        }

        ApiReply answer(ApiRequest request, URI base, Instant now) {
            if (request.body().contains("\"operationName\":\"PullRequests\"")) {
                if (!free && asked.size() >= PAGES_AT_ONCE) {
                    stands.countDown();
                    return ApiReply.json(
                                    429,
                                    "{\"message\":\"You have exceeded a secondary rate limit\"}")
                            .with("retry-after", "1");
                }
                var variables = new JsonObject(request.body()).getJsonObject("variables");
                var after = variables.getString("after");
                asked.add(after == null ? "" : after);
            }
            return gitHub.answer(request, base, now);
        }

        void untilItStands() throws InterruptedException {
            assertThat(stands.await(60, TimeUnit.SECONDS)).isTrue();
        }

        void goOn() {
            free = true;
        }

        /// The places from which pages were given, in order.
        List<String> asked() {
            return List.copyOf(asked);
        }
    }

    private ServerProcess serve(String name, String connection) throws IOException {
        var home = Files.createDirectory(folder.resolve(name));
        var settings = ServerProcess.settings(home, database, database.password(), connection);
        return ServerProcess.serve(home, settings, Map.of());
    }
}
