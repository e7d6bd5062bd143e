package dev.turnaround.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/// One open stream.
final class Subscriber {
    /// What may wait in memory for a reader that is behind. At about 1 KB an event that is some
    /// thousand events.
    static final int BUFFER_BYTES_MAX = 4 * 1024 * 1024;

    private final HttpServerResponse response;
    private final Runnable cutOff;
    private final Filter filter;
    private long reached;
    private boolean gone;

    Subscriber(HttpServerResponse response, Runnable cutOff, Filter filter, long reached) {
        this.response = response;
        this.cutOff = cutOff;
        this.filter = filter;
        this.reached = reached;
        response.setWriteQueueMaxSize(BUFFER_BYTES_MAX);
    }

    Filter filter() {
        return filter;
    }

    /// The position up to which everything was written.
    long reached() {
        return reached;
    }

    boolean gone() {
        return gone || response.ended() || response.closed();
    }

    /// Notes that there is nothing more up to a position.
    void reach(long position) {
        reached = position;
    }

    /// Writes, unless the reader is too far behind: then it is cut off, and comes back with the id
    /// of what it got last.
    ///
    /// @return false when it is gone
    boolean write(Buffer frames) {
        if (gone()) {
            return false;
        }
        if (response.writeQueueFull()) {
            leave();
            return false;
        }
        response.write(frames).onFailure(_ -> gone = true);
        return true;
    }

    /// When there is room for more. Never, when the reader goes away before.
    ///
    /// @param context where to go on
    Future<Void> drained(Context context) {
        if (!response.writeQueueFull()) {
            return Future.succeededFuture();
        }
        var room = Promise.<Void>promise();
        response.drainHandler(_ -> context.runOnContext(_ -> room.tryComplete()));
        // The last of it may have gone out before the handler was there.
        if (!response.writeQueueFull()) {
            room.tryComplete();
        }
        return room.future();
    }

    void leave() {
        gone = true;
        cutOff.run();
    }

    /// Ends the stream in good order; the client reconnects after its `retry` time.
    void end() {
        gone = true;
        response.end();
    }
}
