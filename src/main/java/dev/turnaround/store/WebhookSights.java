package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Looks into the delivery log for whether webhooks come in.
public final class WebhookSights {

    // By position, which has an index: a connection that is alive is found at once.
    private static final String LAST =
            """
            select g.received_at, r.received_at, r.reason
            from (select 1) as one
            left join lateral (select received_at from delivery
                               where connection = $1 and verdict <> 'rejected'
                               order by position desc limit 1) as g on true
            left join lateral (select received_at, reason from delivery
                               where connection = $1 and verdict = 'rejected'
                               order by position desc limit 1) as r on true
            """;

    private final Pool pool;

    /// A reader.
    public WebhookSights(Readers readers) {
        this.pool = readers.pool();
    }

    /// What the log holds of a connection.
    public Future<WebhookSight> of(String connection) {
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(connection))
                .map(rows -> {
                    var row = rows.iterator().next();
                    return new WebhookSight(
                            instant(row.getOffsetDateTime(0)),
                            instant(row.getOffsetDateTime(1)),
                            row.getString(2));
                });
    }

    private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
