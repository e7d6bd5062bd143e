package dev.turnaround.store;

import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Variant;
import io.vertx.sqlclient.Pool;
import java.util.Map;
import java.util.function.Predicate;

/// What is in the sums, without what has moved since.
public final class KeptSums {
    private final Map<Cell, Figures> cells;

    private KeptSums(Map<Cell, Figures> cells) {
        this.cells = cells;
    }

    /// Reads all.
    public static KeptSums read(Readers readers) {
        return read(readers.pool());
    }

    private static KeptSums read(Pool pool) {
        var cells = new Cells();
        var rows =
                Patience.await(
                        pool.query(
                                        "select %s, %s from measure_cell"
                                                .formatted(
                                                        CellRows.KEY,
                                                        CellRows.each(column -> column)))
                                .execute());
        rows.forEach(row -> CellRows.add(row, cells));
        return new KeptSums(cells.filled());
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return cells.isEmpty();
    }

    /// All that is asked for, in one.
    public Figures of(Cell.Kind kind, Cell.Grain grain, Variant variant, Predicate<Cell> which) {
        var sum = new Figures();
        cells.forEach((cell, figures) -> {
            if (cell.place().kind() == kind
                    && cell.place().grain() == grain
                    && cell.variant() == variant
                    && which.test(cell)) {
                sum.add(figures);
            }
        });
        return sum;
    }
}
