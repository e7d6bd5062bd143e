package dev.turnaround.store;

import static java.util.Objects.requireNonNull;

import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Cells.Counted;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Histogram;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import dev.turnaround.store.Selected.Scoped;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Aggregates from the sums, and from what has moved since these were added up.
final class AggregatesOfSums {
    // One statement, so that sums and moves belong to the same moment: what is on its way from one
    // to the other is in one of them.
    private static final String READ =
            """
            with w as materialized (
              select * from unnest($2::text[], $3::text[]) as w (metric, variant)),
            times as materialized (
              select * from unnest($4::text[], $5::date[]) as t (grain, day))
            select s.connection, s.scope, s.metric, s.day, s.grain,
                   case w.variant when 'ready' then s.ready_begun when 'opened' then s.opened_begun else 0 end,
                   case w.variant when 'ready' then s.ready_ended when 'opened' then s.opened_ended else 0 end,
                   case w.variant when 'ready' then s.ready_seconds when 'opened' then s.opened_seconds
                     when 'ready_working' then s.ready_working_seconds else s.opened_working_seconds end,
                   case when s.day >= $6 then null
                     when w.variant = 'ready' then s.ready_stopped when w.variant = 'opened' then s.opened_stopped
                     when w.variant = 'ready_working' then s.ready_working_stopped else s.opened_working_stopped end,
                   null::smallint, null::date, null::date, null::date, null::bigint, null::bigint, null::bigint, null::bigint
            from w cross join times
            %s
            where ($7 or not s.bot)
            union all
            select m.connection, case $1 when 'repository' then m.repository when 'author' then m.author else '' end,
                   e.metric, null, null, null, null, null, null, m.sign,
                   (m.opened_at[e.place] at time zone 'UTC')::date, (m.ready_at[e.place] at time zone 'UTC')::date,
                   (m.ended_at[e.place] at time zone 'UTC')::date,
                   m.opened_seconds[e.place], m.ready_seconds[e.place], m.opened_working[e.place],
                   m.ready_working[e.place]
            from measure_move m
            cross join lateral unnest(m.metric) with ordinality as e (metric, place)
            where e.metric in (select metric from w) and ($7 or not m.bot) and ($1 <> 'author' or m.author is not null)
            """;

    // By its key, one after the other: without the fence it is joined by half of the key, and most
    // of
    // what is read is thrown away.
    private static final String LOOK_UP =
            """
            cross join lateral (
              select * from measure_cell s
              where s.kind = $1 and s.metric = w.metric and s.grain = times.grain and s.day = times.day %s
              offset 0) as s
            """;

    private static final String OF_ALL = READ.formatted(LOOK_UP.formatted(""));

    private static final String OF_SOME =
            READ.formatted(
                            "cross join unnest($8::text[], $9::text[]) as k (connection, scope) "
                                    + LOOK_UP.formatted(
                                            "and s.connection = k.connection and s.scope = k.scope"))
                    + " and (m.connection, case $1 when 'repository' then m.repository else m.author end) in"
                    + " (select * from unnest($8::text[], $9::text[]))";

    private final Pool pool;

    AggregatesOfSums(Pool pool) {
        this.pool = pool;
    }

    /// One line for each group, metric and interval in which there is something.
    List<Aggregate> of(AggregateQuery query, Selected selected) {
        var kind = kind(query);
        var some = kind == Cell.Kind.REPOSITORY ? selected.repositories() : selected.accounts();
        var times = new Times(query);
        var arguments =
                Tuple.wrap(
                        new ArrayList<>(
                                Arrays.asList(
                                        kind.word(),
                                        Columns.texts(query.metrics(), Metric::word),
                                        Columns.texts(
                                                query.metrics(),
                                                metric -> query.variant(metric).word()),
                                        Columns.texts(times.cells, one -> one.grain().word()),
                                        times.cells.stream()
                                                .map(Times.One::day)
                                                .toArray(LocalDate[]::new),
                                        query.to(),
                                        query.bots())));
        if (some != null) {
            arguments.addValue(Columns.texts(some, Scoped::connection));
            arguments.addValue(Columns.texts(some, Scoped::id));
        }
        var spans = new HashMap<Place, Span>();
        for (var row : Blocking.send(pool, some == null ? OF_ALL : OF_SOME, arguments)) {
            var metric = Metric.of(row.getString(2)).orElseThrow();
            var scoped =
                    kind == Cell.Kind.ALL
                            ? new Scoped("", "")
                            : new Scoped(row.getString(0), row.getString(1));
            var span =
                    spans.computeIfAbsent(
                            new Place(metric, scoped), _ -> new Span(query.borders()));
            if (row.getShort(9) == null) {
                var figures = new Figures();
                figures.begin(number(row, 5));
                figures.end(number(row, 6));
                if (row.getBuffer(8) != null) {
                    figures.stopped().addSeconds(row.getLong(7));
                    BucketBytes.addTo(figures.stopped(), row.getBuffer(8));
                }
                span.add(row.getString(4), row.getLocalDate(3), figures);
            } else {
                var moved =
                        new Counted(
                                "",
                                "",
                                null,
                                false,
                                metric.word(),
                                row.getLocalDate(10),
                                row.getLocalDate(11),
                                row.getLocalDate(12),
                                row.getLong(13),
                                row.getLong(14),
                                row.getLong(15),
                                row.getLong(16));
                span.add(moved, query.variant(metric), row.getShort(9));
            }
        }
        return lines(query, spans);
    }

