package dev.turnaround.store;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A connection that one store in the background has for itself. It is made when it is first used,
/// and anew after it was lost or what it was used for failed: nobody knows in which state a failure
/// leaves a connection, and the server ends what was begun on one that is closed.
///
/// For one thread at a time, which may wait.
final class OwnConnection implements AutoCloseable {
    private final Vertx vertx;
    private final Database database;
    private @Nullable Writer writer;

    OwnConnection(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    /// Does something.
    ///
    /// @throws RuntimeException what it throws; then it is begun on another connection next time
    <T> T with(Function<PgConnection, T> work) {
        var sql = connected();
        try {
            return work.apply(sql);
        } catch (RuntimeException failed) {
            writer = null;
            sql.close();
            throw failed;
        }
    }

    /// Does something in a transaction.
    ///
    /// @throws RuntimeException what it throws; then nothing was done
    <T> T transact(Function<PgConnection, T> work) {
        return with(sql -> {
            Patience.await(sql.query("begin").execute());
            var done = work.apply(sql);
            Patience.await(sql.query("commit").execute());
            return done;
        });
    }

    private PgConnection connected() {
        var open = writer;
        if (open == null || !open.alive().get()) {
            open = Patience.await(Writer.connect(vertx, database));
            writer = open;
        }
        return open.sql();
    }

    @Override
    public void close() {
        var open = writer;
        writer = null;
        if (open != null) {
            open.sql().close().await();
        }
    }
}
