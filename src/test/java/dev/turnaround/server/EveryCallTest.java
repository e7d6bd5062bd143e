package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.settings.Settings;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// Every path and method of the contract, asked by callers that it is not for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryCallTest {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    // Each request comes from another address, so that the wrong tokens of one are not the next
    // one's fault.
    private final TestServer server =
            TestServer.guarded(
                    TestDatabase.create(),
                    new Settings.Server("127.0.0.1", 0, null),
                    new Settings.Access(
                            Duration.ofDays(3), Duration.ofDays(30), List.of("127.0.0.1"), null),
                    Clock.systemUTC());
    private int requests;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String reader = "";
    private String admin = "";

    /// A call, with its first security requirement read from the text of the contract and not by
    /// the code under test.
    ///
    /// @param needs null for nothing
    record Call(String method, String path, @Nullable String needs) {}

    @BeforeAll
    void make() {
        reader = make("read");
        admin = make("admin");
    }

    @AfterAll
    void close() {
        client.close();
        server.close();
    }

    private String make(String scope) {
        var answer =
                server.send(
                        HttpRequest.newBuilder(server.uri("/api/v1/tokens"))
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .header("content-type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                new JsonObject()
                                                        .put("name", scope)
                                                        .put("scope", scope)
                                                        .encode()))
                                .build());
        return new JsonObject(answer.body()).getString("token");
    }

    @SuppressWarnings("unchecked")
    static Stream<Call> calls() throws IOException {
        Map<String, Object> document;
        try (var text =
                Objects.requireNonNull(
                        EveryCallTest.class.getResourceAsStream(
                                "/dev/turnaround/api/openapi.yaml"))) {
            document = new Yaml().load(text);
        }
        var common = Objects.requireNonNull(document.get("security"));
        var paths =
                (Map<String, Map<String, Map<String, Object>>>)
                        Objects.requireNonNull(document.get("paths"));
        return paths.entrySet().stream()
                .flatMap(path ->
                        path.getValue().entrySet().stream()
                                .filter(one -> METHODS.contains(one.getKey()))
                                .map(one -> {
                                    var security =
                                            (List<Map<String, List<String>>>)
                                                    Objects.requireNonNull(
                                                            one.getValue()
                                                                    .getOrDefault(
                                                                            "security", common));
                                    return new Call(
                                            one.getKey().toUpperCase(Locale.ROOT),
                                            path.getKey(),
                                            security.isEmpty()
                                                    ? null
                                                    : security.getFirst()
                                                            .values()
                                                            .iterator()
                                                            .next()
                                                            .getFirst());
                                }));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void it_refuses_who_may_not(Call call) throws IOException, InterruptedException {
        var without = status(call, null);
        if (call.needs() == null) {
            assertThat(call.path())
                    .matches(
                            "/webhooks/.*|/health/.*|/auth/(oidc|providers)/.*|/api/v1/(session|sign-in)");
            return;
        }
        assertThat(without).as("no token").isEqualTo(401);
        assertThat(status(call, "ta_bad")).as("a bad token").isEqualTo(401);
        if (call.needs().equals("admin")) {
            assertThat(status(call, reader)).as("a token that may only look").isEqualTo(403);
        } else {
            assertThat(status(call, reader)).as("a token that may look").isNotIn(401, 403);
        }
        assertThat(status(call, admin)).as("a token that may").isNotIn(401, 403);
    }

    private int status(Call call, @Nullable String token) throws IOException, InterruptedException {
        var path = call.path().replaceAll("\\{[^}]*}", "x");
        var request =
                HttpRequest.newBuilder(server.uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("x-forwarded-for", "192.0.2." + ++requests % 250)
                        .method(call.method(), HttpRequest.BodyPublishers.noBody());
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        // A stream has no end.
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (List.of(401, 403).contains(answer.statusCode())) {
                assertThat(answer.headers().firstValue("content-type"))
                        .contains("application/problem+json");
                var problem = new JsonObject(new String(body.readAllBytes(), UTF_8));
                assertThat(problem.getInteger("status")).isEqualTo(answer.statusCode());
                assertThat(problem.getString("detail")).isNotBlank();
            }
            return answer.statusCode();
        }
    }
}
