package dev.turnaround.world;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Connections to a database which the next one gets when somebody closes them.
///
/// A server that is killed ten times makes a hundred of them, and PostgreSQL begins a process for
/// each, which parses and plans every statement anew: half of what a world cost. Whoever gets one
/// finds it as if it were new: nothing is begun on it, and it holds no lock.
final class Sessions implements AutoCloseable {
    private static final String AS_NEW = "rollback; select pg_advisory_unlock_all()";

    private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Session> all = new ConcurrentLinkedQueue<>();

    private record Session(PgConnection sql, ContextInternal loop) {}

    /// An idle connection, or a new one.
    Future<PgConnection> connect(Vertx vertx, PgConnectOptions options) {
        var session = idle.poll();
        if (session != null) {
            // Whoever waits is told on the event loop, also when it is there before they wait.
            return session.loop().succeededFuture(lent(session));
        }
        return PgConnection.connect(vertx, options)
                .map(sql -> {
                    var made = new Session(sql, Objects.requireNonNull(ContextInternal.current()));
                    all.add(made);
                    return lent(made);
                });
    }

    private PgConnection lent(Session session) {
        return (PgConnection)
                Proxy.newProxyInstance(
                        PgConnection.class.getClassLoader(),
                        new Class<?>[] {PgConnection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                return giveBack(session);
                            }
                            try {
                                return method.invoke(session.sql(), arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getTargetException();
                            }
                        });
    }

    private Future<Void> giveBack(Session session) {
        session.sql().closeHandler(null);
        return session.sql()
                .query(AS_NEW)
                .execute()
                .onSuccess(_ -> idle.add(session))
                .<Void>mapEmpty()
                .recover(_ -> session.sql().close());
    }

    @Override
    public void close() {
        List<Future<Void>> closed = new ArrayList<>();
        all.forEach(session -> closed.add(session.sql().close()));
        WorldServer.finished(Future.join(closed).otherwiseEmpty());
    }
}
