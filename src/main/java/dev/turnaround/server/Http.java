package dev.turnaround.server;

import dev.turnaround.contract.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop's share of the listening socket.
final class Http extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    private static final int HEADERS_BYTES_MAX = 16 * 1024;
    private static final int ADDRESS_BYTES_MAX = 8 * 1024;

    /// Longer than the pings of a stream are apart.
    private static final Duration IDLE_MAX = Duration.ofSeconds(75);

    private static final Duration HEAD_MAX = Duration.ofSeconds(20);

    /// The event loop does it: most of the gain for a third of the time that the usual 6 takes.
    private static final int COMPRESSION_LEVEL = 2;

    /// Less fits into a packet or two as it is, the answers to webhooks among it.
    private static final int COMPRESSED_BYTES_MIN = 2 * 1024;

    private final String host;
    private final int port;
    private final Handler<HttpServerRequest> door;
    private final Handler<HttpServerRequest> rest;
    private final @Nullable Certificates certificates;
    private final BooleanSupplier stopping;
    private final Map<HttpConnection, Long> awaitingHead = new HashMap<>();
    private @Nullable HttpServer server;

    /// A share.
    ///
    /// @param port where to listen; 0 for a free one, which is then put here for the shares that
    ///   come after
    /// @param door answers webhooks
    /// @param rest answers everything else
    /// @param certificates what to prove itself with; null for plain HTTP
    /// @param stopping whether clients are better off with another process
    Http(
            String host,
            int port,
            Handler<HttpServerRequest> door,
            Handler<HttpServerRequest> rest,
            @Nullable Certificates certificates,
            BooleanSupplier stopping) {
        this.host = host;
        this.port = port;
        this.door = door;
        this.rest = rest;
        this.certificates = certificates;
        this.stopping = stopping;
    }

    @Override
    public Future<?> start() {
        var options =
                new HttpServerOptions()
                        .setMaxHeaderSize(HEADERS_BYTES_MAX)
                        .setMaxInitialLineLength(ADDRESS_BYTES_MAX)
                        .setMaxChunkSize(64 * 1024)
                        .setReceiveBufferSize(256 * 1024)
                        .setIdleTimeout((int) IDLE_MAX.toSeconds())
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setCompressionSupported(true)
                        .setCompressionLevel(COMPRESSION_LEVEL)
                        .setCompressionContentSizeThreshold(COMPRESSED_BYTES_MIN);
        if (certificates != null) {
            options.setSsl(true).setKeyCertOptions(certificates.current());
        }
        var listening =
                vertx.createHttpServer(options)
                        .connectionHandler(this::expectHead)
                        .requestHandler(this::route)
                        .listen(port, host);
        return listening.onSuccess(started -> {
            server = started;
            if (certificates != null) {
                certificates.onChange(changed -> renew(started, options, changed));
            }
        });
    }

    private void renew(
            HttpServer started, HttpServerOptions options, PemKeyCertOptions certificate) {
        context.runOnContext(_ -> {
            var changed = options.getSslOptions().copy().setKeyCertOptions(certificate);
            started.updateSSLOptions(changed)
                    .onSuccess(_ -> LOG.atInfo().log("a new certificate is used"))
                    .onFailure(failed ->
                            LOG.atWarn().setCause(failed).log("a certificate cannot be used"));
        });
    }

    @Override
    public Future<?> stop() {
        var started = server;
        return started == null ? Future.succeededFuture() : started.shutdown(5, TimeUnit.SECONDS);
    }

    /// Closes a connection whose first request does not come to the end of its head in time. A
    /// trickle of header bytes keeps it from being idle, so the idle timeout does not catch it.
    private void expectHead(HttpConnection connection) {
        var timer =
                vertx.setTimer(
                        HEAD_MAX.toMillis(),
                        _ -> {
                            if (awaitingHead.remove(connection) != null) {
                                connection.close();
                            }
                        });
        awaitingHead.put(connection, timer);
        connection.closeHandler(_ -> forget(connection));
    }

    private void forget(HttpConnection connection) {
        var timer = awaitingHead.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    private void route(HttpServerRequest request) {
        forget(request.connection());
        if (stopping.getAsBoolean() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader("connection", "close");
        }
        var path = request.path();
        if (path == null || !path.startsWith("/webhooks/")) {
            rest.handle(request);
        } else if (HttpMethod.POST.equals(request.method())) {
            door.handle(request);
        } else {
            request.response().putHeader("allow", "POST");
            Problem.send(request, 405, "webhooks are posted here");
        }
    }
}
