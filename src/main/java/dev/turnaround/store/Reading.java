package dev.turnaround.store;

import dev.turnaround.model.Attributes;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Stamped;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reading side: pull requests, their facts, the delivery log. Never waits for writers.
public final class Reading {

    private static final String PULL_REQUEST =
            """
            select p.connection, p.repository, p.number, p.version, p.state::text, r.name, r.name_at,
                   (select array_agg(distinct t.name order by t.name) from shown_tie t
                    where t.connection = p.connection and t.repository = p.repository and t.number = p.number)
            """;

    private static final String FROM_PULL_REQUEST =
            """
            from pull_request p
            left join repository r on r.connection = p.connection and r.id = p.repository
            """;

    private static final String ONE =
            PULL_REQUEST
                    + FROM_PULL_REQUEST
                    + "where p.connection = $1 and p.repository = $2 and p.number = $3";

    // One statement, so that the pull requests and the horizon belong to the same snapshot: a
    // subscriber that goes on from the last event below it misses nothing. Not from the horizon
    // itself, see StreamLog.
    private static final String OPEN =
            "with horizon as materialized (select s.base + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 16) as at,"
                    + " s.floor from stream_state s), here as materialized (select greatest(h.floor,"
                    + " (select max(e.position) from stream_event e where e.position < h.at),"
                    + " (select max(d.position) from delivery d where d.position < h.at)) as reached from horizon h) "
                    + PULL_REQUEST
                    + ", here.reached from here left join (pull_request p left join repository r on r.connection = p.connection"
                    + " and r.id = p.repository) on p.merged_at is null and p.closed_at is null"
                    + " order by p.connection, p.repository, p.number";

    private static final String FACTS =
            """
            select f.connection, f.repository, f.number, f.id, f.at, f.estimated, f.deleted,
                   f.actor, f.actor_login, f.actor_bot, f.detail::text, f.unlisted, f.source, f.delivery
            from fact f
            where f.connection = $1 and f.repository = $2 and f.number = $3
            """;

    private static final String DELIVERIES =
            """
            select d.position, d.connection, d.repository,
                   d.received_at, d.delivery, d.event, d.action, d.verdict, d.reason, d.latency_micros, d.number
            from delivery d
            where ($1::text is null or d.verdict = $1)
              and ($2::text is null or d.connection = $2)
              and ($3::text is null or d.event = $3)
              and ($4::timestamptz is null or d.received_at >= $4)
              and ($5::bigint is null or d.position < $5)
            order by d.position desc
            limit $6
            """;

    private static final String PHASES =
            "select phase, count(*) from pull_request where merged_at is null and closed_at is null group by phase";

    private static final String REPOSITORY_NAMES = "select connection, id, name from repository";

    private static final String AFTER_EVERY_PULL_REQUEST =
            """
            select p.connection, p.repository, p.number, p.version, p.state::text, r.name, r.name_at
            from pull_request p
            left join repository r on r.connection = p.connection and r.id = p.repository
            where $1::text is null or (p.connection, p.repository, p.number) > ($1, $2, $3)
            order by p.connection, p.repository, p.number
            limit $4
            """;

    private final Pool pool;

    /// A reader.
    public Reading(Readers readers) {
        this.pool = readers.pool();
    }

