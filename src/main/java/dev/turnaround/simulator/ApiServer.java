package dev.turnaround.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A simulated API on a port of the loopback interface.
///
/// Start and close it on a thread that may wait.
public final class ApiServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final HttpServer server;
    private final SimulatedApi api;
    private final InstantSource clock;
    private final Vertx vertx;
    private final Duration thinking;

    private ApiServer(Vertx vertx, SimulatedApi api, InstantSource clock, Duration thinking) {
        this.vertx = vertx;
        this.api = api;
        this.clock = clock;
        this.thinking = thinking;
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /// Opens it on a free port.
    ///
    /// @param clock the simulation's
    public static ApiServer open(Vertx vertx, SimulatedApi api, InstantSource clock) {
        return open(vertx, api, clock, Duration.ZERO);
    }

    /// Opens one that lets its askers wait, as the real ones do.
    ///
    /// @param thinking for how long, each time
    public static ApiServer open(
            Vertx vertx, SimulatedApi api, InstantSource clock, Duration thinking) {
        var opened = new ApiServer(vertx, api, clock, thinking);
        opened.server.listen(0, HOST).await();
        return opened;
    }

    /// Where it is.
    public URI address() {
        return URI.create("http://" + HOST + ":" + server.actualPort());
    }

    @Override
    public void close() {
        server.close().await();
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    var now = clock.instant();
                    var reply = api.answer(read(request, body), address(), now);
                    if (reply.equals(ApiReply.NONE)) {
                        request.connection().close();
                        return;
                    }
                    var response = request.response().setStatusCode(reply.status());
                    response.putHeader(
                            "date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    now.atOffset(ZoneOffset.UTC)));
                    reply.headers().forEach(response::putHeader);
                    var answer = Buffer.buffer(reply.body());
                    if (thinking.isZero()) {
                        response.end(answer);
                    } else {
                        vertx.setTimer(thinking.toMillis(), _ -> response.end(answer));
                    }
                });
    }

    private static ApiRequest read(HttpServerRequest request, Buffer body) {
        var query = new HashMap<String, List<String>>();
        request.params()
                .forEach((name, value) ->
                        query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var path = URI.create("http://" + HOST + request.path()).getPath();
        return new ApiRequest(
                request.method().name(),
                path,
                Map.copyOf(query),
                Map.copyOf(headers),
                body.toString());
    }
}
