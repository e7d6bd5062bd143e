package dev.turnaround.store;

import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What a batch reads of issues. Nothing of them is remembered: news of an issue is a hundred times
/// rarer than news of pull requests.
final class IssueReads {

    private static final String LOCK =
            """
            select i.connection, i.id, i.version, i.state::text
            from issue i
            join unnest($1::text[], $2::text[]) as k (connection, id) using (connection, id)
            order by i.connection, i.id
            for update of i
            """;

    private static final String FACTS =
            "select "
                    + IssueFactRow.COLUMNS
                    + """
                    from issue_fact f
                    join unnest($1::text[], $2::text[], $3::text[]) as k (connection, issue, id) using (connection, issue, id)
                    """;

    private static final String HISTORY =
            "select "
                    + IssueFactRow.COLUMNS
                    + """
                    from issue_fact f
                    join unnest($1::text[], $2::text[]) as k (connection, issue) using (connection, issue)
                    """;

    private IssueReads() {}

    static Statement lock(Collection<IssueKey> keys) {
        return new Statement(LOCK, keys(keys));
    }

    static Statement lookUp(Map<IssueKey, Set<String>> facts) {
        record Asked(IssueKey key, String id) {}
        var asked = new ArrayList<Asked>();
        facts.forEach((key, ids) -> ids.forEach(id -> asked.add(new Asked(key, id))));
        return new Statement(
                FACTS,
                Tuple.of(
                        Columns.texts(asked, one -> one.key().connection()),
                        Columns.texts(asked, one -> one.key().id()),
                        Columns.texts(asked, Asked::id)));
    }

    static Map<IssueKey, StoredIssue> stored(RowSet<Row> locked) {
        var stored = new HashMap<IssueKey, StoredIssue>();
        for (var row : locked) {
            var key = IssueFactRow.key(row);
            var state = StateJson.readIssueState(row.getString(3));
            stored.put(key, new StoredIssue(state.issue(key), row.getLong(2)));
        }
        return stored;
    }

    /// All facts of some issues.
    static Map<IssueKey, Map<String, IssueFact>> history(
            PgConnection sql, Collection<IssueKey> keys) {
        return IssueFactRow.byIssue(Patience.await(sql.preparedQuery(HISTORY).execute(keys(keys))));
    }

    private static Tuple keys(Collection<IssueKey> keys) {
        return Tuple.tuple()
                .addValue(Columns.texts(keys, IssueKey::connection))
                .addValue(Columns.texts(keys, IssueKey::id));
    }
}
