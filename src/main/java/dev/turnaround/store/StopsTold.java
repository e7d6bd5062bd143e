package dev.turnaround.store;

import dev.turnaround.model.measure.Buckets;
import dev.turnaround.model.measure.Histogram;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// How many clocks have stopped, for Prometheus: worked out from the sums of measures and not from
/// what a process saw, so that all processes tell the same, and after a restart too.
///
/// The sums follow corrections, and then fall; Prometheus takes a number that falls for one that
/// began anew, and would count everything again. So what is told only grows: each time by what a
/// bucket has more than it had. A clock that is corrected into another bucket counts in both.
/// <https://prometheus.io/docs/concepts/metric_types/#counter>
public final class StopsTold {
    /// The buckets' upper borders in seconds. One may hold durations that are up to 1 % longer,
    /// since the sums are kept in buckets of that width.
    public static final List<Long> BORDERS =
            List.of(900L, 3_600L, 14_400L, 28_800L, 86_400L, 259_200L, 604_800L);

    /// Which clocks.
    public static final List<Metric> METRICS =
            List.of(Metric.TIME_TO_FIRST_COMMENT, Metric.TIME_TO_APPROVE, Metric.TIME_TO_MERGE);

    private static final int[] WALLS =
            BORDERS.stream().mapToInt(border -> Buckets.of(border)).toArray();

    private static final Set<Variant> READY = EnumSet.of(Variant.READY);

    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('turnaround stops told'))";

    // Months have the same sums as days, and are fewer.
    private static final String SUMS =
            """
            select s.connection, s.scope, %s
            from measure_cell s
            join repository r on r.connection = s.connection and r.id = s.scope
            where s.kind = 'repository' and s.grain = 'month' and not s.bot
            """
                    .formatted(
                            METRICS.stream()
                                    .map(metric -> "s." + CellRows.column(metric))
                                    .collect(Collectors.joining(", ")));

    private static final String GONE =
            """
            delete from stops_told t
            where not exists (select from repository r where r.connection = t.connection and r.id = t.repository)
            """;

    private static final String TOLD =
            """
            select t.connection, t.repository, t.metric, t.told, t.told_seconds, t.seen, t.seen_seconds, r.name
            from stops_told t join repository r on r.connection = t.connection and r.id = t.repository
            order by t.connection, t.repository, t.metric
            """;

    private static final String SAVE =
            """
            insert into stops_told (connection, repository, metric, told, told_seconds, seen, seen_seconds)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (connection, repository, metric) do update
            set told = excluded.told, told_seconds = excluded.told_seconds, seen = excluded.seen,
                seen_seconds = excluded.seen_seconds
            """;

    private final Pool pool;

    /// A teller.
    public StopsTold(Readers readers) {
        this.pool = readers.sumPool();
    }

    private record Key(String connection, String repository, String metric) {}

    /// Takes up what the sums have more than they had, and tells all.
    public Future<List<Stops>> tell() {
        return pool.withTransaction(sql ->
                        sql.query(ALONE)
                                .execute()
                                .compose(_ -> sql.query(GONE).execute())
                                .compose(_ -> sums(sql))
                                .compose(sums -> takeUp(sql, sums))
                                .compose(_ -> sql.query(TOLD).execute())
                                .map(rows -> rows.stream().map(StopsTold::stops).toList()))
                .map(Objects::requireNonNull);
    }

    private static Future<Map<Key, Histogram>> sums(SqlConnection sql) {
        return sql.query(SUMS)
                .execute()
                .map(rows -> {
                    var sums = new HashMap<Key, Histogram>();
                    for (var row : rows) {
                        for (var i = 0; i < METRICS.size(); i++) {
                            var bytes = row.getBuffer(2 + i);
                            var ready =
                                    bytes == null
                                            ? null
                                            : FigureBytes.read(bytes, READY).get(Variant.READY);
                            if (ready != null) {
                                var key =
                                        new Key(
                                                row.getString(0),
                                                row.getString(1),
                                                METRICS.get(i).word());
                                sums.computeIfAbsent(key, _ -> new Histogram())
                                        .add(ready.stopped());
                            }
                        }
                    }
                    return sums;
                });
    }

    private static Future<?> takeUp(SqlConnection sql, Map<Key, Histogram> sums) {
        return sql.query(TOLD)
                .execute()
                .compose(rows -> {
                    var changed = new ArrayList<Tuple>();
                    for (var row : rows) {
                        var sum = sums.remove(key(row));
                        add(
                                changed,
                                key(row),
                                sum == null ? new Histogram() : sum,
                                row.getArrayOfLongs(3),
                                row.getLong(4),
                                row.getArrayOfLongs(5),
                                row.getLong(6));
                    }
                    var none = new Long[WALLS.length + 1];
                    Arrays.fill(none, 0L);
                    sums.forEach((key, sum) -> add(changed, key, sum, none, 0, none, 0));
                    return changed.isEmpty()
                            ? Future.succeededFuture()
                            : sql.preparedQuery(SAVE).executeBatch(changed);
                });
    }

    private static void add(
            List<Tuple> changed,
            Key key,
            Histogram sum,
            Long[] told,
            long toldSeconds,
            Long[] seen,
            long seenSeconds) {
        var now = buckets(sum);
        if (Arrays.equals(now, seen) && sum.seconds() == seenSeconds) {
            return;
        }
        var grown =
                IntStream.range(0, now.length)
                        .mapToObj(i -> told[i] + Math.max(0, now[i] - seen[i]))
                        .toArray(Long[]::new);
        changed.add(
                Tuple.of(key.connection(), key.repository(), key.metric())
                        .addValue(grown)
                        .addValue(toldSeconds + Math.max(0, sum.seconds() - seenSeconds))
                        .addValue(now)
                        .addValue(sum.seconds()));
    }

    private static Long[] buckets(Histogram sum) {
        var counts = new long[WALLS.length + 1];
        sum.forEach((bucket, times) -> counts[place(bucket)] += times);
        return LongStream.of(counts).boxed().toArray(Long[]::new);
    }

    private static int place(int bucket) {
        var place = 0;
        while (place < WALLS.length && bucket > WALLS[place]) {
            place++;
        }
        return place;
    }

    private static Key key(Row row) {
        return new Key(row.getString(0), row.getString(1), row.getString(2));
    }

    private static Stops stops(Row row) {
        return new Stops(
                row.getString(0),
                row.getString(7),
                row.getString(2),
                List.of(row.getArrayOfLongs(3)),
                row.getLong(4));
    }
}
