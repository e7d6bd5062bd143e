package dev.turnaround.store;

import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Figures;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Adds up what has moved into the sums, a part at a time. A part leaves the moves and reaches the
/// sums in one transaction, so that nothing counts twice or not at all if a process dies; and only
/// one process adds up at a time, so that no two write the same sum.
///
/// A reader adds the sums and what has moved in one statement, and need not know when this ran.
///
/// Call on a virtual thread; not for two threads at once. Every call may throw what the SQL client
/// throws, or [Away].
public final class MeasureSums implements AutoCloseable {
    static final int STEP_MAX = 2_000;

    private static final String ALONE =
            "select pg_try_advisory_xact_lock(hashtext('turnaround measures'))";

    private static final String TAKE =
            """
            delete from measure_move
            where ctid = any(array(select ctid from measure_move limit $1))
            returning %s
            """
                    .formatted(MeasureRows.MOVE_COLUMNS);

    private static final String STANDING =
            """
            select %s
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::date[])
              as k (kind, connection, scope, metric, variant, bot, grain, day)
            join measure_sum s using (kind, connection, scope, metric, variant, bot, grain, day)
            """
                    .formatted(MeasureRows.SUM_COLUMNS);

    private static final String SAVE =
            """
            insert into measure_sum
              (kind, connection, scope, metric, variant, bot, grain, day, begun, ended, count, seconds, stopped)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[],
                                 $8::date[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bytea[])
            on conflict (kind, metric, variant, grain, day, connection, scope, bot) do update
            set begun = excluded.begun, ended = excluded.ended, count = excluded.count, seconds = excluded.seconds,
                stopped = excluded.stopped
            """;

    private static final String REMOVE =
            """
            delete from measure_sum s
            using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::date[])
              as k (kind, connection, scope, metric, variant, bot, grain, day)
            where s.kind = k.kind and s.connection = k.connection and s.scope = k.scope and s.metric = k.metric
              and s.variant = k.variant and s.bot = k.bot and s.grain = k.grain and s.day = k.day
            """;

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::kind)
                    .thenComparing(Cell::metric)
                    .thenComparing(Cell::variant)
                    .thenComparing(Cell::grain)
                    .thenComparing(Cell::day)
                    .thenComparing(Cell::connection)
                    .thenComparing(Cell::scope)
                    .thenComparing(Cell::bot);

    private final OwnConnection own;
    private final int stepMax;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public MeasureSums(Vertx vertx, Database database) {
        this(vertx, database, STEP_MAX);
    }

    /// @param stepMax at most so many moves in one transaction
    MeasureSums(Vertx vertx, Database database, int stepMax) {
        this.own = new OwnConnection(vertx, database);
        this.stepMax = stepMax;
    }

    /// Adds up the next part.
    ///
    /// @return whether there may be more to do here: false when nothing was left, or another
    ///   process is at it
    public boolean step() {
        return step(() -> {});
    }

    /// @param beforeCommit for tests: what it throws is what a process that dies leaves
    boolean step(Runnable beforeCommit) {
        return own.transact(sql -> {
            var alone = Patience.await(sql.query(ALONE).execute()).iterator().next().getBoolean(0);
            var moves = alone ? send(sql, TAKE, Tuple.of(stepMax)) : List.<Row>of();
            if (!moves.isEmpty()) {
                addUp(sql, moves);
            }
            beforeCommit.run();
            return moves.size() == stepMax;
        });
    }

    private static void addUp(PgConnection sql, List<Row> moves) {
        var cells = new Cells();
        for (var row : moves) {
            cells.add(MeasureRows.move(row), row.getShort(0));
        }
        var touched = cells.keys().stream().sorted(ORDER).toList();
        for (var row : send(sql, STANDING, keys(touched))) {
            cells.add(MeasureRows.cell(row), MeasureRows.figures(row));
        }
        var after = cells.touched();
        var filled = touched.stream().filter(cell -> !figures(after, cell).isEmpty()).toList();
        var empty = touched.stream().filter(cell -> figures(after, cell).isEmpty()).toList();
        if (!filled.isEmpty()) {
            send(sql, SAVE, sums(filled, after));
        }
        if (!empty.isEmpty()) {
            send(sql, REMOVE, keys(empty));
        }
    }

    private static Figures figures(Map<Cell, Figures> all, Cell cell) {
        return all.getOrDefault(cell, new Figures());
    }

    private static Tuple sums(List<Cell> cells, Map<Cell, Figures> all) {
        var rows = cells.stream().map(cell -> figures(all, cell)).toList();
        return keys(cells)
                .addValue(Columns.numbers(rows, Figures::begun))
                .addValue(Columns.numbers(rows, Figures::ended))
                .addValue(Columns.numbers(rows, one -> one.stopped().count()))
                .addValue(Columns.numbers(rows, one -> one.stopped().seconds()))
                .addValue(
                        rows.stream()
                                .map(one -> BucketBytes.of(one.stopped()))
                                .toArray(Buffer[]::new));
    }

    private static Tuple keys(List<Cell> cells) {
        return Tuple.wrap(
                new ArrayList<>(
                        Arrays.asList(
                                Columns.texts(cells, cell -> cell.kind().word()),
                                Columns.texts(cells, Cell::connection),
                                Columns.texts(cells, Cell::scope),
                                Columns.texts(cells, Cell::metric),
                                Columns.texts(cells, cell -> cell.variant().word()),
                                Columns.flags(cells, Cell::bot),
                                Columns.texts(cells, cell -> cell.grain().word()),
                                cells.stream().map(Cell::day).toArray(LocalDate[]::new))));
    }

    private static List<Row> send(PgConnection sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql)).stream().toList();
    }

    @Override
    public void close() {
        own.close();
    }
}
