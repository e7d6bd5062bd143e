package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/// Connections for reading, and for what administrators write. Bounded in number and in those who
/// wait for one.
public final class Readers {
    private final Pool pool;
    private final Pool logPool;
    private final Pool sumPool;

    /// Connections for reading.
    ///
    /// @param logPool whose connections keep to the plans of [Plans]
    /// @param sumPool whose connections do so too
    Readers(Pool pool, Pool logPool, Pool sumPool) {
        this.pool = pool;
        this.logPool = logPool;
        this.sumPool = sumPool;
    }

    Pool pool() {
        return pool;
    }

    /// For the stream's log, which is read many times a second by statements that never change.
    Pool logPool() {
        return logPool;
    }

    /// For the sums of measures, of which a planner that has not met them before believes that it
    /// is quicker to read them all.
    Pool sumPool() {
        return sumPool;
    }

    /// Closes them all.
    public Future<Void> close() {
        return Future.all(pool.close(), logPool.close(), sumPool.close()).mapEmpty();
    }
}
