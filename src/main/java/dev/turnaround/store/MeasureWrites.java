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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes what is measured of pull requests, and what that moves in the sums.
///
/// What goes out of the sums is what stands in the rows, and so what once went in, whatever would
/// be measured now. The rows of the pull requests are locked before, so that nobody else moves what
/// is read here.
final class MeasureWrites {

    private static final String MOVED =
            """
            insert into measure_move
              (sign, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,
               opened_seconds, ready_seconds, opened_working, ready_working)
            select sign, connection, repository, author, bot, metric, opened_at, ready_at, ended_at,
                   opened_seconds, ready_seconds, opened_working, ready_working
            """;

    // The rows that are read are those of before the statement, whatever it writes. Each new one is
    // joined to the one that stands by its key and to nothing else: the rows of a statement have no
    // index.
    private static final String SAVE =
            """
            with fresh as materialized (
              select row(k.connection, k.repository, k.number, k.author, k.bot, k.begun_at,
                         coalesce(k.over_at, 'infinity'),
                         ($10::text[])[k.first:k.last], ($11::text[])[k.first:k.last],
                         ($12::timestamptz[])[k.first:k.last], ($13::timestamptz[])[k.first:k.last],
                         ($14::timestamptz[])[k.first:k.last], ($15::boolean[])[k.first:k.last],
                         ($16::bigint[])[k.first:k.last], ($17::bigint[])[k.first:k.last],
                         ($18::bigint[])[k.first:k.last], ($19::bigint[])[k.first:k.last],
                         ($20::bigint[])[k.first:k.last], ($21::bigint[])[k.first:k.last])::measure as one
              from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::boolean[], $6::timestamptz[],
                          $7::timestamptz[], $8::int[], $9::int[])
                as k (connection, repository, number, author, bot, begun_at, over_at, first, last)),
            other as materialized (
              select f.one, m as former
              from fresh f
              left join measure m on m.connection = (f.one).connection and m.repository = (f.one).repository
                and m.number = (f.one).number
              where f.one is distinct from m),
            saved as (
              insert into measure as m select (o.one).* from other o
              on conflict (connection, repository, number) do update
              set author = excluded.author, bot = excluded.bot, begun_at = excluded.begun_at,
                  over_at = excluded.over_at, metric = excluded.metric, occurrence = excluded.occurrence,
                  opened_at = excluded.opened_at, ready_at = excluded.ready_at, ended_at = excluded.ended_at,
                  stopped = excluded.stopped, opened_seconds = excluded.opened_seconds,
                  ready_seconds = excluded.ready_seconds, opened_working = excluded.opened_working,
                  ready_working = excluded.ready_working, in_ready_seconds = excluded.in_ready_seconds,
                  in_ready_working = excluded.in_ready_working)
            %s
            from (select -1 as sign, (o.former).* from other o where (o.former).connection is not null
                  union all select 1, (o.one).* from other o) as moved
            """
                    .formatted(MOVED);

    private static final String ERASE =
            """
            with gone as (
              delete from measure m
              using unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
              where m.connection = k.connection and m.repository = k.repository and m.number = k.number
              returning -1 as sign, m.*)
            %s
            from gone
            """
                    .formatted(MOVED);

    /// @param first where its measures are among all, from 1
    /// @param last where they end
    private record Line(PullRequestKey key, Measures measures, int first, int last) {
        @Nullable Instant begunAt() {
            return measures.all().stream()
                    .map(Measure::openedAt)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        /// Null while one runs.
        @Nullable Instant overAt() {
            return measures.all().stream().anyMatch(one -> one.endedAt() == null)
                    ? null
                    : measures.all().stream()
                            .map(Measure::endedAt)
                            .filter(Objects::nonNull)
                            .max(Comparator.naturalOrder())
                            .orElse(null);
        }
    }

    private MeasureWrites() {}

    /// Puts these in the place of all that is stored of the pull requests.
    static Statement of(Collection<Writes.NewMeasures> some) {
        var lines = new ArrayList<Line>();
        var all = new ArrayList<Measure>();
        for (var one : some) {
            var first = all.size() + 1;
            all.addAll(one.measures().all());
            lines.add(new Line(one.pullRequest(), one.measures(), first, all.size()));
        }
        return new Statement(
                SAVE,
                Tuple.wrap(
                        Arrays.asList(
                                texts(lines, line -> line.key().connection()),
                                texts(lines, line -> line.key().repository()),
                                numbers(lines, line -> line.key().number()),
                                texts(lines, line -> line.measures().author()),
                                flags(lines, line -> line.measures().bot()),
                                times(lines, Line::begunAt),
                                times(lines, Line::overAt),
                                lines.stream().map(Line::first).toArray(Integer[]::new),
                                lines.stream().map(Line::last).toArray(Integer[]::new),
                                texts(all, Measure::metric),
                                texts(all, Measure::occurrence),
                                times(all, Measure::openedAt),
                                times(all, Measure::readyAt),
                                times(all, Measure::endedAt),
                                flags(all, Measure::stopped),
                                seconds(all, Variant.OPENED),
                                seconds(all, Variant.READY),
                                seconds(all, Variant.OPENED_WORKING),
                                seconds(all, Variant.READY_WORKING),
                                seconds(all, Variant.READY_TIME),
                                seconds(all, Variant.READY_TIME_WORKING))));
    }

    /// Takes all out that is stored of pull requests.
    static Statement erase(Collection<PullRequestKey> keys) {
        return new Statement(ERASE, Columns.keys(keys));
    }

    private static @Nullable Long[] seconds(List<Measure> all, Variant variant) {
        return numbers(
                all,
                one -> {
                    var value = one.value(variant);
                    return value == null ? null : value.toSeconds();
                });
    }
}
