package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/// Connections for reading, and for what administrators write. Bounded in number and in those who
/// wait for one.
public final class Readers {
    private final Pool pool;
    private final Pool logPool;

    /// Connections for reading.
    ///
    /// @param logPool whose connections keep to the plans of [Plans]
    Readers(Pool pool, Pool logPool) {
        this.pool = pool;
        this.logPool = logPool;
    }

    Pool pool() {
        return pool;
    }

    /// For the stream's log, which is read many times a second by statements that never change.
    Pool logPool() {
        return logPool;
    }

    /// Closes them all.
    public Future<Void> close() {
        return Future.all(pool.close(), logPool.close()).mapEmpty();
    }
}
