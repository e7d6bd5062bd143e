package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how well repositories and projects are known.
public final class RepositoryHealths {

    // A pull request that is stored counts as ingested, whatever else was said of it.
    private static final String HEALTH =
            """
            select r.connection, r.id, r.name, r.auto_sync, p.ingested, p.merged, s.skipped, w.failed,
                   f.live + i.live as live, f.facts + i.facts as facts, r.last_delivery_at, r.last_sync_at,
                   r.gap_since, r.gap_reason, r.gap_missed
            from repository r
            cross join lateral (
              select count(*) as ingested, count(merged_at) as merged
              from pull_request where connection = r.connection and repository = r.id) as p
            cross join lateral (
              select count(*) as skipped
              from (select d.number from delivery d
                    where d.connection = r.connection and d.repository = r.id and d.verdict = 'skipped' and d.number is not null
                    union
                    select l.number from left_out l where l.connection = r.connection and l.repository = r.id) as d
              where not exists (select from pull_request q
                                where q.connection = r.connection and q.repository = r.id and q.number = d.number)) as s
            cross join lateral (
              select count(*) as failed
              from sync_flaw x
              where x.connection = r.connection and x.repository = r.id and x.subject = 'pull_requests'
                and not exists (select from pull_request q
                                where q.connection = r.connection and q.repository = r.id and q.number::text = x.item)
                and not exists (select from delivery d
                                where d.connection = r.connection and d.repository = r.id and d.verdict = 'skipped'
                                  and d.number is not null and d.number::text = x.item)
                and not exists (select from left_out l
                                where l.connection = r.connection and l.repository = r.id and l.number::text = x.item)) as w
            cross join lateral (
              select count(*) filter (where live) as live, count(*) as facts
              from fact where connection = r.connection and repository = r.id and not unlisted and not deleted) as f
            cross join lateral (
              select count(*) filter (where g.live) as live, count(*) as facts
              from issue j join issue_fact g on g.connection = j.connection and g.issue = j.id
              where j.connection = r.connection and j.repository = r.id and not g.unlisted and not g.deleted) as i
            """;

    private static final String ONE = HEALTH + "where r.connection = $1 and r.id = $2";

    private static final String LIST =
            HEALTH
                    + """
                    where ($1::text is null or r.connection = $1)
                      and ($2::text is null or position(lower($2) in lower(r.name)) > 0)
                      and ($3::text is null or (r.connection, r.name, r.id) > ($3, $4, $5))
                    order by r.connection, r.name, r.id
                    limit $6
                    """;

    private static final String AUTHORS =
            """
            select author, max(state #>> '{progress,opened,actor,login}'), count(*), count(merged_at)
            from pull_request
            where connection = $1 and repository = $2
            group by author
            order by 3 desc, 1
            limit $3
            """;

    private final Pool pool;

    /// A reader.
    public RepositoryHealths(Readers readers) {
        this.pool = readers.pool();
    }

    /// One repository, if it is known.
    public Future<Optional<RepositoryHealth>> of(String connection, String repository) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(connection, repository))
                .map(rows -> rows.stream().findFirst().map(RepositoryHealths::health));
    }

    /// Where a page ended.
    public record After(String connection, String name, String id) {}

    /// Repositories by connection and name.
    ///
    /// @param connection only of this one; null for all
    /// @param q part of the name in any case; null for all
    /// @param after where the page before ended; null to begin
    public Future<List<RepositoryHealth>> list(
            @Nullable String connection, @Nullable String q, @Nullable After after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.of(
                                connection,
                                q,
                                after == null ? null : after.connection(),
                                after == null ? null : after.name(),
                                after == null ? null : after.id(),
                                limit))
                .map(rows -> rows.stream().map(RepositoryHealths::health).toList());
    }

    /// Pull requests of one author.
    ///
    /// @param author the identity; null where nobody said
    public record OfAuthor(
            @Nullable String author, @Nullable String login, long ingested, long merged) {}

    /// Pull requests by author, those with the most first.
    public Future<List<OfAuthor>> byAuthor(String connection, String repository, int limit) {
        return pool.preparedQuery(AUTHORS)
                .execute(Tuple.of(connection, repository, limit))
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new OfAuthor(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getLong(2),
                                                row.getLong(3)))
                                .toList());
    }

    private static RepositoryHealth health(Row row) {
        return new RepositoryHealth(
                row.getString("connection"),
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("auto_sync"),
                row.getLong("ingested"),
                row.getLong("merged"),
                row.getLong("skipped"),
                row.getLong("failed"),
                row.getLong("live"),
                row.getLong("facts"),
                SyncRows.instant(row, "last_delivery_at"),
                SyncRows.instant(row, "last_sync_at"),
                Gap.of(row));
    }
}
