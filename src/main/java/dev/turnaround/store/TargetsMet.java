package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.due.Target;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How many clocks stopped in time: each is held against the target of whoever opened the pull
/// request, as it is now.
///
/// From the rows of measures, in a time that grows with the number of rows.
///
/// Call on a virtual thread. Throws [Away] when the database is.
public final class TargetsMet {
    private static final String READ =
            """
            with own as materialized (
              select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::boolean[])
                as a (metric, connection, author, seconds, working)),
            common as materialized (
              select * from unnest($6::text[], $7::bigint[], $8::boolean[]) as c (metric, seconds, working)),
            spans as materialized (
              select ordinal - 1 as ordinal, begins, ends
              from unnest($9::timestamptz[], $10::timestamptz[]) with ordinality as i (begins, ends, ordinal)),
            held as materialized (
              select m.metric, m.ended_at,
                     case when coalesce(a.working, c.working) then m.ready_working else m.ready_seconds end as seconds,
                     coalesce(a.seconds, c.seconds) as target
              from measure_each m
              left join own a on a.metric = m.metric and a.connection = m.connection and a.author = m.author
              left join common c on c.metric = m.metric
              where m.metric = any($11::text[]) and m.stopped and not m.bot and m.over_at >= $12 and m.begun_at < $13
                and coalesce(m.ended_at, 'infinity') >= $12 and coalesce(m.ended_at, 'infinity') < $13 -- filters
                 )
            select h.metric, s.ordinal, count(*), count(*) filter (where h.seconds <= h.target)
            from spans s join held h on h.ended_at >= s.begins and h.ended_at < s.ends
            where h.seconds is not null and h.target is not null
            group by 1, 2
            """;

    private final Pool pool;

    /// Those of a database.
    public TargetsMet(Readers readers) {
        this.pool = readers.pool();
    }

    /// What came of one clock in one interval.
    ///
    /// @param metric the name of the clock in the API
    /// @param interval which of those that were asked for, from 0
    /// @param count how many stopped that have a target
    /// @param met how many of them in time
    public record Line(String metric, int interval, long count, long met) {}

    private record Own(Account account, Target target) {}

    /// One line for each clock and interval in which one stopped.
    ///
    /// @param borders days in UTC at which an interval ends and the next one begins
    public List<Line> of(List<LocalDate> borders, AggregateQuery.Scope scope, Directory directory) {
        var selected = new Selected(pool, scope);
        if (selected.isNothing()) {
            return List.of();
        }
        var own = new ArrayList<Own>();
        directory
                .ownTargets()
                .forEach((account, targets) ->
                        targets.forEach(target -> own.add(new Own(account, target))));
        var common = directory.commonTargets();
        var times =
                borders.stream().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).toList();
        var begins = times.subList(0, times.size() - 1);
        var ends = times.subList(1, times.size());
        var arguments =
                Tuple.wrap(
                        new ArrayList<>(
                                Arrays.asList(
                                        Columns.texts(own, one -> word(one.target())),
                                        Columns.texts(own, one -> one.account().connection()),
                                        Columns.texts(own, one -> one.account().id()),
                                        Columns.numbers(own, one -> seconds(one.target())),
                                        Columns.flags(own, one -> one.target().working()),
                                        Columns.texts(common, TargetsMet::word),
                                        Columns.numbers(common, TargetsMet::seconds),
                                        Columns.flags(common, Target::working),
                                        Columns.times(begins, at -> at),
                                        Columns.times(ends, at -> at),
                                        Columns.texts(Target.TIMINGS, timing -> timing.word()),
                                        times.getFirst().atOffset(ZoneOffset.UTC),
                                        times.getLast().atOffset(ZoneOffset.UTC))));
        var filters = new StringBuilder();
        AggregatesOfRows.filter(filters, arguments, "repository", selected.repositories());
        AggregatesOfRows.filter(filters, arguments, "author", selected.accounts());
        return Blocking.send(pool, READ.replace("-- filters", filters), arguments).stream()
                .map(row ->
                        new Line(
                                row.getString(0),
                                row.getLong(1).intValue(),
                                row.getLong(2),
                                row.getLong(3)))
                .toList();
    }

    private static String word(Target target) {
        return target.timing().word();
    }

    private static long seconds(Target target) {
        return target.within().toSeconds();
    }
}