    /// One pull request, if it is known.
    public Future<Optional<Tied>> pullRequest(PullRequestKey key) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(key.connection(), key.repository(), key.number()))
                .map(rows -> tied(rows).stream().findFirst());
    }

    /// Pull requests that a query asks for.
    public Future<List<Tied>> pullRequests(PullRequestQuery query) {
        var sql = new StringBuilder(PULL_REQUEST).append(FROM_PULL_REQUEST);
        var parameters = query.appendTo(sql);
        return pool.preparedQuery(sql.toString())
                .execute(Tuple.wrap(parameters))
                .map(Reading::tied);
    }

    /// All open pull requests, and the stream's position that belongs to the same moment.
    ///
    /// @param pullRequests the open ones
    /// @param reached go on in the stream from here
    public record Open(List<Tied> pullRequests, long reached) {}

    /// All open pull requests.
    public Future<Open> open() {
        return pool.preparedQuery(OPEN)
                .execute()
                .map(rows -> {
                    var reached = rows.iterator().next().getLong(8);
                    return new Open(tied(rows), reached);
                });
    }

    /// Everything that happened to a pull request, with what brought it.
    public Future<List<RecordedFact>> facts(PullRequestKey key) {
        return pool.preparedQuery(FACTS)
                .execute(Tuple.of(key.connection(), key.repository(), key.number()))
                .map(rows -> {
                    var facts = new ArrayList<RecordedFact>(rows.size());
                    for (var row : rows) {
                        facts.add(
                                new RecordedFact(
                                        FactRow.fact(row), row.getString(12), row.getString(13)));
                    }
                    return facts;
                });
    }

    /// A line of the delivery log with its place, by which a list goes on.
    ///
    /// @param position its place
    /// @param record the line
    public record Logged(long position, DeliveryRecord record) {}

    /// The delivery log, newest first.
    ///
    /// @param verdict only such; null for all
    /// @param connection only through this one; null for all
    /// @param event only such; null for all
    /// @param since only received at or after; null for all
    /// @param before only before this position; null to begin with the newest
    /// @param limit at most so many
    public Future<List<Logged>> deliveries(
            @Nullable String verdict,
            @Nullable String connection,
            @Nullable String event,
            @Nullable Instant since,
            @Nullable Long before,
            int limit) {
        return pool.preparedQuery(DELIVERIES)
                .execute(
                        Tuple.tuple()
                                .addValue(verdict)
                                .addValue(connection)
                                .addValue(event)
                                .addValue(since == null ? null : since.atOffset(ZoneOffset.UTC))
                                .addValue(before)
                                .addValue(limit))
                .map(rows -> {
                    var lines = new ArrayList<Logged>(rows.size());
                    for (var row : rows) {
                        lines.add(new Logged(row.getLong(0), delivery(row, 3)));
                    }
                    return lines;
                });
    }

    /// How many open pull requests there are in each phase.
    public Future<Map<String, Long>> openByPhase() {
        return pool.preparedQuery(PHASES)
                .execute()
                .map(rows -> {
                    var counts = new HashMap<String, Long>();
                    for (var row : rows) {
                        counts.put(row.getString(0), row.getLong(1));
                    }
                    return counts;
                });
    }

    /// The repositories that anything was ever stored for.
    ///
    /// @param connection through which connection
    /// @param id identity at the provider
    /// @param name the newest name
    public record KnownRepository(String connection, String id, String name) {}

    /// The repositories that anything was ever stored for.
    public Future<List<KnownRepository>> repositories() {
        return pool.preparedQuery(REPOSITORY_NAMES)
                .execute()
                .map(rows -> {
                    var known = new ArrayList<KnownRepository>(rows.size());
                    for (var row : rows) {
                        known.add(
                                new KnownRepository(
                                        row.getString(0), row.getString(1), row.getString(2)));
                    }
                    return known;
                });
    }

    /// All pull requests in the order of their keys, a page at a time.
    ///
    /// @param after the last key of the page before; null to begin
    public Future<List<PullRequest>> everyPullRequest(@Nullable PullRequestKey after, int limit) {
        return pool.preparedQuery(AFTER_EVERY_PULL_REQUEST)
                .execute(
                        Tuple.tuple()
                                .addValue(after == null ? null : after.connection())
                                .addValue(after == null ? null : after.repository())
                                .addValue(after == null ? null : after.number())
                                .addValue(limit))
                .map(Reading::pullRequests);
    }

    /// Whether the database answers.
    public Future<Void> ping() {
        return pool.query("select 1").execute().mapEmpty();
    }

    private static List<PullRequest> pullRequests(RowSet<Row> rows) {
        var found = new ArrayList<PullRequest>(rows.size());
        rows.forEach(row -> found.add(pullRequest(row)));
        return found;
    }

    private static List<Tied> tied(RowSet<Row> rows) {
        var found = new ArrayList<Tied>(rows.size());
        for (var row : rows) {
            if (row.getString(0) != null) {
                var issues = row.getArrayOfStrings(7);
                found.add(new Tied(pullRequest(row), issues == null ? List.of() : List.of(issues)));
            }
        }
        return found;
    }

    /// A pull request from columns that begin as those of [#PULL_REQUEST] do.
    static PullRequest pullRequest(Row row) {
        var state = StateJson.readState(row.getString(4));
        var told = state.pullRequest(FactRow.key(row));
        return new PullRequest(
                told.key(), renamed(told.attributes(), row), told.progress(), told.settled());
    }

    /// The repository may have been renamed since the pull request was last heard of.
    private static Attributes renamed(Attributes attributes, Row row) {
        var name = row.getString(5);
        OffsetDateTime at = row.getOffsetDateTime(6);
        return name == null || at == null
                ? attributes
                : attributes.named(new Stamped<>(name, at.toInstant()));
    }

    /// Reads a line of the delivery log from columns that begin at `at`; the connection and the
    /// repository stand in the two columns that every caller selects as `connection` and
    /// `repository`.
    static DeliveryRecord delivery(Row row, int at) {
        var connection = row.getString("connection");
        var repository = row.getString("repository");
        var number = row.getLong(at + 7);
        return new DeliveryRecord(
                row.getOffsetDateTime(at).toInstant(),
                connection,
                row.getString(at + 1),
                row.getString(at + 2),
                row.getString(at + 3),
                DeliveryVerdict.of(row.getString(at + 4)),
                row.getString(at + 5),
                Duration.ofNanos(row.getLong(at + 6) * 1_000),
                repository,
                repository == null || number == null
                        ? null
                        : new PullRequestKey(connection, repository, number));
    }
}
