package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Figures of reconciliation, for Prometheus.
public final class SyncFigures {

    private static final String COUNTS =
            "select state, reason, count(*) from sync group by state, reason";

    private static final String ITEMS =
            """
            select coalesce(sum(ingested), 0)::bigint, coalesce(sum(skipped), 0)::bigint, coalesce(sum(failed), 0)::bigint from sync
            """;

    private static final String LAST_GOOD =
            "select connection, max(ended_at) from sync where state = 'succeeded' group by connection";

    private static final String GAPS =
            """
            select connection, gap_reason, gap_missed is not null, count(*)
            from repository where gap_since is not null
            group by connection, gap_reason, gap_missed is not null
            """;

    // Reads every fact there is, so not often.
    private static final String COMPLETENESS =
            """
            select c.connection, coalesce(r.name, c.repository), sum(c.live)::bigint, sum(c.facts)::bigint
            from (
              select connection, repository, count(*) filter (where live) as live, count(*) as facts
              from fact where not unlisted and not deleted group by connection, repository
              union all
              select i.connection, i.repository, count(*) filter (where f.live), count(*)
              from issue i join issue_fact f on f.connection = i.connection and f.issue = i.id
              where not f.unlisted and not f.deleted and i.repository is not null
              group by i.connection, i.repository) as c
            left join repository r on r.connection = c.connection and r.id = c.repository
            group by c.connection, c.repository, r.name
            order by 4 desc, 1, 2
            limit $1
            """;

    private final Pool pool;

    /// A reader.
    public SyncFigures(Readers readers) {
        this.pool = readers.pool();
    }

    /// How many runs there are.
    public record Count(String state, String reason, long runs) {}

    /// Runs by how they stand and why they were asked for.
    public Future<List<Count>> counts() {
        return pool.query(COUNTS)
                .execute()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Count(
                                                row.getString(0), row.getString(1), row.getLong(2)))
                                .toList());
    }

    /// How many of the items that the runs read were ingested, skipped, or failed.
    public Future<Map<String, Long>> items() {
        return pool.query(ITEMS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row ->
                        Map.of(
                                "ingested", row.getLong(0),
                                "skipped", row.getLong(1),
                                "failed", row.getLong(2)));
    }

    /// When a run of each connection last ended well.
    public Future<Map<String, Instant>> lastGood() {
        return pool.query(LAST_GOOD)
                .execute()
                .map(rows -> {
                    var times = new HashMap<String, Instant>();
                    rows.forEach(row ->
                            times.put(row.getString(0), row.getOffsetDateTime(1).toInstant()));
                    return times;
                });
    }

    /// How many repositories have a gap.
    ///
    /// @param confirmed whether something is known to be missing from it
    public record Gaps(String connection, String reason, boolean confirmed, long repositories) {}

    /// Repositories with a gap.
    public Future<List<Gaps>> gaps() {
        return pool.query(GAPS)
                .execute()
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Gaps(
                                                row.getString(0),
                                                row.getString(1),
                                                row.getBoolean(2),
                                                row.getLong(3)))
                                .toList());
    }

    /// The part of a repository's facts that webhooks told.
    ///
    /// @param part from 0 to 1
    public record Completeness(String connection, String repository, double part) {}

    /// Completeness of the repositories with the most facts.
    public Future<List<Completeness>> completeness(int most) {
        return pool.preparedQuery(COMPLETENESS)
                .execute(Tuple.of(most))
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new Completeness(
                                                row.getString(0),
                                                row.getString(1),
                                                (double) row.getLong(2) / row.getLong(3)))
                                .toList());
    }
}
