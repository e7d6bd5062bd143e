package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks whether connections are let in.
///
/// A grant that cannot be renewed is not given up when it is refused, because a provider that is
/// unwell says the same to everybody. Such a one counts as lost as long as the last run that began
/// after it was given ended with that.
public final class ConsentSights {
    private static final String STANDING =
            """
            select g.granted_at,
                   coalesce(g.lost_at, case when s.error_code = any ($2) then s.ended_at end) as lost_at,
                   coalesce(g.lost_why, case when s.error_code = any ($2) then s.error end) as lost_why,
                   r.at, r.code, r.what, r.advice
            from (select 1) as one
            left join connection_grant g on g.connection = $1
            left join consent_refusal r on r.connection = $1
            left join lateral (select error_code, error, ended_at from sync
                               where connection = $1 and ended_at >= g.granted_at and started_at >= g.granted_at
                                 and state <> 'cancelled'
                               order by ended_at desc limit 1) as s on true
            """;

    private final Pool pool;
    private final Set<String> codes;

    /// A reader.
    ///
    /// @param codes the troubles of runs that say that a grant is over
    public ConsentSights(Readers readers, Set<String> codes) {
        this.pool = readers.pool();
        this.codes = Set.copyOf(codes);
    }

    /// How a connection stands.
    public Future<ConsentSight> of(String connection) {
        return pool.preparedQuery(STANDING)
                .execute(Tuple.of(connection).addArrayOfString(codes.toArray(String[]::new)))
                .map(rows -> sight(rows.iterator().next()));
    }

    private static ConsentSight sight(Row row) {
        var refusedAt = instant(row.getOffsetDateTime("at"));
        return new ConsentSight(
                instant(row.getOffsetDateTime("granted_at")),
                instant(row.getOffsetDateTime("lost_at")),
                row.getString("lost_why"),
                refusedAt == null
                        ? null
                        : new ConsentRefusal(
                                refusedAt,
                                row.getString("code"),
                                row.getString("what"),
                                row.getString("advice")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
