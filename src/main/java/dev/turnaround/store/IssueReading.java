package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

    private static final String TIED =
            """
            select i.connection, i.id, i.state::text, r.name,
                   (select json_agg(t) from (
                      select s.connection, s.repository, s.number, p.title, p.url, p.phase,
                             array_agg(distinct s.evidence) as evidence,
                             bool_and(s.evidence <> 'by_hand') and
                             (select count(distinct k.target) from shown_tie k
                              where k.connection = s.connection and k.repository = s.repository
                                and k.number = s.number and k.evidence <> 'by_hand') > %d as weak
                      from shown_tie s
                      join pull_request p on p.connection = s.connection and p.repository = s.repository and p.number = s.number
                      where s.issue_connection = i.connection and s.issue = i.id
                      group by s.connection, s.repository, s.number, p.title, p.url, p.phase
                      order by s.connection, s.repository, s.number) t)::text
            from issue i left join repository r on r.connection = i.connection and r.id = i.repository
            """
                    .formatted(FoundTies.KEYS_MAX);

    private static final String TIED_ONE = TIED + "where i.connection = $1 and i.id = $2";

    private static final String OF_PROJECT =
            """
            select i.connection, i.id, i.state::text
            from issue i left join repository r on r.connection = i.connection and r.id = i.repository
            where i.deleted_at is null and i.repository is not null
              and ($1::text is null or i.repository = $1 or lower(r.name) = lower($1))
              and ($2::text is null or (i.connection, i.id) > ($2, $3))
            order by i.connection, i.id
            limit $4
            """;

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

    /// Issues that a query asks for, with what they are tied to.
    public Future<List<TiedIssue>> issues(IssueQuery query) {
        var sql = new StringBuilder(TIED);
        var parameters = query.appendTo(sql);
        return pool.preparedQuery(sql.toString())
                .execute(Tuple.wrap(parameters))
                .map(IssueReading::tied);
    }

    /// One issue with what it is tied to, if it is known.
    public Future<Optional<TiedIssue>> issue(IssueKey key) {
        return pool.preparedQuery(TIED_ONE)
                .execute(Tuple.of(key.connection(), key.id()))
                .map(rows -> tied(rows).stream().findFirst());
    }

    /// The issues of a project in the order of their keys, a page at a time; deleted ones are left
    /// out.
    ///
    /// @param project name (in any case) or identity; null for all projects
    /// @param after the last key of the page before; null to begin
    public Future<List<Issue>> ofProject(
            @Nullable String project, @Nullable IssueKey after, int limit) {
        return pool.preparedQuery(OF_PROJECT)
                .execute(
                        Tuple.tuple()
                                .addValue(project)
                                .addValue(after == null ? null : after.connection())
                                .addValue(after == null ? null : after.id())
                                .addValue(limit))
                .map(IssueReading::issues);
    }

    private static List<TiedIssue> tied(RowSet<Row> rows) {
        var found = new ArrayList<TiedIssue>(rows.size());
        for (var row : rows) {
            var ties = row.getString(4);
            found.add(
                    new TiedIssue(
                            issue(row),
                            row.getString(3),
                            ties == null
                                    ? List.of()
                                    : new JsonArray(ties)
                                            .stream()
                                                    .map(JsonObject.class::cast)
                                                    .map(IssueReading::tie)
                                                    .toList()));
        }
        return found;
    }

    private static TiedIssue.PullRequestTie tie(JsonObject tie) {
        return new TiedIssue.PullRequestTie(
                new PullRequestKey(
                        tie.getString("connection"),
                        tie.getString("repository"),
                        tie.getLong("number")),
                tie.getString("title"),
                tie.getString("url"),
                tie.getString("phase"),
                tie.getJsonArray("evidence").stream().map(String::valueOf).toList(),
                tie.getBoolean("weak"));
    }

    private static List<Issue> issues(RowSet<Row> rows) {
        var found = new ArrayList<Issue>(rows.size());
        rows.forEach(row -> found.add(issue(row)));
        return found;
    }

    private static Issue issue(Row row) {
        var state = StateJson.readIssueState(row.getString(2));
        return state.issue(IssueFactRow.key(row));
    }
}
