package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/// Connections for reading, and for what administrators write. Bounded in number and in those who
/// wait for one.
public final class Readers {
    private final Pool pool;

    Readers(Pool pool) {
        this.pool = pool;
    }

    Pool pool() {
        return pool;
    }

    /// Closes them all.
    public Future<Void> close() {
        return pool.close();
    }
}
