package dev.turnaround.store;

import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the rows of sums are read: one for each place, with a column for each metric, so that who
/// asks for one metric reads no other.
final class CellRows {
    /// What a place is, in a row.
    static final String KEY = "kind, connection, scope, bot, grain, day";

    private static final int KEY_COLUMNS = 6;
    private static final Metric[] METRICS = Metric.values();
    private static final Set<Variant> SUMMED = EnumSet.copyOf(Variant.SUMMED);

    private CellRows() {}

    /// What each metric's column is turned into, separated by commas.
    static String each(Function<String, String> column) {
        return Arrays.stream(METRICS)
                .map(metric -> column.apply(column(metric)))
                .collect(Collectors.joining(", "));
    }

    /// The column of a metric.
    static String column(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }

    /// Takes what a row holds, whose columns from `first` on are those of the metrics. Null is
    /// nothing.
    ///
    /// @param wanted the variants to read of a metric
    static void read(
            Row row,
            int first,
            Function<Metric, Set<Variant>> wanted,
            BiConsumer<Metric, Map<Variant, Figures>> taker) {
        for (var metric : METRICS) {
            var bytes = row.getBuffer(first + metric.ordinal());
            if (bytes != null) {
                taker.accept(metric, FigureBytes.read(bytes, wanted.apply(metric)));
            }
        }
    }

    /// Adds what a row holds, whose columns from `first` on are those of the metrics.
    static void add(Row row, int first, Cell.Place place, Cells to) {
        read(
                row,
                first,
                (metric, variants) ->
                        variants.forEach((variant, figures) ->
                                to.add(new Cell(place, metric, variant), figures)));
    }

    /// Adds what a row of [#KEY] and all metrics holds.
    static void add(Row row, Cells to) {
        var place =
                new Cell.Place(
                        Cell.Kind.valueOf(constant(row.getString(0))),
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        Cell.Grain.valueOf(constant(row.getString(4))),
                        row.getLocalDate(5));
        add(row, KEY_COLUMNS, place, to);
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
