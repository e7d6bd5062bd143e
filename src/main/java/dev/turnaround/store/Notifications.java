package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells the other processes on the same database that the stream's log has grown or that the
/// connections have changed, and hears it from them.
///
/// A hint, not a message: it carries nothing, may be lost, and readers look anyway from time to
/// time. It is sent beside the transactions and not within them, because a commit that notifies
/// takes a lock that all such commits queue for.
/// <https://www.postgresql.org/docs/18/sql-notify.html>
public final class Notifications {
    private static final String STREAM = "turnaround_stream";
    private static final String CONNECTIONS = "turnaround_connections";
    private static final Duration GATHER = Duration.ofMillis(5);
    private static final long RECONNECT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final PgSubscriber subscriber;
    private final AtomicBoolean announcing = new AtomicBoolean();

    /// Begins to listen.
    ///
    /// @param heard called when a process, this one among them, says that the stream has grown
    public Notifications(Vertx vertx, Database database, Readers readers, Runnable heard) {
        this.vertx = vertx;
        this.pool = readers.pool();
        this.subscriber = PgSubscriber.subscriber(vertx, database.listenerOptions());
        subscriber.reconnectPolicy(_ -> RECONNECT_MILLIS);
        subscriber.channel(STREAM).handler(_ -> heard.run());
    }

    /// Hears from now on when a process says that the connections have changed.
    public void onConnectionsChanged(Runnable heard) {
        subscriber.channel(CONNECTIONS).handler(_ -> heard.run());
    }

    /// Says that the connections have changed.
    public void announceConnections() {
        pool.query("notify " + CONNECTIONS).execute();
    }

    /// Connects. Comes back by itself when the connection is lost later.
    public Future<Void> listen() {
        return subscriber.connect();
    }

    /// Says that the stream has grown. From any thread, at any rate: what comes close together is
    /// said once.
    public void announce() {
        if (announcing.compareAndSet(false, true)) {
            vertx.setTimer(
                    GATHER.toMillis(),
                    _ -> {
                        announcing.set(false);
                        pool.query("notify " + STREAM).execute();
                    });
        }
    }

    /// Stops listening.
    public Future<Void> close() {
        return subscriber.close();
    }
}
