package dev.turnaround.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/// Statements that are waited for.
final class Blocking {

    private Blocking() {}

    /// The answer to a statement of our own making, which the database has no reason to refuse:
    /// when it fails, the database is away.
    static RowSet<Row> send(SqlClient client, String sql, Tuple arguments) {
        try {
            return Patience.await(new Statement(sql, arguments).send(client));
        } catch (Away away) {
            throw away;
        } catch (RuntimeException refused) {
            throw new Away(refused);
        }
    }
}
