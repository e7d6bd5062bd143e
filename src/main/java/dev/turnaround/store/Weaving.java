package dev.turnaround.store;

import dev.turnaround.model.work.Groups;
import dev.turnaround.model.work.Item;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Keeps what belongs together up to date, in the background, a handful of marks a transaction.
///
/// A tie that comes joins two sets: the smaller one takes the number of the larger. A tie that goes
/// lets its set be looked through once more, and the larger part keeps the number. Sets of more
/// than [#SMALL_MAX] items are looked through on their own when nothing else waits, so that nothing
/// waits for them; until then they are told as one, which the API says.
///
/// One process at a time works, by a lock; the others find nothing to do. Whatever the order of the
/// marks, the outcome is the same: each asks what is true now.
///
/// Call on a virtual thread; not for two threads at once.
public final class Weaving implements AutoCloseable {
    /// So many items are looked through at once with the tie that went.
    static final int SMALL_MAX = 1_000;

    /// A set that waits for being looked through waits for so many steps at most.
    private static final int PATIENCE = 8;

    private static final String ALONE =
            "select pg_try_advisory_xact_lock(hashtext('turnaround work'))";

    // Without a lock: most of the time there is nothing to do.
    private static final String ANYTHING =
            "select exists (select from work_mark) or exists (select from work where loose)";

    private static final String LOOSE = "select id from work where loose order by id limit 1";

    private static final String SPLIT_LATER =
            "update work set loose = true where id = any($1) and not loose";

    private static final String TIGHT = "update work set loose = false where id = $1 and loose";

    private static final String INHERIT =
            """
            update work w set loose = true
            from unnest($1::bigint[], $2::bigint[]) as n (old, new) join work o on o.id = n.old
            where w.id = n.new and o.loose and not w.loose
            """;

    private final int smallMax;
    private final OwnConnection own;
    private int steps;

    /// A store that connects when it is first used, and again whenever the connection was lost.
    public Weaving(Vertx vertx, Database database) {
        this(vertx, database, SMALL_MAX);
    }

    /// The same with another limit.
    Weaving(Vertx vertx, Database database, int smallMax) {
        this.own = new OwnConnection(vertx, database);
        this.smallMax = smallMax;
    }

    /// Goes one step on.
    ///
    /// @return false when there was nothing to do, or another process is at it
    /// @throws RuntimeException of the SQL client; then nothing was done
    public boolean step() {
        if (!isAnything()) {
            return false;
        }
        return own.transact(sql -> {
            if (!flag(sql, ALONE)) {
                return false;
            }
            var taken = WorkMarks.take(sql);
            if (taken.ordinals().isEmpty() || ++steps % PATIENCE == 0) {
                lookThroughLoose(sql);
            }
            weave(sql, taken);
            taken.done(sql);
            return true;
        });
    }

    private boolean isAnything() {
        return own.with(sql -> flag(sql, ANYTHING));
    }

    private static boolean flag(PgConnection sql, String question) {
        return Patience.await(sql.preparedQuery(question).execute())
                .iterator()
                .next()
                .getBoolean(0);
    }

    private void weave(PgConnection sql, WorkMarks.Taken taken) {
        var items = new WorkItems(sql);
        var touched = new TreeSet<Long>();
        if (!taken.accounts().isEmpty()) {
            touched.addAll(items.refreshOf(taken.accounts()));
        }
        var sources = taken.sources();
        if (!sources.isEmpty()) {
            var found = FoundTies.of(sql, sources);
            var before = items.tiesOf(sources);
            items.makeKnown(sources, found);
            items.save(sources, before, found);
            touched.addAll(items.refresh());
            var settled = join(sql, items, FoundTies.strong(before), FoundTies.strong(found));
            touched.addAll(settled.touched());
            touched.addAll(settled.torn());
            touched.addAll(items.forget(before));
            items.tell(touched);
            touched.clear();
            for (var work : settled.torn()) {
                if (items.size(work) <= smallMax) {
                    touched.addAll(items.lookThrough(work));
                } else {
                    Patience.await(
                            sql.preparedQuery(SPLIT_LATER).execute(Tuple.of(new Long[] {work})));
                }
            }
        }
        items.tell(touched);
    }

    /// What joining came to.
    ///
    /// @param touched whose items are others than before
    /// @param torn in which a tie is gone
    private record Joined(Set<Long> touched, Set<Long> torn) {}

    private static Joined join(
            PgConnection sql,
            WorkItems items,
            Map<Item, Set<Item>> before,
            Map<Item, Set<Item>> after) {
        var groups = new Groups<Long>(List.of());
        after.forEach((source, targets) ->
                targets.forEach(target -> groups.join(items.work(source), items.work(target))));
        var moved = new HashMap<Long, Long>();
        var touched = new HashSet<Long>();
        for (var group : groups.all()) {
            if (group.size() > 1) {
                var largest = items.largest(group);
                touched.addAll(group);
                group.stream()
                        .filter(one -> !one.equals(largest))
                        .forEach(one -> moved.put(one, largest));
            }
        }
        if (!moved.isEmpty()) {
            Patience.await(
                    sql.preparedQuery(INHERIT)
                            .execute(
                                    Columns.both(
                                            Columns.numbers(moved.keySet(), one -> one),
                                            Columns.numbers(moved.keySet(), moved::get))));
            items.move(moved);
        }
        var torn = new TreeSet<Long>();
        before.forEach((source, targets) -> {
            var still = after.getOrDefault(source, Set.of());
            if (!still.containsAll(targets)) {
                torn.add(items.work(source));
            }
        });
        return new Joined(touched, torn);
    }

    private static void lookThroughLoose(PgConnection sql) {
        for (var row : Patience.await(sql.preparedQuery(LOOSE).execute())) {
            var items = new WorkItems(sql);
            var work = row.getLong(0);
            items.tell(items.lookThrough(work));
            Patience.await(sql.preparedQuery(TIGHT).execute(Tuple.of(work)));
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
