package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;

/// Keeps up to date when each repository was last heard of.
///
/// It follows the delivery log from where it was before, so that each line is looked at once. A
/// line that was still on its way then is passed over: the next delivery makes good for it.
public final class DeliveryTimes {
    private static final String FOLLOW =
            """
            with news as (
              select connection, repository, max(received_at) as at, max(position) as reached
              from delivery
              where position > $1 and repository is not null
              group by connection, repository),
            noted as (
              update repository r set last_delivery_at = n.at
              from news n
              where r.connection = n.connection and r.id = n.repository
                and (r.last_delivery_at is null or r.last_delivery_at < n.at))
            select max(reached) from news
            """;

    private final Pool pool;
    private long reached;

    /// Begins with the oldest line that is kept.
    public DeliveryTimes(Readers readers) {
        this.pool = readers.pool();
    }

    /// Goes on. One call at a time.
    public Future<Void> follow() {
        return pool.preparedQuery(FOLLOW)
                .execute(Tuple.of(reached))
                .map(rows -> {
                    var last = rows.iterator().next().getLong(0);
                    reached = last == null ? reached : last;
                    return null;
                });
    }
}
