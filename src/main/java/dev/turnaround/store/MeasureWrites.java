package dev.turnaround.store;

import static dev.turnaround.store.Columns.flags;
import static dev.turnaround.store.Columns.numbers;
import static dev.turnaround.store.Columns.texts;
import static dev.turnaround.store.Columns.times;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Measure;
import dev.turnaround.model.measure.Measures;
import dev.turnaround.model.measure.Variant;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what is measured of pull requests, and what that moves in the sums.
///
/// What goes out of the sums is what stands in the rows, and so what once went in, whatever would
/// be measured now. The rows of the pull requests are locked before, so that nobody else moves what
/// is read here.
final class MeasureWrites {

    // The rows that are read are those of before the statement, whatever it writes.
    private static final String SAVE =
            """
            with fresh as materialized (
              select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[],
                                   $7::boolean[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[],
                                   $11::boolean[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
                                   $16::bigint[], $17::bigint[])
                as f (connection, repository, number, metric, occurrence, author, bot, opened_at, ready_at, ended_at,
                      stopped, opened_seconds, ready_seconds, opened_working, ready_working, in_ready_seconds, in_ready_working)),
            old as materialized (
              select m.connection, m.repository, m.number, m.metric, m.occurrence, m.author, m.bot, m.opened_at,
                     m.ready_at, m.ended_at, m.stopped, m.opened_seconds, m.ready_seconds, m.opened_working,
                     m.ready_working, m.in_ready_seconds, m.in_ready_working
              from unnest($18::text[], $19::text[], $20::bigint[]) as k (connection, repository, number)
              join measure m using (connection, repository, number)),
            out_of as materialized (select * from old except select * from fresh),
            into_it as materialized (select * from fresh except select * from old),
            gone as (
              delete from measure m
              using (select connection, repository, number, metric, occurrence from out_of
                     except select connection, repository, number, metric, occurrence from into_it) as g
              where m.connection = g.connection and m.repository = g.repository and m.number = g.number
                and m.metric = g.metric and m.occurrence = g.occurrence),
            saved as (
              insert into measure as m
                (connection, repository, number, metric, occurrence, author, bot, opened_at, ready_at, ended_at,
                 stopped, opened_seconds, ready_seconds, opened_working, ready_working, in_ready_seconds,
                 in_ready_working)
              select * from into_it
              on conflict (connection, repository, number, metric, occurrence) do update
              set author = excluded.author, bot = excluded.bot, opened_at = excluded.opened_at,
                  ready_at = excluded.ready_at, ended_at = excluded.ended_at, stopped = excluded.stopped,
                  opened_seconds = excluded.opened_seconds, ready_seconds = excluded.ready_seconds,
                  opened_working = excluded.opened_working, ready_working = excluded.ready_working,
                  in_ready_seconds = excluded.in_ready_seconds, in_ready_working = excluded.in_ready_working)
            insert into measure_move
              (sign, connection, repository, author, bot, metric, opened_day, ready_day, ended_day,
               opened_seconds, ready_seconds, opened_working, ready_working)
            select sign, connection, repository, author, bot, metric, (opened_at at time zone 'UTC')::date,
                   (ready_at at time zone 'UTC')::date, (ended_at at time zone 'UTC')::date,
                   opened_seconds, ready_seconds, opened_working, ready_working
            from (select -1 as sign, o.* from out_of o union all select 1, i.* from into_it i) as moved
            """;

    private record Line(PullRequestKey key, Measures of, Measure one) {}

    private MeasureWrites() {}

    /// Puts these in the place of all that is stored of the pull requests.
    static Statement of(Collection<Writes.NewMeasures> all) {
        var lines = new ArrayList<Line>();
        var keys = all.stream().map(Writes.NewMeasures::pullRequest).sorted().toList();
        for (var one : all) {
            for (var measure : one.measures().all()) {
                lines.add(new Line(one.pullRequest(), one.measures(), measure));
            }
        }
        return save(lines, keys);
    }

    /// Takes all out that is stored of pull requests.
    static Statement erase(Collection<PullRequestKey> keys) {
        return save(List.of(), keys);
    }

    private static Statement save(List<Line> lines, Collection<PullRequestKey> keys) {
        return new Statement(
                SAVE,
                Tuple.wrap(
                        Arrays.asList(
                                texts(lines, line -> line.key().connection()),
                                texts(lines, line -> line.key().repository()),
                                numbers(lines, line -> line.key().number()),
                                texts(lines, line -> line.one().metric()),
                                texts(lines, line -> line.one().occurrence()),
                                texts(lines, line -> line.of().author()),
                                flags(lines, line -> line.of().bot()),
                                times(lines, line -> line.one().openedAt()),
                                times(lines, line -> line.one().readyAt()),
                                times(lines, line -> line.one().endedAt()),
                                flags(lines, line -> line.one().stopped()),
                                numbers(lines, line -> seconds(line.one(), Variant.OPENED)),
                                numbers(lines, line -> seconds(line.one(), Variant.READY)),
                                numbers(lines, line -> seconds(line.one(), Variant.OPENED_WORKING)),
                                numbers(lines, line -> seconds(line.one(), Variant.READY_WORKING)),
                                numbers(lines, line -> seconds(line.one(), Variant.READY_TIME)),
                                numbers(
                                        lines,
                                        line -> seconds(line.one(), Variant.READY_TIME_WORKING)),
                                texts(keys, PullRequestKey::connection),
                                texts(keys, PullRequestKey::repository),
                                numbers(keys, PullRequestKey::number))));
    }

    private static @Nullable Long seconds(Measure one, Variant variant) {
        var value = one.value(variant);
        return value == null ? null : value.toSeconds();
    }
}
