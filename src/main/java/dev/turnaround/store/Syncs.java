package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs of reconciliation for those who look at them, and for those who want them to end.
public final class Syncs {

    private static final String ONE = "select " + SyncRows.COLUMNS + " from sync where id = $1";

    private static final String HISTORY =
            "select "
                    + SyncRows.COLUMNS
                    + """
                    from sync
                    where ($1::text is null or connection = $1) and ($2::text is null or repository = $2)
                      and ($3::timestamptz is null or (requested_at, id) < ($3, $4))
                    order by requested_at desc, id desc
                    limit $5
                    """;

    private static final String UNFINISHED =
            "select "
                    + SyncRows.COLUMNS
                    + """
                    from sync
                    where state in ('queued', 'running', 'waiting')
                    order by requested_at, id
                    """;

    private static final String LOG =
            """
            select l.ordinal, l.at, l.level, l.text
            from sync s join sync_log l on l.connection = s.connection and l.sync = s.id
            where s.id = $1 and l.ordinal > $2
            order by l.ordinal
            limit $3
            """;

    private static final String FLAWS =
            """
            select subject, item, reason, at from sync_flaw
            where connection = $1 and repository = $2
            order by subject, item
            limit $3
            """;

    private static final String REPOSITORIES =
            """
            select r.connection, r.id, r.name, r.auto_sync, r.last_sync_at,
                   (select max(s.requested_at) from sync s
                    where s.connection = r.connection and s.repository = r.id and s.reason <> 'retry') as last_asked_at,
                   exists (select from sync s
                           where s.connection = r.connection and s.repository = r.id
                             and s.state in ('queued', 'running', 'waiting')) as unfinished
            from repository r
            where $1::text is null or r.connection = $1
            order by r.connection, r.name, r.id
            """;

    // A run that nobody has begun ends at once; one that goes on ends itself as soon as it looks.
    private static final String ASK_CANCEL =
            """
            update sync
            set cancel_asked = true,
                state = case when state = 'queued' then 'cancelled' else state end,
                ended_at = case when state = 'queued' then $2 else ended_at end
            where id = $1 and state in ('queued', 'running', 'waiting')
            returning 1
            """;

    private static final String SET_AUTO_SYNC =
            "update repository set auto_sync = $3 where connection = $1 and id = $2 returning 1";

    private final Pool pool;

    /// A reader.
    public Syncs(Readers readers) {
        this.pool = readers.pool();
    }

    /// One run, if it is known.
    public Future<Optional<SyncRun>> run(UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(SyncRows::run));
    }

    /// Runs, the youngest first.
    ///
    /// @param connection null for those of all
    /// @param repository the identity; null for those of all
    /// @param before the last run of the page before; null for the first page
    public Future<List<SyncRun>> history(
            @Nullable String connection,
            @Nullable String repository,
            @Nullable SyncRun before,
            int limit) {
        return pool.preparedQuery(HISTORY)
                .execute(
                        Tuple.of(
                                connection,
                                repository,
                                before == null ? null : SyncRows.time(before.requestedAt()),
                                before == null ? null : before.id(),
                                limit))
                .map(rows -> rows.stream().map(SyncRows::run).toList());
    }

    /// Runs that wait or go on, in the order in which they were asked for.
    public Future<List<SyncRun>> unfinished() {
        return pool.query(UNFINISHED)
                .execute()
                .map(rows -> rows.stream().map(SyncRows::run).toList());
    }

    /// Lines of a run's log, in their order.
    ///
    /// @param after the ordinal of the last line that is known; 0 for all
    public Future<List<SyncLogLine>> log(UUID sync, long after, int limit) {
        return pool.preparedQuery(LOG)
                .execute(Tuple.of(sync, after, limit))
                .map(rows ->
                        rows.stream()
                                .map(row ->
                                        new SyncLogLine(
                                                row.getLong(0),
                                                row.getOffsetDateTime(1).toInstant(),
                                                SyncLogLine.Level.of(row.getString(2)),
                                                row.getString(3)))
                                .toList());
    }

    /// What of a repository could not be read and still waits to be.
    public Future<List<SyncFlaw>> flaws(String connection, String repository, int limit) {
        return pool.preparedQuery(FLAWS)
                .execute(Tuple.of(connection, repository, limit))
                .map(rows -> rows.stream().map(Syncs::flaw).toList());
    }

    /// What is known of repositories, by connection and name.
    ///
    /// @param connection null for those of all
    public Future<List<SyncedRepository>> repositories(@Nullable String connection) {
        return pool.preparedQuery(REPOSITORIES)
                .execute(Tuple.of(connection))
                .map(rows -> rows.stream().map(Syncs::repository).toList());
    }

    /// Lets a run end.
    ///
    /// @return false when it is unknown or over
    public Future<Boolean> askCancel(UUID id, Instant now) {
        return pool.preparedQuery(ASK_CANCEL)
                .execute(Tuple.of(id, SyncRows.time(now)))
                .map(Syncs::any);
    }

    /// Says whether runs of a repository begin by themselves.
    ///
    /// @return false when it is unknown
    public Future<Boolean> setAutoSync(String connection, String repository, boolean autoSync) {
        return pool.preparedQuery(SET_AUTO_SYNC)
                .execute(Tuple.of(connection, repository, autoSync))
                .map(Syncs::any);
    }

    static SyncFlaw flaw(Row row) {
        return new SyncFlaw(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                row.getOffsetDateTime(3).toInstant());
    }

    private static SyncedRepository repository(Row row) {
        return new SyncedRepository(
                row.getString("connection"),
                row.getString("id"),
                row.getString("name"),
                row.getBoolean("auto_sync"),
                SyncRows.instant(row, "last_sync_at"),
                SyncRows.instant(row, "last_asked_at"),
                row.getBoolean("unfinished"));
    }

    private static boolean any(RowSet<Row> rows) {
        return rows.size() > 0;
    }
}
