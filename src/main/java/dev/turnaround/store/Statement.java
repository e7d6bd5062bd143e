package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/// A statement with its arguments, ready to be sent.
record Statement(String sql, Tuple arguments) {

    Future<RowSet<Row>> send(SqlClient connection) {
        return connection.preparedQuery(sql).execute(arguments);
    }
}
