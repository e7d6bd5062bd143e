package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells the other processes on the same database that the stream's log has grown, and hears it
/// from them.
///
/// A hint, not a message: it carries nothing, may be lost, and readers look anyway from time to
/// time. It is sent beside the transactions and not within them, because a commit that notifies
/// takes a lock that all such commits queue for.
/// <https://www.postgresql.org/docs/18/sql-notify.html>
public final class Notifications {
    private static final String CHANNEL = "turnaround_stream";
    private static final Duration GATHER = Duration.ofMillis(5);
    private static final long RECONNECT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final PgSubscriber subscriber;
    private final AtomicBoolean announcing = new AtomicBoolean();

    /// Begins to listen.
    ///
    /// @param heard called when a process, this one among them, says that there is something new
    public Notifications(Vertx vertx, Database database, Readers readers, Runnable heard) {
        this.vertx = vertx;
        this.pool = readers.pool();
        this.subscriber = PgSubscriber.subscriber(vertx, database.listenerOptions());
        subscriber.reconnectPolicy(_ -> RECONNECT_MILLIS);
        subscriber.channel(CHANNEL).handler(_ -> heard.run());
    }

    /// Connects. Comes back by itself when the connection is lost later.
    public Future<Void> listen() {
        return subscriber.connect();
    }

    /// Says that there is something new. From any thread, at any rate: what comes close together is
    /// said once.
    public void announce() {
        if (announcing.compareAndSet(false, true)) {
            vertx.setTimer(
                    GATHER.toMillis(),
                    _ -> {
                        announcing.set(false);
                        pool.query("notify " + CHANNEL).execute();
                    });
        }
    }

    /// Stops listening.
    public Future<Void> close() {
        return subscriber.close();
    }
}
