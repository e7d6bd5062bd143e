package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/// How far the replacing of webhook secrets is, so that any process may go on with it.
///
/// Call what does not return a future on a virtual thread; it throws [Away] when the database is.
public final class SecretRotations {
    private final Pool pool;

    /// The rotations of a database.
    public SecretRotations(Readers readers) {
        this.pool = readers.pool();
    }

    /// Those that go on, for readers.
    public Future<List<SecretRotation>> list() {
        return pool.query("select connection, began_at, drop_at from secret_rotation")
                .execute()
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(SecretRotations::read)
                                .toList());
    }

    /// Those that go on.
    public List<SecretRotation> all() {
        return Blocking.send(
                        pool,
                        "select connection, began_at, drop_at from secret_rotation order by connection",
                        Tuple.tuple())
                .stream()
                .map(SecretRotations::read)
                .toList();
    }

    /// Begins one.
    ///
    /// @return false when one goes on
    public boolean begin(String connection, Instant now) {
        return Blocking.send(
                                pool,
                                "insert into secret_rotation (connection, began_at) values ($1, $2) on conflict do nothing",
                                Tuple.of(connection, now.atOffset(ZoneOffset.UTC)))
                        .rowCount()
                == 1;
    }

    /// Says until when the old secrets count, once.
    public void dropAt(String connection, Instant at) {
        Blocking.send(
                pool,
                "update secret_rotation set drop_at = $2 where connection = $1 and drop_at is null",
                Tuple.of(connection, at.atOffset(ZoneOffset.UTC)));
    }

    /// Ends one.
    public void end(String connection) {
        Blocking.send(
                pool, "delete from secret_rotation where connection = $1", Tuple.of(connection));
    }

    private static SecretRotation read(Row row) {
        return new SecretRotation(
                row.getString("connection"),
                row.getOffsetDateTime("began_at").toInstant(),
                SyncRows.instant(row, "drop_at"));
    }
}
