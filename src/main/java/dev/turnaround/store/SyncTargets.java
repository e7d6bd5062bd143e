package dev.turnaround.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the lists of repositories have been read, and what of them could not be.
///
/// Call on a virtual thread. Every call throws [Away] when the database is.
public final class SyncTargets {

    private static final String READ =
            """
            select watermark, cursor, cursor_since, begun_at from sync_target
            where connection = $1 and repository = $2 and subject = $3
            """;

    private static final String BEGIN =
            """
            insert into sync_target as t (connection, repository, subject, cursor_since, begun_at)
            values ($1, $2, $3, $4, $5)
            on conflict (connection, repository, subject) do update
            set cursor = null, cursor_since = excluded.cursor_since, begun_at = excluded.begun_at, flawed = false
            """;

    // The watermark never moves back: a list that somebody asked for from long ago ends later than
    // one that is newer.
    private static final String LISTED =
            """
            update sync_target
            set cursor = null, cursor_since = null,
                watermark = case when flawed then watermark else greatest(watermark, begun_at) end
            where connection = $1 and repository = $2 and subject = $3
            returning not flawed
            """;

    // A patrol has no end, and so no watermark.
    private static final String PATROL =
            "select cursor from sync_target where connection = $1 and repository = $2 and subject = 'done_issues'";

    private static final String PATROLLED =
            """
            insert into sync_target (connection, repository, subject, cursor) values ($1, $2, 'done_issues', $3)
            on conflict (connection, repository, subject) do update set cursor = excluded.cursor
            """;

    private static final String FLAWS =
            """
            select subject, item, reason, at from sync_flaw
            where connection = $1 and repository = $2
            order by subject, item
            """;

    private static final String REMEMBER =
            """
            insert into sync_flaw as f (connection, repository, subject, item, reason, at)
            select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[])
            on conflict (connection, repository, subject, item) do update
            set reason = excluded.reason, at = excluded.at
            """;

    private static final String MENDED =
            """
            delete from sync_flaw
            where connection = $1 and repository = $2 and subject = $3 and item = any($4::text[])
            """;

    private final Pool pool;

    /// Targets.
    public SyncTargets(Readers readers) {
        this.pool = readers.pool();
    }

    /// How far a list has been read.
    ///
    /// @param repository the identity
    public SyncTarget target(String connection, String repository, String subject) {
        var rows = Blocking.send(pool, READ, Tuple.of(connection, repository, subject));
        for (var row : rows) {
            var cursor = row.getString("cursor");
            var since = SyncRows.instant(row, "cursor_since");
            var begunAt = SyncRows.instant(row, "begun_at");
            return new SyncTarget(
                    SyncRows.instant(row, "watermark"),
                    cursor == null || since == null || begunAt == null
                            ? null
                            : new SyncTarget.Unfinished(cursor, since, begunAt));
        }
        return SyncTarget.NONE;
    }

    /// A list is read from its beginning.
    ///
    /// @param since what changed since then, by the provider's clock
    /// @param begunAt now, by the provider's clock
    public void begin(
            String connection, String repository, String subject, Instant since, Instant begunAt) {
        Blocking.send(
                pool,
                BEGIN,
                Tuple.of(
                        connection,
                        repository,
                        subject,
                        SyncRows.time(since),
                        SyncRows.time(begunAt)));
    }

    /// A list has been read to its end. That moves the watermark, unless something of it failed.
    ///
    /// @return whether nothing of it failed
    public boolean listed(String connection, String repository, String subject) {
        var rows = Blocking.send(pool, LISTED, Tuple.of(connection, repository, subject));
        return rows.stream().allMatch(row -> row.getBoolean(0));
    }

    /// Up to which issue those that are done have been looked after; null at the beginning.
    public @Nullable String patrol(String connection, String repository) {
        return Blocking.send(pool, PATROL, Tuple.of(connection, repository)).stream()
                .findFirst()
                .map(row -> row.getString(0))
                .orElse(null);
    }

    /// Those that are done have been looked after.
    ///
    /// @param last up to which; null when the next one is the first again
    public void patrolled(String connection, String repository, @Nullable String last) {
        Blocking.send(pool, PATROLLED, Tuple.of(connection, repository, last));
    }

    /// What could not be read.
    public List<SyncFlaw> flaws(String connection, String repository) {
        return Blocking.send(pool, FLAWS, Tuple.of(connection, repository)).stream()
                .map(Syncs::flaw)
                .toList();
    }

    /// Remembers what could not be read.
    public void remember(String connection, String repository, Collection<SyncFlaw> flaws) {
        Blocking.send(
                pool,
                REMEMBER,
                Tuple.of(
                        connection,
                        repository,
                        Columns.texts(flaws, SyncFlaw::subject),
                        Columns.texts(flaws, SyncFlaw::item),
                        Columns.texts(flaws, SyncFlaw::reason),
                        Columns.times(flaws, SyncFlaw::at)));
    }

    /// Forgets what has been read after all.
    public void mended(
            String connection, String repository, String subject, Collection<String> items) {
        Blocking.send(
                pool,
                MENDED,
                Tuple.of(connection, repository, subject, items.toArray(String[]::new)));
    }
}
