package dev.turnaround.store;

import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reading side of issues. Never waits for writers.
public final class IssueReading {

    private static final String ISSUE = "select i.connection, i.id, i.state::text from issue i ";

    private static final String ONE = ISSUE + "where i.connection = $1 and i.id = $2";

    private static final String AFTER_EVERY_ISSUE =
            ISSUE
                    + """
                    where $1::text is null or (i.connection, i.id) > ($1, $2)
                    order by i.connection, i.id
                    limit $3
                    """;

    private static final String FACTS =
            "select "
                    + IssueFactRow.COLUMNS
                    + "from issue_fact f where f.connection = $1 and f.issue = $2";

    private final Pool pool;

    /// A reader.
    public IssueReading(Readers readers) {
        this.pool = readers.pool();
    }

    /// One issue, if it is known.
    public Future<Optional<Issue>> stored(IssueKey key) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(key.connection(), key.id()))
                .map(rows -> issues(rows).stream().findFirst());
    }

    /// Everything that happened to an issue.
    public Future<List<IssueFact>> facts(IssueKey key) {
        return pool.preparedQuery(FACTS)
                .execute(Tuple.of(key.connection(), key.id()))
                .map(rows -> {
                    var facts = new ArrayList<IssueFact>(rows.size());
                    rows.forEach(row -> facts.add(IssueFactRow.fact(row)));
                    return facts;
                });
    }

    /// All issues in the order of their keys, a page at a time.
    ///
    /// @param after the last key of the page before; null to begin
    public Future<List<Issue>> everyIssue(@Nullable IssueKey after, int limit) {
        return pool.preparedQuery(AFTER_EVERY_ISSUE)
                .execute(
                        Tuple.tuple()
                                .addValue(after == null ? null : after.connection())
                                .addValue(after == null ? null : after.id())
                                .addValue(limit))
                .map(IssueReading::issues);
    }

    private static List<Issue> issues(RowSet<Row> rows) {
        var found = new ArrayList<Issue>(rows.size());
        rows.forEach(row -> found.add(issue(row)));
        return found;
    }

    private static Issue issue(Row row) {
        var state = StateJson.readIssueState(row.getString(2));
        return new Issue(IssueFactRow.key(row), state.attributes(), state.progress());
    }
}
