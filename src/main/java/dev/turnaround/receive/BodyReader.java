package dev.turnaround.receive;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Takes in the body of one request, as it streams, within bounds of size and time.
final class BodyReader {
    /// Providers' own cap:
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap>
    static final int BODY_BYTES_MAX = 25 * 1024 * 1024;

    /// What is set aside on the strength of an announcement alone; more than nearly every delivery.
    private static final int ROOM_BYTES_MAX = 64 * 1024;

    /// Longer than any provider waits for its answer.
    static final Duration TIME_MAX = Duration.ofSeconds(30);

    private final HttpServerRequest request;
    private final Bodies bodies;
    private final Promise<byte[]> promise = Promise.promise();
    private Buffer received;
    private long taken;

    private BodyReader(HttpServerRequest request, Bodies bodies, int room) {
        this.request = request;
        this.bodies = bodies;
        this.received = Buffer.buffer(room);
    }

    /// Why a body was not taken in.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /// Reads the body.
    ///
    /// @return its exact bytes; fails with [Refused]
    static Future<byte[]> read(Vertx vertx, HttpServerRequest request, Bodies bodies) {
        var announced = announced(request.getHeader("content-length"));
        if (announced > BODY_BYTES_MAX) {
            return Future.failedFuture(tooLarge());
        }
        var room = Math.clamp(announced, 0, ROOM_BYTES_MAX);
        var reader = new BodyReader(request, bodies, room);
        reader.begin(vertx);
        return reader.promise.future();
    }

    private static long announced(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException nonsense) {
            return Long.MAX_VALUE;
        }
    }

    private static Refused tooLarge() {
        return new Refused(413, "the body is larger than 25 MB");
    }

    private void begin(Vertx vertx) {
        var timer =
                vertx.setTimer(
                        TIME_MAX.toMillis(),
                        _ -> fail(new Refused(408, "the body did not come in within 30 s")));
        promise.future()
                .onComplete(_ -> {
                    vertx.cancelTimer(timer);
                    bodies.giveBack(taken);
                });
        request.exceptionHandler(_ -> fail(new Refused(400, "the request broke off")));
        request.handler(this::take);
        request.endHandler(_ -> promise.tryComplete(received.getBytes()));
    }

    private void take(Buffer chunk) {
        if (promise.future().isComplete()) {
            return;
        }
        if (received.length() + chunk.length() > BODY_BYTES_MAX) {
            fail(tooLarge());
        } else if (bodies.take(chunk.length())) {
            taken += chunk.length();
            received.appendBuffer(chunk);
        } else {
            fail(new Refused(503, "too much is coming in at once"));
        }
    }

    private void fail(Refused why) {
        received = Buffer.buffer();
        promise.tryFail(why);
    }
}
