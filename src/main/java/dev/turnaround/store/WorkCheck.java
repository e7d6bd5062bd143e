package dev.turnaround.store;

import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.work.Groups;
import dev.turnaround.model.work.Item;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Works out from nothing what belongs together, and compares that with what is kept. All of it is
/// held in memory at once.
///
/// Call on a virtual thread or any other that may wait.
public final class WorkCheck {
    private static final String SNAPSHOT = "begin isolation level repeatable read read only";

    private static final String WAITING =
            "select (select count(*) from work_mark) + (select count(*) from work where loose)";

    private static final String PULL_REQUESTS =
            """
            select connection, repository, number::text, target, evidence, issue_connection, issue, name from shown_tie
            """;

    private static final String ISSUES =
            """
            select connection, '', issue, target, evidence, other_connection, other, name from shown_issue_tie
            """;

    private static final String SAID =
            """
            select kind, connection, repository, name, other_kind, other_connection, other_repository, other_name, tied
            from hand_tie
            """;

    private static final String STATES = "select connection, id, state::text from issue";

    private static final String POINTERS =
            "select connection, issue, scope, target, evidence, project, identity from issue_tie";

    private static final String TIES =
            """
            select s.kind, s.connection, s.repository, s.name, o.kind, o.connection, o.repository, o.name, t.evidence, t.weak
            from work_tie t join work_item s on s.id = t.source join work_item o on o.id = t.target
            """;

    private static final String ITEMS =
            "select kind, connection, repository, name, work from work_item";

    private static final String OUTDATED =
            """
            select i.kind, i.connection, i.repository, i.name, i.contributor, n.contributor
            from work_item i left join work_item_now n on n.id = i.id
            where (i.account, i.contributor, i.open, i.first_at) is distinct from (n.account, n.contributor, n.open, n.first_at)
            """;

    private static final String MISTOLD =
            """
            with told as (
              select work as id, count(*) as items,
                     coalesce(array_agg(distinct contributor) filter (where contributor is not null), '{}') as contributors,
                     bool_or(open) as open, coalesce(min(first_at), 'epoch') as first_at
              from work_item group by work)
            select coalesce(w.id, t.id), w.items, t.items
            from work w full join told t on t.id = w.id
            where (w.items, w.contributors, w.open, w.first_at) is distinct from (t.items, t.contributors, t.open, t.first_at)
            """;

    private final Pool pool;

    /// A check of a database.
    public WorkCheck(Readers readers) {
        this.pool = readers.pool();
    }

    /// What came of it.
    ///
    /// @param checked how many items were put together
    /// @param waiting how many changes are not worked in yet; unless there are none, nothing is
    ///   compared
    public record Result(long checked, long waiting, List<Difference> differences) {}

    /// Something that is not kept as it is.
    ///
    /// @param what which items, or of which sort
    public record Difference(String what, String stored, String wanted) {}

    /// Runs it. Blocks.
    public Result run() {
        var sql = pool.getConnection().await();
        try {
            sql.query(SNAPSHOT).execute().await();
            var waiting = rows(sql, WAITING).iterator().next().getLong(0);
            var result = waiting > 0 ? new Result(0, waiting, List.of()) : compared(sql);
            sql.query("commit").execute().await();
            return result;
        } finally {
            sql.close();
        }
    }

    private static Result compared(SqlClient sql) {
        var differences = new ArrayList<Difference>();
        comparePointers(sql, differences);
        var wanted =
                new LinkedHashSet<>(
                        FoundTies.ties(Item.Kind.PULL_REQUEST, rows(sql, PULL_REQUESTS)));
        wanted.addAll(FoundTies.ties(Item.Kind.ISSUE, rows(sql, ISSUES)));
        FoundTies.heed(sql, rows(sql, SAID), _ -> true, wanted);
        var kept = new HashSet<FoundTies.Tie>();
        for (var row : rows(sql, TIES)) {
            kept.add(
                    new FoundTies.Tie(
                            FoundTies.item(row, 0),
                            FoundTies.item(row, 4),
                            row.getString(8),
                            row.getBoolean(9)));
        }
        differ(kept, wanted, differences);
        var checked = compareSets(sql, wanted, differences);
        for (var row : rows(sql, OUTDATED)) {
            differences.add(
                    new Difference(
                            FoundTies.item(row, 0).word(),
                            "of " + row.getString(4),
                            "of " + row.getString(5)));
        }
        for (var row : rows(sql, MISTOLD)) {
            differences.add(
                    new Difference(
                            "work " + row.getLong(0),
                            row.getLong(1) + " items",
                            row.getLong(2) + " items"));
        }
        return new Result(checked, 0, differences);
    }

    private static void comparePointers(SqlClient sql, List<Difference> differences) {
        var wanted = new HashSet<FoundTies.Pointer>();
        for (var row : rows(sql, STATES)) {
            var key = new IssueKey(row.getString(0), row.getString(1));
            var state = StateJson.readIssueState(row.getString(2));
            wanted.addAll(FoundTies.pointers(state.issue(key)));
        }
        var kept = new HashSet<FoundTies.Pointer>();
        for (var row : rows(sql, POINTERS)) {
            kept.add(
                    new FoundTies.Pointer(
                            row.getString(0),
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getBoolean(6)));
        }
        differ(kept, wanted, differences);
    }

    private static <T> void differ(Set<T> kept, Set<T> wanted, List<Difference> differences) {
        for (var one : kept) {
            if (!wanted.contains(one)) {
                differences.add(new Difference("tie", one.toString(), "none"));
            }
        }
        for (var one : wanted) {
            if (!kept.contains(one)) {
                differences.add(new Difference("tie", "none", one.toString()));
            }
        }
    }

    private static long compareSets(
            SqlClient sql, Set<FoundTies.Tie> ties, List<Difference> differences) {
        var groups = new Groups<Item>(List.of());
        for (var tie : ties) {
            groups.add(tie.source());
            groups.add(tie.target());
            if (!tie.weak()) {
                groups.join(tie.source(), tie.target());
            }
        }
        var wanted = new HashSet<SortedSet<Item>>();
        groups.all().forEach(group -> wanted.add(new TreeSet<>(group)));
        Map<Long, SortedSet<Item>> byWork = new HashMap<>();
        for (var row : rows(sql, ITEMS)) {
            byWork.computeIfAbsent(row.getLong(4), _ -> new TreeSet<>())
                    .add(FoundTies.item(row, 0));
        }
        var kept = Set.copyOf(byWork.values());
        for (var set : kept) {
            if (!wanted.contains(set)) {
                differences.add(new Difference("work", words(set), "none"));
            }
        }
        for (var set : wanted) {
            if (!kept.contains(set)) {
                differences.add(new Difference("work", "none", words(set)));
            }
        }
        return wanted.stream().mapToLong(Set::size).sum();
    }

    private static String words(SortedSet<Item> items) {
        return String.join(" ", items.stream().map(Item::word).toList());
    }

    private static RowSet<Row> rows(SqlClient sql, String statement) {
        return sql.preparedQuery(statement).execute().await();
    }
}
