package dev.turnaround.model.measure;

import dev.turnaround.model.measure.Cell.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Measures counted into the cells that they belong to. Mutable; not for several threads at once.
public final class Cells {
    private static final List<Cell.Grain> GRAINS = List.of(Cell.Grain.values());

    private final Map<Place, Row> rows = new HashMap<>();

    /// All that is counted at one place.
    private static final class Row {
        private final Map<Metric, Map<Variant, Figures>> figures = new EnumMap<>(Metric.class);

        Figures of(Metric metric, Variant variant) {
            return figures.computeIfAbsent(metric, _ -> new EnumMap<>(Variant.class))
                    .computeIfAbsent(variant, _ -> new Figures());
        }

        Map<Variant, Figures> of(Metric metric) {
            return figures.getOrDefault(metric, Map.of());
        }

        boolean isEmpty() {
            return figures.values().stream()
                    .flatMap(variants -> variants.values().stream())
                    .allMatch(Figures::isEmpty);
        }
    }

    /// Where a measure counts, and on which days.
    ///
    /// @param author null when the account is deleted; then it counts for no author
    /// @param bot whether that is no human
    /// @param openedDay when it began from the opening
    /// @param readyDay when it began from ready; null when it did not
    /// @param endedDay when it ended; null while it runs
    /// @param openedSeconds what it showed, from the opening; null where it did not stop
    /// @param readySeconds the same from ready
    /// @param openedWorking the same from the opening, in working hours
    /// @param readyWorking the same from ready, in working hours
    public record Counted(
            String connection,
            String repository,
            @Nullable String author,
            boolean bot,
            String metric,
            LocalDate openedDay,
            @Nullable LocalDate readyDay,
            @Nullable LocalDate endedDay,
            @Nullable Long openedSeconds,
            @Nullable Long readySeconds,
            @Nullable Long openedWorking,
            @Nullable Long readyWorking) {

        /// Where a measure of a pull request counts.
        public static Counted of(
                String connection, String repository, Measures measures, Measure one) {
            return new Counted(
                    connection,
                    repository,
                    measures.author(),
                    measures.bot(),
                    one.metric(),
                    day(one.openedAt()),
                    one.readyAt() == null ? null : day(one.readyAt()),
                    one.endedAt() == null ? null : day(one.endedAt()),
                    seconds(one, Variant.OPENED),
                    seconds(one, Variant.READY),
                    seconds(one, Variant.OPENED_WORKING),
                    seconds(one, Variant.READY_WORKING));
        }

        private static @Nullable Long seconds(Measure one, Variant variant) {
            var value = one.value(variant);
            return value == null ? null : value.toSeconds();
        }

        /// The day it began, measured so; null when it is not measured so.
        public @Nullable LocalDate begunDay(Variant variant) {
            return variant.fromReady() ? readyDay : openedDay;
        }

        /// What it showed, measured so; null unless it stopped, and where that is not added up.
        public @Nullable Long seconds(Variant variant) {
            return switch (variant) {
                case OPENED -> openedSeconds;
                case READY -> readySeconds;
                case OPENED_WORKING -> openedWorking;
                case READY_WORKING -> readyWorking;
                case READY_TIME, READY_TIME_WORKING -> null;
            };
        }
    }

    /// The day, in UTC.
    public static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /// Counts a measure so many times; negative takes it away. One whose metric there is no more
    /// counts nowhere.
    public void add(Counted one, int times) {
        Metric.of(one.metric())
                .ifPresent(metric -> {
                    add(one, metric, times, Cell.Kind.ALL, "", "");
                    add(
                            one,
                            metric,
                            times,
                            Cell.Kind.REPOSITORY,
                            one.connection(),
                            one.repository());
                    if (one.author() != null) {
                        add(one, metric, times, Cell.Kind.AUTHOR, one.connection(), one.author());
                    }
                });
    }

    private void add(
            Counted one,
            Metric metric,
            int times,
            Cell.Kind kind,
            String connection,
            String scope) {
        for (var grain : GRAINS) {
            // How many clocks run is the same in whichever hours.
            row(one, kind, connection, scope, grain, one.openedDay())
                    .of(metric, Variant.OPENED)
                    .begin(times);
            if (one.readyDay() != null) {
                row(one, kind, connection, scope, grain, one.readyDay())
                        .of(metric, Variant.READY)
                        .begin(times);
            }
            if (one.endedDay() != null) {
                var ended = row(one, kind, connection, scope, grain, one.endedDay());
                end(one, metric, times, grain, ended);
            }
        }
    }

    private static void end(Counted one, Metric metric, int times, Cell.Grain grain, Row ended) {
        for (var variant : Variant.SUMMED) {
            if (one.begunDay(variant) == null) {
                continue;
            }
            if (!variant.working()) {
                ended.of(metric, variant).end(times);
            }
            var seconds = one.seconds(variant);
            if (seconds != null && grain != Cell.Grain.EVER) {
                ended.of(metric, variant).stopped().add(seconds, times);
            }
        }
    }

    private Row row(
            Counted one,
            Cell.Kind kind,
            String connection,
            String scope,
            Cell.Grain grain,
            LocalDate day) {
        var first =
                switch (grain) {
                    case EVER -> Cell.EVER;
                    case MONTH -> day.withDayOfMonth(1);
                    case DAY -> day;
                };
        return row(new Place(kind, connection, scope, one.bot(), grain, first));
    }

    private Row row(Place place) {
        return rows.computeIfAbsent(place, _ -> new Row());
    }

    /// Adds to one cell.
    public void add(Cell cell, Figures figures) {
        row(cell.place()).of(cell.metric(), cell.variant()).add(figures);
    }

    /// What is counted of a metric at a place, by variant, as far as there is something.
    public Map<Variant, Figures> at(Place place, Metric metric) {
        var row = rows.get(place);
        var filled = new EnumMap<Variant, Figures>(Variant.class);
        if (row != null) {
            row.of(metric)
                    .forEach((variant, figures) -> {
                        if (!figures.isEmpty()) {
                            filled.put(variant, figures);
                        }
                    });
        }
        return filled;
    }

    /// Where there is something, in no order.
    public Set<Place> places() {
        return rows.entrySet().stream()
                .filter(row -> !row.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The cells that hold something.
    public Map<Cell, Figures> filled() {
        var filled = new HashMap<Cell, Figures>();
        rows.forEach((place, row) ->
                row.figures.forEach((metric, variants) ->
                        variants.forEach((variant, figures) -> {
                            if (!figures.isEmpty()) {
                                filled.put(new Cell(place, metric, variant), figures);
                            }
                        })));
        return filled;
    }
}
