package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/// The directory for those who only look. From any thread.
public final class Directories {
    private static final String VERSION = "select version from people_state";

    private final Pool pool;
    private volatile Directory known = Directory.EMPTY;

    /// A reader that knows nobody as yet.
    public Directories(Readers readers) {
        this.pool = readers.pool();
    }

    /// The directory as it is now, whichever process changed it.
    public Future<Directory> now() {
        return pool.preparedQuery(VERSION)
                .execute()
                .compose(rows -> {
                    var kept = known;
                    return rows.iterator().next().getLong(0) == kept.version()
                            ? Future.succeededFuture(kept)
                            : DirectoryReads.all(pool).onSuccess(read -> known = read);
                });
    }

    /// The directory as it was when somebody last asked for it.
    public Directory lately() {
        return known;
    }
}
