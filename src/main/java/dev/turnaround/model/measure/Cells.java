package dev.turnaround.model.measure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Measures counted into the cells that they belong to. Mutable; not for several threads at once.
public final class Cells {
    private final Map<Cell, Figures> cells = new HashMap<>();

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

    /// Counts a measure so many times; negative takes it away.
    public void add(Counted one, int times) {
        for (var variant : Variant.SUMMED) {
            // How many clocks run is the same in whichever hours.
            if (variant.working() && one.seconds(variant) == null) {
                continue;
            }
            add(one, times, variant, Cell.Kind.ALL, "", "");
            add(one, times, variant, Cell.Kind.REPOSITORY, one.connection(), one.repository());
            if (one.author() != null) {
                add(one, times, variant, Cell.Kind.AUTHOR, one.connection(), one.author());
            }
        }
    }

    private void add(
            Counted one,
            int times,
            Variant variant,
            Cell.Kind kind,
            String connection,
            String scope) {
        var begun = one.begunDay(variant);
        if (begun == null) {
            return;
        }
        for (var grain : Cell.Grain.values()) {
            if (!variant.working()) {
                at(one, variant, kind, connection, scope, grain, begun).begin(times);
            }
            if (one.endedDay() == null) {
                continue;
            }
            var figures = at(one, variant, kind, connection, scope, grain, one.endedDay());
            if (!variant.working()) {
                figures.end(times);
            }
            var seconds = one.seconds(variant);
            if (seconds != null && grain != Cell.Grain.EVER) {
                figures.stopped().add(seconds, times);
            }
        }
    }

    private Figures at(
            Counted one,
            Variant variant,
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
        return cells.computeIfAbsent(
                new Cell(kind, connection, scope, one.metric(), variant, one.bot(), grain, first),
                _ -> new Figures());
    }

    /// Adds to one cell.
    public void add(Cell cell, Figures figures) {
        cells.computeIfAbsent(cell, _ -> new Figures()).add(figures);
    }

    /// The cells that were touched, some of which may be empty now.
    public Map<Cell, Figures> touched() {
        return Map.copyOf(cells);
    }

    /// The cells that hold something.
    public Map<Cell, Figures> filled() {
        var filled = new HashMap<>(cells);
        filled.values().removeIf(Figures::isEmpty);
        return filled;
    }

    /// The cells, in no order.
    public List<Cell> keys() {
        return List.copyOf(cells.keySet());
    }
}
