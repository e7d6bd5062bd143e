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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Aggregates from the sums, and from what has moved since these were added up.
final class AggregatesOfSums {
    // One statement, so that sums and moves belong to the same moment: what is on its way from one
    // to the other is in one of them.
    private static final String READ =
            """
            with times as materialized (
              select * from unnest($3::text[], $4::date[]) as t (grain, day))
            select s.connection, s.scope, s.grain, s.day, null::smallint, null::text, null::date, null::date,
                   null::date, null::bigint, null::bigint, null::bigint, null::bigint,
                   %s
            from times
            %%s
            where ($5 or not s.bot)
            union all
            select m.connection, case $1 when 'repository' then m.repository when 'author' then m.author else '' end,
                   null, null, m.sign, e.metric,
                   (m.opened_at[e.place] at time zone 'UTC')::date, (m.ready_at[e.place] at time zone 'UTC')::date,
                   (m.ended_at[e.place] at time zone 'UTC')::date,
                   m.opened_seconds[e.place], m.ready_seconds[e.place], m.opened_working[e.place],
                   m.ready_working[e.place],
                   %s
            from measure_move m
            cross join lateral unnest(m.metric) with ordinality as e (metric, place)
            where e.metric = any($2) and ($5 or not m.bot) and ($1 <> 'author' or m.author is not null)
            """
                    .formatted(each(AggregatesOfSums::asked), each(_ -> "null::bytea"));

    // What was not asked for is not even unpacked.
    private static String asked(Metric metric) {
        return "case when '%s' = any($2) then s.%s end"
                .formatted(metric.word(), CellRows.column(metric));
    }

    private static String each(Function<Metric, String> column) {
        return Arrays.stream(Metric.values()).map(column).collect(Collectors.joining(", "));
    }

    // By its key, one after the other: without the fence it is joined by half of the key, and most
    // of what is read is thrown away.
    private static final String LOOK_UP =
            """
            cross join lateral (
              select * from measure_cell s
              where s.kind = $1 and s.grain = times.grain and s.day = times.day %s
              offset 0) as s
            """;

    private static final int SIGN = 4;
    private static final int MOVED_METRIC = 5;
    private static final int FIGURES = 13;

    private static final String OF_ALL = READ.formatted(LOOK_UP.formatted(""));

    private static final String OF_SOME =
            READ.formatted(
                            "cross join unnest($6::text[], $7::text[]) as k (connection, scope) "
                                    + LOOK_UP.formatted(
                                            "and s.connection = k.connection and s.scope = k.scope"))
                    + " and (m.connection, case $1 when 'repository' then m.repository else m.author end) in"
                    + " (select * from unnest($6::text[], $7::text[]))";

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
                                        Columns.texts(times.cells, one -> one.grain().word()),
                                        times.cells.stream()
                                                .map(Times.One::day)
                                                .toArray(LocalDate[]::new),
                                        query.bots())));
        if (some != null) {
            arguments.addValue(Columns.texts(some, Scoped::connection));
            arguments.addValue(Columns.texts(some, Scoped::id));
        }
        var wanted = new EnumMap<Metric, Set<Variant>>(Metric.class);
        for (var metric : query.metrics()) {
            var asked = query.variant(metric);
            wanted.put(metric, EnumSet.of(asked, asked.allHours()));
        }
        var spans = new HashMap<Place, Span>();
        for (var row : Blocking.send(pool, some == null ? OF_ALL : OF_SOME, arguments)) {
            var scoped =
                    kind == Cell.Kind.ALL
                            ? new Scoped("", "")
                            : new Scoped(row.getString(0), row.getString(1));
            if (row.getShort(SIGN) == null) {
                CellRows.read(
                        row,
                        FIGURES,
                        (metric, variants) ->
                                spans.computeIfAbsent(
                                                new Place(metric, scoped),
                                                _ -> new Span(query.borders()))
                                        .add(
                                                row.getString(2),
                                                row.getLocalDate(3),
                                                shown(variants, query.variant(metric))));
            } else {
                var metric = Metric.of(row.getString(MOVED_METRIC)).orElseThrow();
                var span =
                        spans.computeIfAbsent(
                                new Place(metric, scoped), _ -> new Span(query.borders()));
                span.add(moved(row), query.variant(metric), row.getShort(SIGN));
            }
        }
        return lines(query, spans);
    }

    private static Figures shown(Map<Variant, Figures> variants, Variant asked) {
        var shown = new Figures();
        var clocks = variants.get(asked.allHours());
        if (clocks != null) {
            shown.begin(clocks.begun());
            shown.end(clocks.ended());
        }
        var stopped = variants.get(asked);
        if (stopped != null) {
            shown.stopped().add(stopped.stopped());
        }
        return shown;
    }

    private static Counted moved(Row row) {
        return new Counted(
                "",
                "",
                null,
                false,
                row.getString(MOVED_METRIC),
                row.getLocalDate(6),
                row.getLocalDate(7),
                row.getLocalDate(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12));
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
