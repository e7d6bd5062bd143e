package dev.turnaround.store;

import dev.turnaround.model.measure.Cell.Place;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Cells.Counted;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Variant;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// Adds up what has moved into the sums, a part at a time. A part leaves the moves and reaches the
/// sums in one transaction, so that nothing counts twice or not at all if a process dies; and only
/// one process adds up at a time, so that no two write the same sum.
///
/// A reader adds the sums and what has moved in one statement, and need not know when this ran.
///
/// Call on a virtual thread; not for two threads at once. Every call may throw what the SQL client
/// throws, or [Away].
public final class MeasureSums implements AutoCloseable {
    static final int STEP_MAX = 600;

    private static final String ALONE =
            "select pg_try_advisory_xact_lock(hashtext('turnaround measures'))";

    private static final String TAKE =
            """
            delete from measure_move
            where ctid = any(array(select ctid from measure_move limit $1))
            returning %s
            """
                    .formatted(MeasureRows.MOVE_COLUMNS);

    private static final String PLACES =
            """
            unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::date[])
              as k (kind, connection, scope, metric, bot, grain, day)
            """;

    private static final String STANDING =
            """
            select %s
            from %s
            join measure_sum s using (kind, connection, scope, metric, bot, grain, day)
            """
                    .formatted(MeasureRows.SUM_COLUMNS, PLACES);

    private static final String SAVE =
            """
            insert into measure_cell
              (kind, connection, scope, metric, bot, grain, day,
               ready_begun, ready_ended, ready_count, ready_seconds, ready_stopped,
               opened_begun, opened_ended, opened_count, opened_seconds, opened_stopped,
               ready_working_count, ready_working_seconds, ready_working_stopped,
               opened_working_count, opened_working_seconds, opened_working_stopped)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::date[],
                                 $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bytea[],
                                 $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bytea[],
                                 $18::bigint[], $19::bigint[], $20::bytea[],
                                 $21::bigint[], $22::bigint[], $23::bytea[])
            on conflict (kind, metric, grain, day, connection, scope, bot) do update
            set ready_begun = excluded.ready_begun, ready_ended = excluded.ready_ended,
                ready_count = excluded.ready_count, ready_seconds = excluded.ready_seconds,
                ready_stopped = excluded.ready_stopped,
                opened_begun = excluded.opened_begun, opened_ended = excluded.opened_ended,
                opened_count = excluded.opened_count, opened_seconds = excluded.opened_seconds,
                opened_stopped = excluded.opened_stopped,
                ready_working_count = excluded.ready_working_count,
                ready_working_seconds = excluded.ready_working_seconds,
                ready_working_stopped = excluded.ready_working_stopped,
                opened_working_count = excluded.opened_working_count,
                opened_working_seconds = excluded.opened_working_seconds,
                opened_working_stopped = excluded.opened_working_stopped
            """;

    private static final String REMOVE =
            """
            delete from measure_cell c
            using %s
            where c.kind = k.kind and c.connection = k.connection and c.scope = k.scope and c.metric = k.metric
              and c.bot = k.bot and c.grain = k.grain and c.day = k.day
            """
                    .formatted(PLACES);

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::kind)
                    .thenComparing(Place::metric)
                    .thenComparing(Place::grain)
                    .thenComparing(Place::day)
                    .thenComparing(Place::connection)
                    .thenComparing(Place::scope)
                    .thenComparing(Place::bot);

    private final OwnConnection own;
    private final int stepMax;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public MeasureSums(Vertx vertx, Database database) {
        this(vertx, database, STEP_MAX);
    }

    /// @param stepMax at most so many rows of moves in one transaction
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
        var cells = moved(moves);
        var places = cells.places().stream().sorted(ORDER).toList();
        if (places.isEmpty()) {
            return;
        }
        for (var row : send(sql, STANDING, keys(places))) {
            cells.add(MeasureRows.cell(row), MeasureRows.figures(row));
        }
        var left = cells.places();
        var filled = places.stream().filter(left::contains).toList();
        var empty = places.stream().filter(place -> !left.contains(place)).toList();
        if (!filled.isEmpty()) {
            send(sql, SAVE, sums(filled, cells));
        }
        if (!empty.isEmpty()) {
            send(sql, REMOVE, keys(empty));
        }
    }

    /// What the moves come to. Most of what goes out with a row comes in again with the next.
    private static Cells moved(List<Row> moves) {
        var times = new HashMap<Counted, Integer>();
        for (var row : moves) {
            int sign = row.getShort(0);
            MeasureRows.moved(row).forEach(one -> times.merge(one, sign, Integer::sum));
        }
        var cells = new Cells();
        times.forEach((one, net) -> {
            if (net != 0) {
                cells.add(one, net);
            }
        });
        return cells;
    }

    private static Tuple sums(List<Place> places, Cells cells) {
        var all = keys(places);
        for (var variant : Variant.SUMMED) {
            var column = new Column(places, cells, variant);
            if (!variant.working()) {
                all.addValue(column.of(Figures::begun, Long[]::new));
                all.addValue(column.of(Figures::ended, Long[]::new));
            }
            all.addValue(column.of(one -> one.stopped().count(), Long[]::new));
            all.addValue(column.of(one -> one.stopped().seconds(), Long[]::new));
            all.addValue(column.of(one -> BucketBytes.of(one.stopped()), Buffer[]::new));
        }
        return all;
    }

    private record Column(List<Place> places, Cells cells, Variant variant) {

        /// Null where there is no sum.
        <T> T[] of(Function<Figures, T> value, IntFunction<T[]> array) {
            var column = array.apply(places.size());
            for (var i = 0; i < column.length; i++) {
                var figures = cells.at(places.get(i), variant);
                if (figures != null) {
                    column[i] = value.apply(figures);
                }
            }
            return column;
        }
    }

    private static Tuple keys(List<Place> places) {
        return Tuple.wrap(
                new ArrayList<>(
                        Arrays.asList(
                                Columns.texts(places, place -> place.kind().word()),
                                Columns.texts(places, Place::connection),
                                Columns.texts(places, Place::scope),
                                Columns.texts(places, Place::metric),
                                Columns.flags(places, Place::bot),
                                Columns.texts(places, place -> place.grain().word()),
                                places.stream().map(Place::day).toArray(LocalDate[]::new))));
    }

    private static List<Row> send(PgConnection sql, String statement, Tuple arguments) {
        return Patience.await(new Statement(statement, arguments).send(sql)).stream().toList();
    }

    @Override
    public void close() {
        own.close();
    }
}
