package dev.turnaround.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/// Asks for erasures. Call on a virtual thread; every call throws [Away] when the database is.
public final class Erasable {
    private static final String ASK =
            """
            insert into erasure (connection, repository, asked_at, due_at) values ($1, $2, $3, $3)
            on conflict (connection, repository) do update
            set due_at = least(erasure.due_at, excluded.due_at), done = false
            """;

    private final Pool pool;

    /// Those of a database.
    public Erasable(Readers readers) {
        this.pool = readers.pool();
    }

    /// Asks for one.
    ///
    /// @param repository identity; empty for the whole connection
    public void ask(String connection, String repository, Instant now) {
        Blocking.send(pool, ASK, Tuple.of(connection, repository, now.atOffset(ZoneOffset.UTC)));
    }

    /// Makes way for what is wanted again.
    ///
    /// @return false when what was there of it is not all gone yet
    public boolean makeWay(String connection, String repository) {
        var key = Tuple.of(connection, repository);
        Blocking.send(
                pool,
                "delete from erasure where connection = $1 and repository = $2 and done",
                key);
        return Blocking.send(
                                pool,
                                "select from erasure where connection = $1 and repository in ($2, '')",
                                key)
                        .size()
                == 0;
    }
}
