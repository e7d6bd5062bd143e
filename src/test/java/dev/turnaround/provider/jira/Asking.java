package dev.turnaround.provider.jira;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A server for one test, and clients that ask it.
final class Asking implements AutoCloseable {
    private static final Vertx VERTX = Vertx.vertx();

    private final ApiServer server;
    private final List<Api> apis = new ArrayList<>();

    /// What was asked, in order.
    final List<ApiRequest> asked = Collections.synchronizedList(new ArrayList<>());

    volatile Instant now = Instant.parse("2026-03-10T12:00:00Z");

    /// What is answered in place of the simulated API; null for nothing.
    volatile @Nullable SimulatedApi instead;

    Asking(SimulatedApi simulated) {
        this.server =
                ApiServer.open(
                        VERTX,
                        (request, base, at) -> {
                            asked.add(request);
                            return answer(simulated, request, base, at);
                        },
                        () -> now);
    }

    private ApiReply answer(SimulatedApi simulated, ApiRequest request, URI base, Instant at) {
        var other = instead;
        return (other == null ? simulated : other).answer(request, base, at);
    }

    Api cloud(String token) {
        return api(Map.of("email", "steward@acme.example", "token", token));
    }

    Api dataCenter(String token) {
        return api(Map.of("token", token));
    }

    private Api api(Map<String, String> credentials) {
        var api =
                Jira.api(
                        new ApiAccess(
                                "acme-jira",
                                server.address(),
                                new Credentials(credentials, Map.of())),
                        new Atlassian(server.address(), server.address()),
                        VERTX,
                        () -> now,
                        _ -> {},
                        new Random(7));
        apis.add(api);
        return api;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// How often a resource was asked for.
    long timesAsked(String path) {
        return asked.stream().filter(request -> request.path().equals(path)).count();
    }

    @Override
    public void close() {
        apis.forEach(Api::close);
        server.close();
    }
}
