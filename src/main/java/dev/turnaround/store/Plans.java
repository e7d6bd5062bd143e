package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/// How PostgreSQL is to plan the statements that run all day long.
///
/// Every one of them means to go by an index. A plan made while the tables are empty would read
/// them from end to end, and stays until somebody analyses them: at 1,000 deliveries a second that
/// takes a whole processor within a minute. And what they ask never calls for another plan, while
/// planning a read of the partitioned log anew takes ten times as long as the read.
///
/// Set after connecting and not in the startup message, which connection poolers refuse.
/// <https://www.postgresql.org/docs/18/runtime-config-query.html>
final class Plans {
    private static final String BY_INDEX =
            """
            set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off;
            set plan_cache_mode = force_generic_plan
            """;

    private Plans() {}

    /// Lets a connection go by indexes from now on.
    static Future<?> goByIndex(SqlConnection connection) {
        return connection.query(BY_INDEX).execute();
    }
}
