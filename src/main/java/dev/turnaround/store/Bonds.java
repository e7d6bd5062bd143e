package dev.turnaround.store;

import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// Which repositories the words of selections mean.
public final class Bonds {
    private static final String ADD =
            "insert into repository_bond (connection, word, repository) values ($1, $2, $3) on conflict do nothing";

    private static final String OF =
            "select word, repository from repository_bond where connection = $1";

    private static final String KNOW =
            """
            insert into repository (connection, id, name, name_at) values ($1, $2, $3, $4)
            on conflict (connection, id) do nothing
            """;

    private final Pool pool;

    /// The bonds of a database.
    public Bonds(Readers readers) {
        this.pool = readers.pool();
    }

    /// A word and a repository that it means.
    public record Bond(String word, String repository) {}

    /// All of a connection. Call on a virtual thread.
    ///
    /// @throws Away when the database is
    public List<Bond> of(String connection) {
        return Blocking.send(pool, OF, Tuple.of(connection)).stream()
                .map(row -> new Bond(row.getString(0), row.getString(1)))
                .toList();
    }

    /// Adds one, unless it is there.
    public Future<Void> add(String connection, Bond bond) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(connection, bond.word(), bond.repository()))
                .mapEmpty();
    }

    /// The repositories of a connection that are known. Call on a virtual thread.
    ///
    /// @param at for which their names are told
    /// @throws Away when the database is
    public List<Repository> known(String connection, Instant at) {
        return Blocking.send(
                        pool,
                        "select id, name from repository where connection = $1",
                        Tuple.of(connection))
                .stream()
                .map(row -> new Repository(row.getString(0), new Stamped<>(row.getString(1), at)))
                .toList();
    }

    /// Makes a repository known of which nothing was told yet. Call on a virtual thread.
    ///
    /// @throws Away when the database is
    public void know(String connection, String repository, String name, Instant at) {
        Blocking.send(
                pool, KNOW, Tuple.of(connection, repository, name, at.atOffset(ZoneOffset.UTC)));
    }
}
