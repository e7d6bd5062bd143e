package dev.turnaround.model.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.measure.Cells.Counted;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// What was counted and is taken away again leaves no trace, in whatever order.
class CellsPropertyTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-02-26");

    /// A pull request is told otherwise than before, or is gone.
    ///
    /// @param which of a few pull requests
    /// @param now null when it is gone
    record Telling(int which, @Nullable Counted now) {}

    @Provide
    Arbitrary<List<Telling>> tellings() {
        var day = Arbitraries.integers().between(0, 5).map(FIRST::plusDays);
        var seconds = Arbitraries.longs().between(0, 100_000);
        var counted =
                Combinators.combine(
                                Arbitraries.of("55", "56"),
                                Arbitraries.of("1", "2").injectNull(0.1),
                                Arbitraries.of(true, false),
                                Arbitraries.of("timeToMerge", "timeToApprove"),
                                day,
                                day.injectNull(0.2),
                                day.injectNull(0.3),
                                seconds)
                        .as((repository, author, bot, metric, opened, ready, ended, value) ->
                                new Counted(
                                        "acme",
                                        repository,
                                        author,
                                        bot,
                                        metric,
                                        opened,
                                        ready,
                                        ended,
                                        ended == null ? null : value,
                                        ended == null || ready == null ? null : value / 2,
                                        ended == null ? null : value / 3,
                                        null));
        return Combinators.combine(Arbitraries.integers().between(0, 6), counted.injectNull(0.2))
                .as(Telling::new)
                .list()
                .ofMaxSize(60);
    }

    private record Move(Counted what, int times) {}

    @Property
    void any_order_of_tellings_and_corrections_comes_to_what_stands_at_the_end(
            @ForAll("tellings") List<Telling> tellings, @ForAll long seed) {
        var standing = new HashMap<Integer, Counted>();
        var moves = new ArrayList<Move>();
        for (var telling : tellings) {
            var before =
                    telling.now() == null
                            ? standing.remove(telling.which())
                            : standing.put(telling.which(), telling.now());
            if (before != null) {
                moves.add(new Move(before, -1));
            }
            if (telling.now() != null) {
                moves.add(new Move(telling.now(), 1));
            }
        }
        var fromScratch = new Cells();
        standing.values().forEach(one -> fromScratch.add(one, 1));

        // Some of the moves are added up before the others, and in any order.
        Collections.shuffle(moves, new Random(seed));
        var cut = moves.isEmpty() ? 0 : new Random(seed).nextInt(moves.size());
        var kept = new Cells();
        for (var part : List.of(moves.subList(0, cut), moves.subList(cut, moves.size()))) {
            var some = new Cells();
            part.forEach(move -> some.add(move.what(), move.times()));
            some.filled().forEach(kept::add);
        }

        assertThat(kept.filled()).isEqualTo(fromScratch.filled());
    }

    @Property
    void a_month_and_all_scopes_are_the_sums_of_their_parts(
            @ForAll("tellings") List<Telling> tellings) {
        var cells = new Cells();
        tellings.forEach(telling -> {
            if (telling.now() != null) {
                cells.add(telling.now(), 1);
            }
        });
        var months = new Cells();
        var everywhere = new Cells();
        cells.filled()
                .forEach((cell, figures) -> {
                    if (cell.place().grain() == Cell.Grain.DAY) {
                        months.add(month(cell), figures);
                    }
                    if (cell.place().kind() == Cell.Kind.REPOSITORY) {
                        everywhere.add(all(cell), figures);
                    }
                });
        cells.filled()
                .forEach((cell, figures) -> {
                    if (cell.place().grain() == Cell.Grain.MONTH) {
                        assertThat(months.filled().get(cell)).isEqualTo(figures);
                    }
                    if (cell.place().kind() == Cell.Kind.ALL) {
                        assertThat(everywhere.filled().get(cell)).isEqualTo(figures);
                    }
                });
    }

    private static Cell month(Cell cell) {
        var day = cell.place();
        return new Cell(
                new Cell.Place(
                        day.kind(),
                        day.connection(),
                        day.scope(),
                        day.bot(),
                        Cell.Grain.MONTH,
                        day.day().withDayOfMonth(1)),
                cell.metric(),
                cell.variant());
    }

    private static Cell all(Cell cell) {
        var one = cell.place();
        return new Cell(
                new Cell.Place(Cell.Kind.ALL, "", "", one.bot(), one.grain(), one.day()),
                cell.metric(),
                cell.variant());
    }
}
