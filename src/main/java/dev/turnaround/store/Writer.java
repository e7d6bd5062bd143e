package dev.turnaround.store;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// A connection to write through, with the event loop that it lives on.
///
/// @param alive false as soon as the connection is gone
record Writer(PgConnection sql, Context loop, AtomicBoolean alive) {

    /// Connects.
    static Future<Writer> connect(Vertx vertx, Database database) {
        return database.connect(vertx)
                .compose(sql -> {
                    var alive = new AtomicBoolean(true);
                    sql.closeHandler(_ -> alive.set(false));
                    var writer = new Writer(sql, requireNonNull(Vertx.currentContext()), alive);
                    return Plans.goByIndex(sql).map(writer);
                });
    }

    /// Sends several statements in one go: each one that is sent from another thread wakes the
    /// event loop anew, which costs as much as a small statement.
    ///
    /// @param statements sends them, on the event loop, and says when they are answered
    <T> Future<T> together(Function<PgConnection, Future<T>> statements) {
        return Future.future(answered ->
                loop.runOnContext(_ -> {
                    try {
                        statements.apply(sql).onComplete(answered);
                    } catch (RuntimeException unsendable) {
                        answered.fail(unsendable);
                    }
                }));
    }
}
