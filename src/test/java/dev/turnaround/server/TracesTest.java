package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.log.TestBroker;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.otel.TestCollector;
import dev.turnaround.trace.otel.Told;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of a webhook, and of a sync, as a collector gets it.
class TracesTest {
    private static final String REQUEST = "POST /webhooks/{connection}";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "b7ad6b7169203331";
    private static final String API_TOKEN = "a-token-for-the-api";
    private static final String URL_SECRET = "the-secret-in-the-address";
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/turnaround/provider/github/webhook");

    private final TestCollector collector = TestCollector.open();
    private final Endpoint database = TestDatabase.create();
    private final Acme acme = new Acme(81);
    @TempDir private Path folder;

    @AfterEach
    void close() {
        collector.close();
    }

    private TestServer server() {
        return server(new Settings.Ingest.Direct());
    }

    private TestServer server(Settings.Ingest between) {
        return server(
                between,
                List.of(new GitHub()),
                List.of(TestServer.gitHub(new Settings.Selection.All())));
    }

    private TestServer server(
            Settings.Ingest between,
            List<Provider> providers,
            List<Settings.Connection> connections) {
        var tracing = new Settings.Tracing(collector.address(), "reviews", 1);
        return TestServer.traced(database, tracing, between, providers, connections);
    }

    private static WebhookRequest traced(WebhookRequest webhook) {
        var headers = new HashMap<>(webhook.headers());
        headers.put("traceparent", "00-" + TRACE + "-" + SENDER + "-01");
        return new WebhookRequest(headers, webhook.body());
    }

