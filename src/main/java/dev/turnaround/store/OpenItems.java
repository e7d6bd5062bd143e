package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is open here, for reconciliation to look after, and since when deliveries may be missing.
///
/// Call on a virtual thread. Every call throws [Away] when the database is.
public final class OpenItems {

    private static final String PULL_REQUESTS =
            """
            select number from pull_request
            where connection = $1 and repository = $2 and merged_at is null and closed_at is null
            order by number
            """;

    private static final String ISSUES =
            """
            select id from issue
            where connection = $1 and repository = $2 and deleted_at is null and category is distinct from 'done'
            order by id
            """;

    private static final String DONE_ISSUES =
            """
            select id from issue
            where connection = $1 and repository = $2 and deleted_at is null and category = 'done' and id > $3
            order by id
            limit $4
            """;

    private static final String REFUSED = "select max(ended_at) from refusal where connection = $1";

    private static final String REFUSED_SINCE =
            "select min(began_at) from refusal where connection = $1 and ended_at > $2";

    private final Pool pool;

    /// A reader.
    public OpenItems(Readers readers) {
        this.pool = readers.pool();
    }

    /// Pull requests that are neither merged nor closed, as far as is known.
    public List<PullRequestKey> pullRequests(String connection, String repository) {
        return Blocking.send(pool, PULL_REQUESTS, Tuple.of(connection, repository)).stream()
                .map(row -> new PullRequestKey(connection, repository, row.getLong(0)))
                .toList();
    }

    /// Issues that are not done, as far as is known.
    ///
    /// @param repository the identity of their repository or project
    public List<IssueKey> issues(String connection, String repository) {
        return Blocking.send(pool, ISSUES, Tuple.of(connection, repository)).stream()
                .map(row -> new IssueKey(connection, row.getString(0)))
                .toList();
    }

    /// Issues that are done, by identity.
    ///
    /// @param after the last one that is known; null to begin
    public List<IssueKey> doneIssues(
            String connection, String repository, @Nullable String after, int limit) {
        var arguments = Tuple.of(connection, repository, after == null ? "" : after, limit);
        return Blocking.send(pool, DONE_ISSUES, arguments).stream()
                .map(row -> new IssueKey(connection, row.getString(0)))
                .toList();
    }

    /// When deliveries of a connection were refused last; null when none ever were.
    public @Nullable Instant lastRefusal(String connection) {
        return instant(REFUSED, Tuple.of(connection));
    }

    /// When deliveries of a connection that were refused after a time began to be; null when none
    /// were.
    public @Nullable Instant firstRefusal(String connection, Instant after) {
        return instant(REFUSED_SINCE, Tuple.of(connection, SyncRows.time(after)));
    }

    private @Nullable Instant instant(String sql, Tuple arguments) {
        var row = Blocking.send(pool, sql, arguments).iterator().next();
        return row.getOffsetDateTime(0) == null ? null : row.getOffsetDateTime(0).toInstant();
    }
}
