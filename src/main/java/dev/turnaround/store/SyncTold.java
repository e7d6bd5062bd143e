package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;

/// Puts the progress of runs into the stream's log.
public final class SyncTold {
    private final Pool pool;

    /// A writer.
    public SyncTold(Readers readers) {
        this.pool = readers.pool();
    }

    /// Appends an event, in a transaction of its own.
    public Future<Void> append(StreamEvent event) {
        var statement = BatchWrites.saveEvents(List.of(event), 0);
        return pool.preparedQuery(statement.sql()).execute(statement.arguments()).mapEmpty();
    }
}
