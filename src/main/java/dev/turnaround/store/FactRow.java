package dev.turnaround.store;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row of the table `fact`, as the fold knows it.
final class FactRow {

    /// What to select, from `fact f`.
    static final String COLUMNS =
            """
            f.connection, f.repository, f.number, f.id, f.at, f.estimated, f.deleted,
            f.actor, f.actor_login, f.actor_bot, f.detail::text, f.unlisted
            """;

    private FactRow() {}

    /// The pull request in the first three columns.
    static PullRequestKey key(Row row) {
        return new PullRequestKey(row.getString(0), row.getString(1), row.getLong(2));
    }

    static Fact fact(Row row) {
        var actor = row.getString(7);
        return new Fact(
                row.getString(3),
                row.getOffsetDateTime(4).toInstant(),
                row.getBoolean(5),
                actor == null ? null : new Actor(actor, row.getString(8), row.getBoolean(9)),
                StateJson.readAct(row.getString(10)),
                row.getBoolean(6),
                row.getBoolean(11));
    }

    /// @param rows null for none
    static Map<PullRequestKey, Map<String, Fact>> byPullRequest(@Nullable RowSet<Row> rows) {
        var found = new HashMap<PullRequestKey, Map<String, Fact>>();
        if (rows == null) {
            return found;
        }
        for (var row : rows) {
            var fact = fact(row);
            found.computeIfAbsent(key(row), _ -> new HashMap<>()).put(fact.id(), fact);
        }
        return found;
    }
}