    /// Zero where nothing is counted of the variant.
    private static long number(Row row, int column) {
        var number = row.getLong(column);
        return number == null ? 0 : number;
    }

    private static Cell.Kind kind(AggregateQuery query) {
        return switch (query.by()) {
            case REPOSITORY -> Cell.Kind.REPOSITORY;
            case TEAM, AUTHOR -> Cell.Kind.AUTHOR;
            case NONE -> {
                if (query.scope().ofPeople()) {
                    yield Cell.Kind.AUTHOR;
                }
                yield query.scope().repositories().isEmpty() ? Cell.Kind.ALL : Cell.Kind.REPOSITORY;
            }
        };
    }

    private record Place(Metric metric, Scoped scoped) {}

    private record GroupPlace(Metric metric, Aggregate.@Nullable Group group) {}

    private List<Aggregate> lines(AggregateQuery query, Map<Place, Span> spans) {
        var names =
                new GroupNames(pool)
                        .of(
                                query.by(),
                                query.scope().teams(),
                                spans.keySet().stream().map(Place::scoped).distinct().toList());
        var groups = new HashMap<GroupPlace, Span>();
        spans.forEach((place, span) -> {
            for (var group : names.of(place.scoped())) {
                groups.computeIfAbsent(
                                new GroupPlace(place.metric(), group.orElse(null)),
                                _ -> new Span(query.borders()))
                        .add(span);
            }
        });
        var lines = new ArrayList<Aggregate>();
        groups.forEach((place, span) -> lines.addAll(span.lines(place.metric(), place.group())));
        return lines;
    }

    /// The sums to read: all that are within the intervals, in as few rows as there can be, and all
    /// after them, so that what runs at their end can be told from what runs now.
    private static final class Times {
        private final List<One> cells = new ArrayList<>();

        private record One(Cell.Grain grain, LocalDate day) {}

        Times(AggregateQuery query) {
            cells.add(new One(Cell.Grain.EVER, Cell.EVER));
            for (var i = 0; i < query.intervals(); i++) {
                cover(query.borders().get(i), query.borders().get(i + 1));
            }
            cover(query.to(), query.last());
        }

        private void cover(LocalDate from, LocalDate to) {
            var day = from;
            while (day.isBefore(to)) {
                var nextMonth = day.plusMonths(1);
                if (day.getDayOfMonth() == 1 && !nextMonth.isAfter(to)) {
                    cells.add(new One(Cell.Grain.MONTH, day));
                    day = nextMonth;
                } else {
                    cells.add(new One(Cell.Grain.DAY, day));
                    day = day.plusDays(1);
                }
            }
        }
    }

    /// What there is of one scope and one metric in all intervals, and after them.
    private static final class Span {
        private final TreeMap<LocalDate, Integer> begins = new TreeMap<>();
        private final LocalDate to;
        private final List<Figures> intervals;
        private long running;

        Span(List<LocalDate> borders) {
            for (var i = 0; i < borders.size() - 1; i++) {
                begins.put(borders.get(i), i);
            }
            this.to = borders.getLast();
            this.intervals = Stream.generate(Figures::new).limit(borders.size() - 1).toList();
        }

        /// Adds a sum.
        void add(String grain, LocalDate day, Figures figures) {
            if (grain.equals(Cell.Grain.EVER.word())) {
                running += figures.begun() - figures.ended();
            } else if (day.isBefore(to)) {
                requireNonNull(at(day), "only what is within was asked for").add(figures);
            } else {
                running -= figures.begun() - figures.ended();
            }
        }

        /// Adds what has moved.
        void add(Counted moved, Variant variant, int times) {
            var begun = moved.begunDay(variant);
            if (begun == null) {
                return;
            }
            if (begun.isBefore(to)) {
                running += times;
                var within = at(begun);
                if (within != null) {
                    within.begin(times);
                }
            }
            var ended = moved.endedDay();
            if (ended == null || !ended.isBefore(to)) {
                return;
            }
            running -= times;
            var within = at(ended);
            if (within != null) {
                within.end(times);
                var seconds = moved.seconds(variant);
                if (seconds != null) {
                    within.stopped().add(seconds, times);
                }
            }
        }

        void add(Span other) {
            running += other.running;
            for (var i = 0; i < intervals.size(); i++) {
                intervals.get(i).add(other.intervals.get(i));
            }
        }

        private @Nullable Figures at(LocalDate day) {
            var begin = begins.floorEntry(day);
            return begin == null ? null : intervals.get(begin.getValue());
        }

        /// From the last interval back: what ran at the end of one is what ran at the end of the
        /// next, without what began and ended there.
        List<Aggregate> lines(Metric metric, Aggregate.@Nullable Group group) {
            var lines = new ArrayList<Aggregate>();
            var pending = running;
            for (var i = intervals.size() - 1; i >= 0; i--) {
                var figures = intervals.get(i);
                if (figures.stopped().count() != 0 || pending != 0) {
                    lines.add(line(metric, group, i, figures.stopped(), pending));
                }
                pending -= figures.begun() - figures.ended();
            }
            return lines;
        }

        private static Aggregate line(
                Metric metric,
                Aggregate.@Nullable Group group,
                int interval,
                Histogram stopped,
                long pending) {
            var count = stopped.count();
            return new Aggregate(
                    metric,
                    group,
                    interval,
                    count,
                    stopped.quantile(0.5),
                    stopped.quantile(0.75),
                    stopped.quantile(0.9),
                    count == 0 ? null : Math.round((double) stopped.seconds() / count),
                    pending,
                    null,
                    null);
        }
    }
}