    @Test
    void the_way_of_a_webhook_is_shown_from_the_door_to_the_stream() throws InterruptedException {
        var opened = acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
        try (var server = server();
                var stream = server.stream("topics=pull-request")) {
            stream.next();
            assertThat(server.send(traced(opened)).statusCode()).isEqualTo(202);
            stream.next();
            collector.await(span -> span.name().equals("tell the stream"));
        }

        var request = collector.span(REQUEST);
        assertThat(request.trace()).isEqualTo(TRACE);
        assertThat(request.parent()).isEqualTo(SENDER);
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.failed()).isFalse();
        assertThat(request.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "http.request.method", "POST",
                                "http.route", "/webhooks/{connection}",
                                "url.path", "/webhooks/" + TestClient.CONNECTION,
                                "http.response.status_code", "202",
                                "turnaround.connection", TestClient.CONNECTION,
                                "turnaround.provider", "github",
                                "turnaround.delivery", opened.header("X-GitHub-Delivery"),
                                "turnaround.event", "pull_request",
                                "turnaround.verdict", "applied"));
        assertThat(request.server()).containsEntry("service.name", "reviews");
        assertThat(childrenOf(request))
                .extracting(Told::name)
                .containsExactlyInAnyOrder("verify", "read", "wait for a batch", "store");
        assertThat(childrenOf(request))
                .allSatisfy(child -> assertThat(child.trace()).isEqualTo(TRACE));

        var batch = collector.span("store a batch");
        assertThat(batch.kind()).isEqualTo("CLIENT");
        assertThat(batch.parent()).isEmpty();
        assertThat(batch.trace()).isNotEqualTo(TRACE);
        assertThat(batch.links()).containsExactly(request.id());
        assertThat(batch.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("db.system.name", "postgresql", "turnaround.batch.deliveries", "1"));
        assertThat(collector.span("store").links()).containsExactly(batch.id());
        var told = collector.span("tell the stream");
        assertThat(told.parent()).isEqualTo(batch.id());
        assertThat(told.said("turnaround.stream.subscribers")).isEqualTo("1");
        assertThat(told.startNanos()).isGreaterThanOrEqualTo(batch.endNanos());
    }

    private List<Told> childrenOf(Told parent) {
        return collector.spans().stream()
                .filter(span -> span.parent().equals(parent.id()))
                .toList();
    }

    @Test
    void a_batch_is_linked_to_each_of_its_deliveries_and_each_to_its_batch()
            throws SQLException, InterruptedException, ExecutionException {
        var pullRequest = acme.pullRequest("Retry idempotency keys on 409");
        var webhooks = new ArrayList<>(List.of(pullRequest.opened(at(0))));
        for (var i = 1; i < 12; i++) {
            webhooks.add(pullRequest.issueCommentCreated(at(i), Acme.OMAR, "Thought " + i));
        }
        try (var server = server();
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Integer>>();
            try (var sql = TestDatabase.connect(database);
                    var statement = sql.createStatement()) {
                // Whoever comes while the first batch waits for this is in the next.
                sql.setAutoCommit(false);
                statement.execute("lock table pull_request in access exclusive mode");
                webhooks.forEach(
                        one -> answers.add(others.submit(() -> server.send(one).statusCode())));
                Thread.sleep(500);
                sql.rollback();
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }
        var requests = collector.spans(REQUEST);
        var batches = collector.spans("store a batch");
        assertThat(requests).hasSize(12);
        assertThat(batches).hasSizeLessThan(12);
        assertThat(batches.stream().flatMap(batch -> batch.links().stream()))
                .containsExactlyInAnyOrderElementsOf(requests.stream().map(Told::id).toList());
        var batchOf = new HashMap<String, String>();
        batches.forEach(batch -> batch.links().forEach(one -> batchOf.put(one, batch.id())));
        assertThat(collector.spans("store"))
                .hasSize(12)
                .allSatisfy(store ->
                        assertThat(store.links()).containsExactly(batchOf.get(store.parent())));
        assertThat(collector.spans("wait for a batch")).hasSize(12);
    }

    @Test
    void the_trace_goes_on_through_a_log() throws InterruptedException {
        var broker = TestBroker.shared();
        var topic = broker.topic(1);
        var log = new Settings.Ingest.Kafka(List.of(broker.server()), topic, "traced", Map.of());
        try (var server = server(log)) {
            var opened = acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
            assertThat(server.send(traced(opened)).body()).contains("accepted");
            collector.await(span -> span.name().equals("process " + topic));
        }
        var request = collector.span(REQUEST);
        var sending = collector.span("send " + topic);
        var processing = collector.span("process " + topic);
        assertThat(request.said("turnaround.verdict")).isEqualTo("accepted");
        assertThat(sending.parent()).isEqualTo(request.id());
        assertThat(sending.kind()).isEqualTo("PRODUCER");
        assertThat(sending.said("messaging.destination.name")).isEqualTo(topic);
        assertThat(processing.parent()).isEqualTo(sending.id());
        assertThat(processing.kind()).isEqualTo("CONSUMER");
        assertThat(processing.attributes())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "messaging.system", "kafka",
                                "messaging.operation.type", "process",
                                "messaging.destination.name", topic,
                                "messaging.destination.partition.id", "0",
                                "messaging.kafka.offset", "0"));
        assertThat(List.of(request, sending, processing))
                .allSatisfy(span -> assertThat(span.trace()).isEqualTo(TRACE));
        assertThat(childrenOf(processing))
                .extracting(Told::name)
                .containsExactlyInAnyOrder("wait for a batch", "store");
        assertThat(collector.span("store a batch").links()).containsExactly(processing.id());
    }

    @Test
    void what_is_refused_is_shown_with_why() {
        var opened = acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
        try (var server = server()) {
            var forged = new HashMap<>(opened.headers());
            forged.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
            assertThat(server.send(forged, opened.body()).statusCode()).isEqualTo(401);
            assertThat(
                            server.send("/webhooks/nobody", opened.headers(), opened.body())
                                    .statusCode())
                    .isEqualTo(404);
        }
        var request = collector.span(REQUEST);
        assertThat(request.said("http.response.status_code")).isEqualTo("401");
        assertThat(request.said("turnaround.verdict")).isEqualTo("rejected");
        // It is the sender's word, and nobody knows who that is.
        assertThat(request.said("turnaround.delivery")).isEmpty();
        assertThat(childrenOf(request)).extracting(Told::name).containsExactly("verify");
    }

    @Test
    void a_sync_is_a_trace_with_a_span_for_each_request() {
        acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
        var asked = new CopyOnWriteArrayList<String>();
        var vertx = Vertx.vertx();
        var gitHub = new GitHubApi(Acme.MIA, API_TOKEN);
        gitHub.add(acme.repository());
        SimulatedApi heard =
                (request, base, now) -> {
                    asked.add(request.method() + " " + request.path());
                    return gitHub.answer(request, base, now);
                };
        try (var api = ApiServer.open(vertx, heard, Clock.systemUTC())) {
            var repositories = new Settings.Selection.All();
            var connection =
                    new Settings.Connection(
                            TestClient.CONNECTION,
                            "github",
                            api.address(),
                            new Settings.Webhook(List.of(Secret.of(TestClient.SECRET)), Map.of()),
                            new Settings.Credential.Group(
                                    Map.of(
                                            "token",
                                            new Settings.Credential.Single(Secret.of(API_TOKEN)))),
                            repositories,
                            repositories);
            try (var server =
                    server(
                            new Settings.Ingest.Direct(),
                            List.of(new GitHub()),
                            List.of(connection))) {
                untilRead(server);
            }
            var run = collector.span("sync");
            assertThat(run.failed()).isFalse();
            assertThat(run.parent()).isEmpty();
            assertThat(run.attributes())
                    .containsEntry("turnaround.connection", TestClient.CONNECTION)
                    .containsEntry("turnaround.repository", "acme/web")
                    .containsEntry("turnaround.sync.reason", "connected")
                    .containsEntry("turnaround.sync.state", "succeeded")
                    .containsKey("turnaround.sync.id");
            var calls = childrenOf(run);
            assertThat(calls)
                    .isNotEmpty()
                    .allSatisfy(call -> {
                        assertThat(call.trace()).isEqualTo(run.trace());
                        assertThat(call.kind()).isEqualTo("CLIENT");
                        assertThat(call.name()).isEqualTo(call.said("http.request.method"));
                        assertThat(call.said("http.response.status_code")).isEqualTo("200");
                        assertThat(call.said("server.address")).isEqualTo("127.0.0.1");
                        assertThat(call.said("server.port"))
                                .isEqualTo(Integer.toString(api.address().getPort()));
                        assertThat(call.attributes().values())
                                .noneMatch(value -> value.contains("?"));
                    });
            // What finds out which repositories there are belongs to no run.
            assertThat(asked.removeFirst()).isEqualTo("GET /api/v3/user/repos");
            assertThat(calls)
                    .extracting(call -> call.name() + " " + call.said("url.path"))
                    .containsExactlyInAnyOrderElementsOf(asked);
            assertThat(collector.bytes()).doesNotContain(API_TOKEN);
        } finally {
            vertx.close().await();
        }
    }

    private static void untilRead(TestServer server) {
        for (var began = System.nanoTime(); ; ) {
            assertThat(System.nanoTime() - began).isLessThan(Duration.ofSeconds(60).toNanos());
            var repositories = server.all("/api/v1/repositories");
            if (!repositories.isEmpty()) {
                var id = repositories.getFirst().getString("id");
                var syncs = server.all("/api/v1/repositories/" + id + "/syncs");
                if (!syncs.isEmpty() && syncs.getFirst().getString("endedAt") != null) {
                    assertThat(syncs.getFirst().getString("state")).isEqualTo("succeeded");
                    return;
                }
            }
        }
    }

    @Test
    void nothing_but_metadata_gets_to_a_collector() {
        var canaries = new Canaries();
        var random = new Random(83);
        var jira =
                new Settings.Connection(
                        "acme-jira-dc",
                        "jira",
                        URI.create("https://jira.example.com"),
                        new Settings.Webhook(
                                List.of(), Map.of("urlSecret", List.of(Secret.of(URL_SECRET)))),
                        new Settings.Credential.Group(Map.of()),
                        new Settings.Selection.All(),
                        new Settings.Selection.All());
        var connections = List.of(TestServer.gitHub(new Settings.Selection.All()), jira);
        try (var server =
                        server(
                                new Settings.Ingest.Direct(),
                                List.of(new GitHub(), new Jira()),
                                connections);
                var stream = server.stream("topics=pull-request,delivery")) {
            stream.next();
            for (var recorded : RecordedDelivery.all(RECORDED)) {
                var body = canaries.everywhere(recorded.name(), recorded.body());
                var headers = new HashMap<String, String>();
                for (var name : List.of("Content-Type", "X-GitHub-Event", "X-GitHub-Delivery")) {
                    var value = recorded.header(name);
                    if (value != null) {
                        headers.put(name, value);
                    }
                }
                server.send(stray(Signed.of(headers, body)));
                server.send(stray(Signed.of(headers, Arrays.copyOf(body, body.length / 2))));
                // A stranger's, whose every word may be anything.
                headers.replaceAll((name, value) -> name.equals("Content-Type") ? value : "canary");
                headers.put("X-Hub-Signature-256", "sha256=canary");
                server.send(stray(new WebhookRequest(headers, body)));
            }
            var plain = Map.of("Content-Type", "application/json");
            for (var address :
                    List.of(
                            "/webhooks/acme-jira-dc?secret=" + URL_SECRET,
                            "/webhooks/acme-jira-dc?secret=canary",
                            "/webhooks/" + TestClient.CONNECTION + "?canary=canary",
                            "/webhooks/canary")) {
                server.send(address, plain, "{\"webhookEvent\":\"canary\"}".getBytes(UTF_8));
            }
            server.send(Signed.of("{}", "ping", random));
        }
        assertThat(collector.spans(REQUEST)).hasSizeGreaterThan(60);
        assertThat(collector.spans("store a batch")).hasSizeGreaterThan(20);
        assertThat(canaries.places()).hasSizeGreaterThan(100);

        assertThat(canaries.singingIn(collector.bytes())).isEmpty();
        assertThat(collector.bytes())
                .doesNotContain(Canaries.NIGHTINGALE)
                .doesNotContain(TestClient.SECRET)
                .doesNotContain(TestServer.OLD_SECRET)
                .doesNotContain(TestClient.TOKEN)
                .doesNotContain(URL_SECRET)
                .doesNotContain("secret=");
        var known =
                Arrays.stream(Attribute.values()).map(Attribute::word).collect(Collectors.toSet());
        assertThat(collector.spans())
                .allSatisfy(span -> {
                    assertThat(known).containsAll(span.attributes().keySet());
                    assertThat(span.attributes().values())
                            .allMatch(value -> value.length() <= 100 && value.matches("\\S*"));
                });
    }

    /// With headers beside that are nobody's business.
    private static WebhookRequest stray(WebhookRequest webhook) {
        var headers = new HashMap<>(webhook.headers());
        headers.put("traceparent", "00-" + TRACE + "-" + SENDER + "-01");
        headers.put("tracestate", "vendor=canary");
        headers.put("baggage", "user=canary");
        headers.put("Authorization", "Bearer " + TestClient.TOKEN);
        return new WebhookRequest(headers, webhook.body());
    }

    @Test
    void the_setting_of_an_operator_reaches_the_wire_and_the_log_names_the_same_trace()
            throws IOException {
        var opened = acme.pullRequest("Retry idempotency keys on 409").opened(at(0));
        var environment =
                Map.of(
                        "TURNAROUND_TRACING_OTLP", collector.address().toString(),
                        "TURNAROUND_TRACING_SERVICE", "turnaround-eu",
                        "TURNAROUND_LOG_FORMAT", "json",
                        "TURNAROUND_LOG_LEVEL", "debug");
        try (var server = ServerProcess.serve(folder, environment)) {
            assertThat(server.send(opened).statusCode()).isEqualTo(202);
        }
        var request = collector.span(REQUEST);
        assertThat(request.server()).containsEntry("service.name", "turnaround-eu");
        var answered =
                ServerProcess.log(folder)
                        .lines()
                        .filter(line -> line.contains("a webhook was answered"))
                        .map(JsonObject::new)
                        .toList();
        assertThat(answered)
                .singleElement()
                .satisfies(line -> assertThat(line.getString("trace")).isEqualTo(request.trace()));
    }
}
