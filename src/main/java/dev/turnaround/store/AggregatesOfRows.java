package dev.turnaround.store;

import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.timing.Survival;
import dev.turnaround.store.Selected.Scoped;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Aggregates from the rows of measures: exact, for any combination of filters, in a time that
/// grows with the number of rows.
final class AggregatesOfRows {
    private static final String READ =
            """
            with w as materialized (
              select * from unnest($1::text[], $2::text[]) as w (metric, variant)),
            spans as materialized (
              select ordinal - 1 as ordinal, begins, ends
              from unnest($3::timestamptz[], $4::timestamptz[]) with ordinality as i (begins, ends, ordinal)),
            picked as materialized (
              select m.metric, %s as id, %s as name, m.ended_at, m.begun, m.seconds
              from (select m.metric, m.connection, m.repository, m.author, m.ended_at,
                           case when w.variant like 'ready%%' then m.ready_at else m.opened_at end as begun,
                           case w.variant when 'ready' then m.ready_seconds when 'opened' then m.opened_seconds
                                when 'ready_working' then m.ready_working when 'opened_working' then m.opened_working
                                when 'ready_time' then m.in_ready_seconds else m.in_ready_working end as seconds
                    from w join measure_each m on m.metric = w.metric
                    where m.over_at >= $5 and m.begun_at < $6 and coalesce(m.ended_at, 'infinity') >= $5 and m.opened_at < $6 and ($7 or not m.bot) %s) as m
              %s
              where m.begun is not null)
            select p.metric, p.id, p.name, i.ordinal,
                   count(p.seconds) filter (where p.ended_at >= i.begins and p.ended_at < i.ends),
                   percentile_disc(array[0.5, 0.75, 0.9]) within group (order by p.seconds)
                     filter (where p.seconds is not null and p.ended_at >= i.begins and p.ended_at < i.ends),
                   (sum(p.seconds) filter (where p.ended_at >= i.begins and p.ended_at < i.ends))::bigint,
                   count(*) filter (where p.begun < i.ends and coalesce(p.ended_at, 'infinity') >= i.ends),
                   %s
            from spans i join picked p
              on coalesce(p.ended_at, 'infinity') >= i.begins and p.begun < i.ends
            group by 1, 2, 3, 4
            """;

    private static final String SURVIVAL =
            """
            array_agg(p.seconds) filter (where p.seconds is not null and p.ended_at >= i.begins and p.ended_at < i.ends),
            array_agg(greatest(0, extract(epoch from least(i.ends, $8) - p.begun))::bigint)
              filter (where p.begun < i.ends and coalesce(p.ended_at, 'infinity') >= i.ends)
            """;

    private static final String NO_SURVIVAL = "null::bigint[], null::bigint[]";

    private final Pool pool;

    AggregatesOfRows(Pool pool) {
        this.pool = pool;
    }

    /// One line for each group, metric and interval in which there is something.
    List<Aggregate> of(AggregateQuery query, Selected selected) {
        var begins = query.borders().subList(0, query.intervals());
        var ends = query.borders().subList(1, query.borders().size());
        var arguments =
                Tuple.wrap(
                        new ArrayList<>(
                                Arrays.asList(
                                        Columns.texts(query.metrics(), Metric::word),
                                        Columns.texts(
                                                query.metrics(),
                                                metric -> query.variant(metric).word()),
                                        Columns.times(
                                                begins,
                                                day ->
                                                        day.atStartOfDay(ZoneOffset.UTC)
                                                                .toInstant()),
                                        Columns.times(
                                                ends,
                                                day ->
                                                        day.atStartOfDay(ZoneOffset.UTC)
                                                                .toInstant()),
                                        query.from()
                                                .atStartOfDay(ZoneOffset.UTC)
                                                .toOffsetDateTime(),
                                        query.to().atStartOfDay(ZoneOffset.UTC).toOffsetDateTime(),
                                        query.bots())));
        var survival = query.survivalUntil() == null ? NO_SURVIVAL : SURVIVAL;
        if (query.survivalUntil() != null) {
            arguments.addValue(query.survivalUntil().atOffset(ZoneOffset.UTC));
        }
        var filters = new StringBuilder();
        filter(filters, arguments, "repository", selected.repositories());
        filter(filters, arguments, "author", selected.accounts());
        var sql =
                switch (query.by()) {
                    case NONE -> READ.formatted("null::text", "null::text", filters, "", survival);
                    case REPOSITORY ->
                            READ.formatted(
                                    "m.connection || ':' || m.repository",
                                    "coalesce(r.name, m.repository)",
                                    filters,
                                    "left join repository r on r.connection = m.connection and r.id = m.repository",
                                    survival);
                    case AUTHOR ->
                            READ.formatted(
                                    "coalesce(n.id::text, m.connection || ':' || m.author)",
                                    "coalesce(n.name, i.login, m.author)",
                                    filters.append(" and m.author is not null"),
                                    "left join identity i on i.connection = m.connection and i.id = m.author"
                                            + " left join person n on n.id = i.person",
                                    survival);
                    case TEAM -> {
                        arguments.addValue(query.scope().teams().toArray(String[]::new));
                        var teams = "$" + arguments.size();
                        yield READ.formatted(
                                "t.id::text",
                                "t.name",
                                filters,
                                """
                                join identity i on i.connection = m.connection and i.id = m.author
                                join team_person tp on tp.person = i.person
                                join team t on t.id = tp.team and not t.gone
                                 and (cardinality(%1$s::text[]) = 0 or t.id::text = any(%1$s) or lower(t.name) = any(%1$s))
                                """
                                        .formatted(teams),
                                survival);
                    }
                };
        return Blocking.send(pool, sql, arguments).stream()
                .map(AggregatesOfRows::line)
                // What was given up there is neither.
                .filter(line -> line.count() != 0 || line.pending() != 0)
                .toList();
    }

    static void filter(
            StringBuilder filters, Tuple arguments, String column, @Nullable List<Scoped> some) {
        if (some != null) {
            filters.append(
                    " and (m.connection, m.%s) in (select * from unnest($%d::text[], $%d::text[]))"
                            .formatted(column, arguments.size() + 1, arguments.size() + 2));
            arguments.addValue(Columns.texts(some, Scoped::connection));
            arguments.addValue(Columns.texts(some, Scoped::id));
        }
    }

    private static Aggregate line(Row row) {
        var id = row.getString(1);
        var count = row.getLong(4);
        var percentiles = row.getArrayOfLongs(5);
        var sum = row.getLong(6);
        return new Aggregate(
                Metric.of(row.getString(0)).orElseThrow(),
                id == null ? null : new Aggregate.Group(id, row.getString(2)),
                row.getLong(3).intValue(),
                count,
                count == 0 ? null : percentiles[0],
                count == 0 ? null : percentiles[1],
                count == 0 ? null : percentiles[2],
                count == 0 ? null : Math.round((double) sum / count),
                row.getLong(7),
                null,
                survivalMedian(row.getArrayOfLongs(8), row.getArrayOfLongs(9)));
    }

    private static @Nullable Long survivalMedian(
            Long @Nullable [] stopped, Long @Nullable [] pending) {
        var median = Survival.median(durations(stopped), durations(pending));
        return median == null ? null : median.toSeconds();
    }

    private static List<Duration> durations(Long @Nullable [] seconds) {
        return seconds == null
                ? List.of()
                : Arrays.stream(seconds).map(Duration::ofSeconds).toList();
    }
}
