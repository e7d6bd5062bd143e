package dev.turnaround.stream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One open stream.
final class Subscriber {
    /// What may wait in memory for a reader that is behind, and one page of the log more. At about
    /// 1 KB an event that is some thousand events.
    ///
    /// Counted here, because Vert.x counts writes as soon as the channel is full, and one of ours
    /// can be a page.
    static final long BUFFER_BYTES_MAX = 4 * 1024 * 1024;

    private final HttpServerResponse response;
    private final Runnable cutOff;
    private final Filter filter;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile @Nullable Runnable whenDrained;
    private long reached;
    private volatile boolean gone;

    Subscriber(HttpServerResponse response, Runnable cutOff, Filter filter, long reached) {
        this.response = response;
        this.cutOff = cutOff;
        this.filter = filter;
        this.reached = reached;
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
        if (waitingBytes.get() > BUFFER_BYTES_MAX) {
            leave();
            return false;
        }
        waitingBytes.addAndGet(frames.length());
        response.write(frames).onSuccess(_ -> written(frames.length())).onFailure(_ -> gone = true);
        return true;
    }

    // On the event loop of the connection.
    private void written(int bytes) {
        waitingBytes.addAndGet(-bytes);
        var waiter = whenDrained;
        if (waiter != null && isDrained()) {
            whenDrained = null;
            waiter.run();
        }
    }

    private boolean isDrained() {
        return waitingBytes.get() <= BUFFER_BYTES_MAX / 2;
    }

    /// When there is room for more. Never, if the reader goes away before.
    ///
    /// @param context where to go on
    Future<Void> drained(Context context) {
        if (isDrained()) {
            return Future.succeededFuture();
        }
        var room = Promise.<Void>promise();
        whenDrained = () -> context.runOnContext(_ -> room.tryComplete());
        // The last of it may have been written before anybody was there to be told.
        if (isDrained()) {
            room.tryComplete();
        }
        return room.future();
    }

    void leave() {
        gone = true;
        cutOff.run();
    }

    /// Ends the stream in good order.
    ///
    /// @param lastWords what the client is told before
    void end(Buffer lastWords) {
        gone = true;
        response.end(lastWords);
    }
}
