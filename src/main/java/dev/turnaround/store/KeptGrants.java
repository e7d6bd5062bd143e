package dev.turnaround.store;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What providers granted. Call on a virtual thread; every call throws [Away] when the database is.
public final class KeptGrants {
    private static final String READ =
            "select sealed, granted_at, expires_at, lost_at, lost_why from connection_grant where connection = $1";

    private final Vertx vertx;
    private final Database database;
    private final Readers readers;

    /// The grants of a database.
    public KeptGrants(Vertx vertx, Database database, Readers readers) {
        this.vertx = vertx;
        this.database = database;
        this.readers = readers;
    }

    /// What was granted to a connection; null for nothing.
    public @Nullable KeptGrant of(String connection) {
        return read(readers.pool(), READ, connection);
    }

    /// Keeps what was granted, in place of what was before.
    public void put(String connection, KeptGrant granted) {
        write(readers.pool(), connection, granted);
    }

    /// Changes what is kept while nobody else, in whatever process, can see or change it.
    ///
    /// @param change gets what is kept and gives what shall be, which may be the same; when it
    ///   throws, nothing is changed. It may take its time: it holds one row and a database
    ///   connection of its own
    /// @return what is kept now
    public KeptGrant change(String connection, Function<KeptGrant, KeptGrant> change) {
        var sql = Patience.await(database.connect(vertx));
        try {
            Blocking.send(sql, "begin", Tuple.tuple());
            var kept = read(sql, READ + " for update", connection);
            if (kept == null) {
                throw new IllegalStateException("nothing was granted to " + connection);
            }
            var changed = change.apply(kept);
            if (!changed.equals(kept)) {
                write(sql, connection, changed);
            }
            Blocking.send(sql, "commit", Tuple.tuple());
            return changed;
        } finally {
            // An open transaction ends with its connection, changing nothing.
            sql.close();
        }
    }

    private static @Nullable KeptGrant read(SqlClient sql, String statement, String connection) {
        var rows = Blocking.send(sql, statement, Tuple.of(connection)).iterator();
        return rows.hasNext() ? granted(rows.next()) : null;
    }

    private static void write(SqlClient sql, String connection, KeptGrant granted) {
        var arguments = Tuple.tuple();
        arguments.addString(connection).addString(granted.sealed());
        arguments.addOffsetDateTime(granted.grantedAt().atOffset(ZoneOffset.UTC));
        arguments.addOffsetDateTime(offset(granted.expiresAt()));
        arguments.addOffsetDateTime(offset(granted.lostAt())).addString(granted.lostWhy());
        Blocking.send(
                sql,
                """
                insert into connection_grant (connection, sealed, granted_at, expires_at, lost_at, lost_why)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (connection) do update set sealed = excluded.sealed,
                    granted_at = excluded.granted_at, expires_at = excluded.expires_at,
                    lost_at = excluded.lost_at, lost_why = excluded.lost_why
                """,
                arguments);
    }

    private static KeptGrant granted(Row row) {
        return new KeptGrant(
                row.getString("sealed"),
                row.getOffsetDateTime("granted_at").toInstant(),
                instant(row.getOffsetDateTime("expires_at")),
                instant(row.getOffsetDateTime("lost_at")),
                row.getString("lost_why"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime offset(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
