package dev.turnaround.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// The right to work on a repository's runs, held by one at a time over all processes.
///
/// It is a lock of a database session on a connection of its own, so that the right of a process
/// that dies is free by itself, without a time-out that would have to be guessed. Whoever holds it
/// for long asks [#held] before each step: the connection may have been lost meanwhile, and the
/// right with it. <https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS>
///
/// Call on a virtual thread.
public final class SyncLock implements AutoCloseable {
    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended($1, 0))";

    private final PgConnection sql;
    private final AtomicBoolean alive;

    private SyncLock(PgConnection sql, AtomicBoolean alive) {
        this.sql = sql;
        this.alive = alive;
    }

    /// Takes the right if nobody has it.
    ///
    /// @param repository the identity
    /// @throws Away when the database is
    public static Optional<SyncLock> take(
            Vertx vertx, Database database, String connection, String repository) {
        var sql = connect(vertx, database);
        var lock = new SyncLock(sql, new AtomicBoolean(true));
        sql.closeHandler(_ -> lock.alive.set(false));
        try {
            var name = "turnaround sync " + connection + " " + repository;
            var taken = Blocking.send(sql, TAKE, Tuple.of(name)).iterator().next().getBoolean(0);
            if (taken) {
                return Optional.of(lock);
            }
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
        lock.close();
        return Optional.empty();
    }

    private static PgConnection connect(Vertx vertx, Database database) {
        try {
            return Patience.await(database.connect(vertx));
        } catch (Away away) {
            throw away;
        } catch (RuntimeException unreachable) {
            throw new Away(unreachable);
        }
    }

    /// Whether it is still ours.
    public boolean held() {
        return alive.get();
    }

    /// Gives it back.
    @Override
    public void close() {
        try {
            sql.close().timeout(2, SECONDS).await();
        } catch (Exception gone) {
            // The database frees what a lost connection held.
            alive.set(false);
        }
    }
}
