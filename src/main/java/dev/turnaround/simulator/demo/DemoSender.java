package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts a [Script], each webhook to the door of its provider, one request at a time, in order.
///
/// More patient than the providers, of which most never send again: a 503 or a lost connection is
/// tried again, so that a demo survives a restart of the server.
public final class DemoSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSender.class);
    private static final int ATTEMPTS_MAX = 60;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(30);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpClientAgent client;
    private final Function<Scene, URI> doors;
    private final Script script;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    /// A sender that sends nothing yet.
    ///
    /// @param doors the whole address of each, such as `http://localhost:8080/webhooks/acme-github`
    public DemoSender(Vertx vertx, Function<Scene, URI> doors, Script script) {
        this.vertx = vertx;
        this.doors = doors;
        this.script = script;
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout((int) ANSWER_MAX.toMillis())
                                .setIdleTimeout((int) ANSWER_MAX.toSeconds())
                                .setIdleTimeoutUnit(TimeUnit.SECONDS));
    }

    /// Sends the past, as fast as it is taken, and then whatever happens until it is closed.
    ///
    /// @return done when the past is told; failed when even patience did not help
    public Future<Void> start() {
        return sendAll(script.past()).onSuccess(_ -> goOn());
    }

    /// How many were answered with 2xx.
    public long accepted() {
        return accepted.get();
    }

    /// How many were answered otherwise, or not at all.
    public long refused() {
        return refused.get();
    }

    /// Stops after the request that is under way.
    @Override
    public void close() {
        closed = true;
        client.close();
    }

    private void goOn() {
        if (closed) {
            return;
        }
        vertx.timer(script.pause().toMillis(), TimeUnit.MILLISECONDS)
                .compose(_ -> closed ? Future.succeededFuture() : sendAll(script.act()))
                .onComplete(_ -> goOn());
    }

    private Future<Void> sendAll(List<Posted> requests) {
        return sendNext(requests.iterator());
    }

    private Future<Void> sendNext(Iterator<Posted> rest) {
        return closed || !rest.hasNext()
                ? Future.succeededFuture()
                : send(rest.next(), 1).compose(_ -> sendNext(rest));
    }

    private Future<Void> send(Posted request, int attempt) {
        return post(request)
                .transform((answer, failure) -> {
                    if (failure == null && answer.taken()) {
                        accepted.incrementAndGet();
                        return Future.succeededFuture();
                    }
                    var passing = failure != null || answer.status() == UNAVAILABLE;
                    if (passing && attempt < ATTEMPTS_MAX && !closed) {
                        var wait = failure == null ? answer.retryAfter() : PATIENCE;
                        return vertx.timer(wait.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(_ -> send(request, attempt + 1));
                    }
                    return refused(request, answer, failure);
                });
    }

    private Future<Void> refused(
            Posted request, @Nullable Answer answer, @Nullable Throwable failure) {
        if (closed) {
            return Future.succeededFuture();
        }
        refused.incrementAndGet();
        LOG.atWarn()
                .addKeyValue("provider", request.scene().provider())
                .addKeyValue("status", answer == null ? null : answer.status())
                .setCause(failure)
                .log("a webhook was not taken");
        return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private record Answer(int status, Duration retryAfter) {
        boolean taken() {
            return status / 100 == 2;
        }
    }

    private Future<Answer> post(Posted webhook) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(doors.apply(webhook.scene()).toString())
                        .setIdleTimeout(ANSWER_MAX.toMillis());
        return client.request(options)
                .compose(request -> {
                    webhook.request().headers().forEach(request::putHeader);
                    return request.send(Buffer.buffer(webhook.request().body()));
                })
                .compose(response ->
                        response.body()
                                .map(_ -> new Answer(response.statusCode(), retryAfter(response))));
    }

    private static Duration retryAfter(HttpClientResponse response) {
        var seconds = response.getHeader("Retry-After");
        if (seconds == null || !seconds.matches("[0-9]{1,4}")) {
            return PATIENCE;
        }
        var asked = Duration.ofSeconds(Long.parseLong(seconds));
        return asked.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : asked.isZero() ? PATIENCE : asked;
    }
}
