package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Cells.Counted;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Measure;
import dev.turnaround.model.measure.Measures;
import dev.turnaround.model.timing.Terms;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Measures every stored pull request again, adds all up from nothing, and compares both with what
/// is kept. Looks at one moment, so that it may run while webhooks come in.
public final class MeasureCheck {
    private static final int PAGE = 500;

    private static final String ONE_MOMENT =
            "begin transaction isolation level repeatable read, read only";

    private static final String PLACE =
            "select rules, done, connection, repository, number, approvals from measure_job";

    private static final String STATES =
            """
            select connection, repository, number, state::text from pull_request
            where $1::text is null or (connection, repository, number) > ($1, $2, $3)
            order by connection, repository, number
            limit $4
            """;

    private static final String MEASURES =
            """
            select %s from unnest($1::text[], $2::text[], $3::bigint[]) as k (connection, repository, number)
            join measure_each m using (connection, repository, number)
            """
                    .formatted(MeasureRows.MEASURE_COLUMNS);

    private static final String OF_NOTHING =
            """
            select connection, repository, number from measure m
            where not exists (select from pull_request p
                              where p.connection = m.connection and p.repository = m.repository and p.number = m.number)
            """;

    private static final String BOUNDLESS =
            """
            select m.connection, m.repository, m.number from measure m
            cross join lateral (
              select min(e.opened_at) as begun_at, coalesce(max(coalesce(e.ended_at, 'infinity')), 'infinity') as over_at
              from unnest(m.opened_at, m.ended_at) as e (opened_at, ended_at)) as of
            where (m.begun_at, m.over_at) is distinct from (of.begun_at, of.over_at)
            """;

    private static final String MOVES =
            "select %s from measure_move".formatted(MeasureRows.MOVE_COLUMNS);

    private static final String SUMS =
            "select %s, %s from measure_cell"
                    .formatted(CellRows.KEY, CellRows.each(column -> column));

    private final Pool pool;

    /// A check.
    public MeasureCheck(Readers readers) {
        this.pool = readers.pool();
    }

    /// Something that is not as it should be.
    ///
    /// @param what a pull request's id, or what a sum is about
    /// @param kept what is stored
    /// @param computed what should be
    public record Flaw(String what, Object kept, Object computed) {}

    /// What came of it.
    ///
    /// @param measured how many pull requests were measured again
    /// @param waiting how many are still to be measured by these rules for the first time; of those
    ///   only the sums are compared
    /// @param sums how many sums were added up again
    public record Result(long measured, long waiting, long sums, List<Flaw> flaws) {
        /// Copies the list.
        public Result {
            flaws = List.copyOf(flaws);
        }
    }

    /// Runs it. Blocks.
    public Result run() {
        var sql = pool.getConnection().await();
        try {
            sql.query(ONE_MOMENT).execute().await();
            return compare(sql);
        } finally {
            sql.query("rollback").execute().await();
            sql.close().await();
        }
    }

