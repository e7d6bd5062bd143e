package dev.turnaround.store;

import dev.turnaround.model.measure.Cell.Place;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Cells.Counted;
import dev.turnaround.model.measure.Metric;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
            unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::date[])
            """;

    // Each place is looked up by its key. Without the fence the sums may be read from one end to
    // the other and each held against all places: for a table that was small when it was last
    // analysed that is what seems cheapest.
    private static final String BY_KEY =
            """
            cross join lateral (
              select s.* from measure_cell s
              where s.kind = k.kind and s.grain = k.grain and s.day = k.day and s.connection = k.connection
                and s.scope = k.scope and s.bot = k.bot
              offset 0) as s
            """;

    private static final String STANDING =
            """
            select k.place, %s
            from %s with ordinality as k (%s, place)
            %s
            """
                    .formatted(
                            CellRows.each(column -> "s." + column), PLACES, CellRows.KEY, BY_KEY);

    private static final String SAVE =
            """
            insert into measure_cell (%s, %s)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::date[], %s)
            on conflict (kind, grain, day, connection, scope, bot) do update set %s
            """
                    .formatted(
                            CellRows.KEY,
                            CellRows.each(column -> column),
                            IntStream.range(7, 7 + Metric.values().length)
                                    .mapToObj("$%d::bytea[]"::formatted)
                                    .collect(Collectors.joining(", ")),
                            CellRows.each(column -> column + " = excluded." + column));

    private static final String REMOVE =
            """
            delete from measure_cell
            where ctid = any(array(select s.ctid from %s as k (%s) %s))
            """
                    .formatted(PLACES, CellRows.KEY, BY_KEY.replace("s.*", "s.ctid"));

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::kind)
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
            var place = places.get(Math.toIntExact(row.getLong(0)) - 1);
            CellRows.add(row, 1, place, cells);
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
        for (var metric : Metric.values()) {
            var column = new @Nullable Buffer[places.size()];
            for (var i = 0; i < column.length; i++) {
                var variants = cells.at(places.get(i), metric);
                column[i] = variants.isEmpty() ? null : FigureBytes.of(variants);
            }
            all.addValue(column);
        }
        return all;
    }

    private static Tuple keys(List<Place> places) {
        return Tuple.wrap(
                new ArrayList<>(
                        Arrays.asList(
                                Columns.texts(places, place -> place.kind().word()),
                                Columns.texts(places, Place::connection),
                                Columns.texts(places, Place::scope),
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
