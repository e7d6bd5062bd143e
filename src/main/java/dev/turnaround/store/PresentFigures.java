package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How things stand now, for Prometheus.
public final class PresentFigures {

    private static final String OLDEST =
            """
            select phase, min((state #>> '{progress,phaseSince}')::timestamptz)
            from pull_request where merged_at is null and closed_at is null group by phase
            """;

    private static final String LAST_DELIVERIES =
            """
            select connection, max(last_delivery_at) from repository
            where last_delivery_at is not null group by connection
            """;

    private static final String USUAL =
            """
            select connection, sum(deliveries)::double precision / 3
            from delivery_hour
            where hour = any(array[$1::timestamptz - interval '7 days', $1 - interval '14 days', $1 - interval '21 days'])
            group by connection
            """;

    private static final String HOOKS =
            "select connection, state, count(*) from installed_hook group by connection, state";

    private final Pool pool;

    /// A reader.
    public PresentFigures(Readers readers) {
        this.pool = readers.pool();
    }

    /// Since when the open pull request that has been in each phase for the longest is there.
    public Future<Map<String, Instant>> oldest() {
        return byName(OLDEST, Tuple.tuple(), PresentFigures::instant);
    }

    /// When the last webhook about a repository of each connection came, as far as they have been
    /// counted.
    public Future<Map<String, Instant>> lastDeliveries() {
        return byName(LAST_DELIVERIES, Tuple.tuple(), PresentFigures::instant);
    }

    /// How many webhooks came to each connection in the same hour of the three weeks before, on
    /// average.
    ///
    /// @param hour when it began, in UTC
    public Future<Map<String, Double>> usualDeliveries(Instant hour) {
        return byName(USUAL, Tuple.of(hour.atOffset(ZoneOffset.UTC)), row -> row.getDouble(1));
    }

    /// How many webhooks were installed at providers.
    ///
    /// @param state active, disabled or missing
    public record Hooks(String connection, String state, long count) {}

    /// Webhooks that were installed at providers, as they were seen there last.
    public Future<List<Hooks>> hooks() {
        return pool.query(HOOKS)
                .execute()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Hooks(
                                                row.getString(0), row.getString(1), row.getLong(2)))
                                .toList());
    }

    private <T> Future<Map<String, T>> byName(String sql, Tuple arguments, Function<Row, T> value) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .map(rows -> {
                    var values = new HashMap<String, T>();
                    rows.forEach(row -> values.put(row.getString(0), value.apply(row)));
                    return values;
                });
    }

    private static Instant instant(Row row) {
        return row.getOffsetDateTime(1).toInstant();
    }
}