    private static Result compare(SqlConnection sql) {
        var known = DirectoryReads.all(sql).await();
        var place = send(sql, PLACE, Tuple.tuple()).getFirst();
        var current = place.getInteger(0) >= Measures.RULES;
        var done = current && place.getBoolean(1);
        var reached =
                current && !place.getString(2).isEmpty()
                        ? new PullRequestKey(
                                place.getString(2), place.getString(3), place.getLong(4))
                        : null;
        var flaws = new ArrayList<Flaw>();
        var terms = Terms.DEFAULT.approvals(place.getInteger(5));
        var expected = new Cells();
        var measured = 0L;
        var waiting = 0L;
        PullRequestKey last = null;
        while (true) {
            var page = page(sql, last, known, terms);
            var kept = kept(sql, page.stream().map(One::key).toList());
            for (var one : page) {
                var stored = kept.getOrDefault(one.key(), NONE);
                var waits = !done && (reached == null || one.key().compareTo(reached) > 0);
                var right = waits ? stored : one.measures();
                if (waits) {
                    waiting++;
                } else {
                    measured++;
                    if (!sorted(stored).equals(sorted(right))) {
                        flaws.add(new Flaw(one.key().id(), stored, right));
                    }
                }
                for (var measure : right.all()) {
                    expected.add(
                            Counted.of(
                                    one.key().connection(), one.key().repository(), right, measure),
                            1);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            last = page.getLast().key();
        }
        for (var row : send(sql, OF_NOTHING, Tuple.tuple())) {
            flaws.add(new Flaw(MeasureRows.key(row).id(), "measures", "no such pull request"));
        }
        for (var row : send(sql, BOUNDLESS, Tuple.tuple())) {
            flaws.add(new Flaw(MeasureRows.key(row).id(), "other bounds", "those of its measures"));
        }
        var sums = compareSums(sql, expected.filled(), flaws);
        return new Result(measured, waiting, sums, flaws);
    }

    private static final Measures NONE = new Measures(null, false, List.of());

    private record One(PullRequestKey key, Measures measures) {}

    private static Measures sorted(Measures measures) {
        // Who opened it is in each row, and so nowhere if there is none.
        return measures.all().isEmpty()
                ? NONE
                : new Measures(
                        measures.author(),
                        measures.bot(),
                        measures.all().stream()
                                .sorted((a, b) ->
                                        (a.metric() + a.occurrence())
                                                .compareTo(b.metric() + b.occurrence()))
                                .toList());
    }

    private static List<One> page(
            SqlConnection sql, @Nullable PullRequestKey after, Directory known, Terms terms) {
        return send(
                        sql,
                        STATES,
                        Tuple.tuple()
                                .addValue(after == null ? null : after.connection())
                                .addValue(after == null ? null : after.repository())
                                .addValue(after == null ? null : after.number())
                                .addValue(PAGE))
                .stream()
                .map(row -> {
                    var key = MeasureRows.key(row);
                    var state = StateJson.readState(row.getString(3));
                    var calendars = known.calendars(key.connection());
                    return new One(key, Measures.of(state.pullRequest(key), terms, calendars));
                })
                .toList();
    }

    private static Map<PullRequestKey, Measures> kept(
            SqlConnection sql, List<PullRequestKey> keys) {
        var found = new TreeMap<PullRequestKey, Measures>();
        for (var row : send(sql, MEASURES, Columns.keys(keys))) {
            var one = MeasureRows.measure(row);
            found.merge(
                    MeasureRows.key(row),
                    new Measures(row.getString(3), row.getBoolean(4), List.of(one)),
                    MeasureCheck::both);
        }
        return found;
    }

    private static Measures both(Measures some, Measures more) {
        var all = new ArrayList<Measure>(some.all());
        all.addAll(more.all());
        return new Measures(more.author(), more.bot(), all);
    }

    private static long compareSums(
            SqlConnection sql, Map<Cell, Figures> expected, List<Flaw> flaws) {
        var kept = new Cells();
        for (var row : send(sql, MOVES, Tuple.tuple())) {
            MeasureRows.moved(row).forEach(one -> kept.add(one, row.getShort(0)));
        }
        each(sql, SUMS, row -> CellRows.add(row, kept));
        var stored = kept.filled();
        var cells = new HashSet<>(stored.keySet());
        cells.addAll(expected.keySet());
        for (var cell : cells) {
            var is = stored.getOrDefault(cell, new Figures());
            var should = expected.getOrDefault(cell, new Figures());
            if (!is.equals(should)) {
                flaws.add(new Flaw(cell.toString(), is, should));
            }
        }
        return cells.size();
    }

    private static void each(SqlConnection sql, String query, Consumer<Row> consumer) {
        var cursor = sql.prepare(query).await().cursor(Tuple.tuple());
        do {
            cursor.read(PAGE * 10).await().forEach(consumer);
        } while (cursor.hasMore());
        cursor.close().await();
    }

    private static List<Row> send(SqlConnection sql, String statement, Tuple arguments) {
        return sql.preparedQuery(statement).execute(arguments).await().stream().toList();
    }
}
