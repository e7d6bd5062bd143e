package dev.turnaround.store;

import dev.turnaround.model.Actor;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Map;

/// A row of the table `issue_fact`, as the fold knows it.
final class IssueFactRow {

    /// What to select, from `issue_fact f`.
    static final String COLUMNS =
            """
            f.connection, f.issue, f.id, f.at, f.estimated, f.deleted,
            f.actor, f.actor_login, f.actor_bot, f.detail::text, f.unlisted
            """;

    private IssueFactRow() {}

    /// The issue in the first two columns.
    static IssueKey key(Row row) {
        return new IssueKey(row.getString(0), row.getString(1));
    }

    static IssueFact fact(Row row) {
        var actor = row.getString(6);
        return new IssueFact(
                row.getString(2),
                row.getOffsetDateTime(3).toInstant(),
                row.getBoolean(4),
                actor == null ? null : new Actor(actor, row.getString(7), row.getBoolean(8)),
                StateJson.readIssueAct(row.getString(9)),
                row.getBoolean(5),
                row.getBoolean(10));
    }

    static Map<IssueKey, Map<String, IssueFact>> byIssue(RowSet<Row> rows) {
        var found = new HashMap<IssueKey, Map<String, IssueFact>>();
        for (var row : rows) {
            var fact = fact(row);
            found.computeIfAbsent(key(row), _ -> new HashMap<>()).put(fact.id(), fact);
        }
        return found;
    }
}
