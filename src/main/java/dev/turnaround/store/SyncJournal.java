package dev.turnaround.store;

import static java.util.Objects.requireNonNull;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What those who make the runs write and read of them.
///
/// Call on a virtual thread. Every call throws [Away] when the database is.
public final class SyncJournal {

    // Whoever asks for more than the waiting one would read makes it read more.
    private static final String ASK =
            """
            insert into sync as s (connection, repository, repository_name, reason, state, since, requested_at)
            values ($1, $2, $3, $4, 'queued', $5, $6)
            on conflict (connection, repository, (reason = 'retry')) where state = 'queued' do update
            set since = least(s.since, excluded.since)
            returning id
            """;

    private static final String ASK_UNLESS =
            """
            insert into sync (connection, repository, repository_name, reason, state, requested_at)
            select $1, $2, $3, $4, 'queued', $5
            where not exists (
              select from sync
              where connection = $1 and repository = $2 and reason <> 'retry'
                and (requested_at >= $6 or state in ('queued', 'running', 'waiting')))
            on conflict do nothing
            returning id
            """;

    // What was begun goes on first, then what somebody waits for.
    private static final String WAITING_FOR_HANDS =
            "select "
                    + SyncRows.COLUMNS
                    + """
                    from sync
                    where connection = $1 and state in ('queued', 'running', 'waiting')
                    order by state = 'queued', reason not in ('demand', 'retry'), requested_at, repository, id
                    """;

    private static final String ONE = "select " + SyncRows.COLUMNS + " from sync where id = $1";

    private static final String BEGIN =
            """
            update sync
            set state = 'running', waiting_until = null, started_at = coalesce(started_at, $2),
                silent_since = case when started_at is not null then silent_since
                               else (select r.last_delivery_at from repository r
                                     where r.connection = sync.connection and r.id = sync.repository) end
            where id = $1 and state in ('queued', 'running', 'waiting')
            returning
            """
                    + SyncRows.COLUMNS;

    private static final String ENTER =
            "update sync set phase = $2, done = $3, total = $4 where id = $1";

    private static final String WAIT =
            "update sync set state = 'waiting', waiting_until = $2 where id = $1";

    private static final String GO_ON =
            "update sync set state = 'running', waiting_until = null where id = $1";

    private static final String END =
            """
            with ended as (
              update sync
              set state = $2, ended_at = $3, waiting_until = null, error_code = $4, error = $5, advice = $6
              where id = $1
              returning connection, repository, reason)
            update repository r set last_sync_at = $3
            from ended e
            where r.connection = e.connection and r.id = e.repository and $2 = 'succeeded' and e.reason <> 'retry'
            """;

    private static final String NOTE =
            """
            insert into sync_log (connection, sync, ordinal, at, level, text)
            select s.connection, s.id,
                   coalesce((select max(l.ordinal) from sync_log l where l.connection = s.connection and l.sync = s.id), 0) + 1,
                   $2, $3, $4
            from sync s where s.id = $1
            """;

    private static final String LAST_SUCCESS =
            """
            select max(started_at) from sync
            where connection = $1 and repository = $2 and state = 'succeeded' and reason <> 'retry'
            """;

    private static final String FORGET = "delete from sync where ended_at < $1";

    private static final String DROP =
            """
            update sync set state = 'cancelled', ended_at = $2, waiting_until = null
            where id = $1 and state in ('queued', 'running', 'waiting')
            """;

    private static final String DROP_ALL =
            """
            update sync set state = 'cancelled', ended_at = $3, waiting_until = null, cancel_asked = true
            where connection = $1 and repository = $2 and state in ('queued', 'running', 'waiting')
            """;

    private final Pool pool;

    /// A journal.
    public SyncJournal(Readers readers) {
        this.pool = readers.pool();
    }

    /// Asks for a run. One that waits already is shared.
    ///
    /// @param repository the identity
    /// @param since read from then on at least; null for what is missing
    /// @return which run it will be
    public UUID ask(
            String connection,
            String repository,
            String name,
            SyncReason reason,
            @Nullable Instant since,
            Instant now) {
        var asked =
                send(
                        ASK,
                        Tuple.of(
                                connection,
                                repository,
                                name,
                                reason.word(),
                                SyncRows.time(since),
                                SyncRows.time(now)));
        return asked.iterator().next().getUUID(0);
    }

    /// Ends a run that nobody works on any more.
    public void drop(UUID run, Instant now) {
        send(DROP, Tuple.of(run, SyncRows.time(now)));
    }

    /// Ends all runs of a repository that is read no longer.
    public void dropAll(String connection, String repository, Instant now) {
        send(DROP_ALL, Tuple.of(connection, repository, SyncRows.time(now)));
    }

    /// Asks for a run unless there is one already, so that processes that share a timetable make
    /// one run and not one each.
    ///
    /// @param unlessSince a run that was asked for since then is as good, however it ended
    public Optional<UUID> askUnless(
            String connection,
            String repository,
            String name,
            SyncReason reason,
            Instant unlessSince,
            Instant now) {
        var asked =
                send(
                        ASK_UNLESS,
                        Tuple.of(
                                connection,
                                repository,
                                name,
                                reason.word(),
                                SyncRows.time(now),
                                SyncRows.time(unlessSince)));
        return asked.stream().findFirst().map(row -> row.getUUID(0));
    }

    /// Runs of a connection that are not over, whoever works on them, in the order in which they
    /// are to be taken up.
    public List<SyncRun> unfinished(String connection) {
        return send(WAITING_FOR_HANDS, Tuple.of(connection)).stream().map(SyncRows::run).toList();
    }

    /// A run that is known to be there.
    public SyncRun run(UUID id) {
        return SyncRows.run(send(ONE, Tuple.of(id)).iterator().next());
    }

    /// Begins a run or takes it up again; call under its [SyncLock].
    ///
    /// @return the run; empty when it is over
    public Optional<SyncRun> begin(UUID id, Instant now) {
        return send(BEGIN, Tuple.of(id, SyncRows.time(now))).stream()
                .findFirst()
                .map(SyncRows::run);
    }

    /// The run begins to do something else.
    ///
    /// @param done how many were read before, when it goes on
    public void enter(UUID id, SyncPhase phase, long done, @Nullable Long total) {
        send(ENTER, Tuple.of(id, phase.word(), done, total));
    }

    /// The run waits.
    public void await(UUID id, Instant until) {
        send(WAIT, Tuple.of(id, SyncRows.time(until)));
    }

    /// The run has waited.
    public void goOn(UUID id) {
        send(GO_ON, Tuple.of(id));
    }

    /// The run is over.
    ///
    /// @param state one that has [ended][SyncState#ended]
    /// @param trouble what went wrong; null when nothing did
    public void end(UUID id, SyncState state, SyncRun.@Nullable Trouble trouble, Instant now) {
        send(
                END,
                Tuple.of(
                        id,
                        state.word(),
                        SyncRows.time(now),
                        trouble == null ? null : trouble.code(),
                        trouble == null ? null : trouble.what(),
                        trouble == null ? null : trouble.advice()));
    }

    /// Writes a line into the run's log.
    public void note(UUID id, SyncLogLine.Level level, String text, Instant now) {
        send(NOTE, Tuple.of(id, SyncRows.time(now), level.word(), text));
    }

    /// When the last run that read everything began; null when there was none.
    public @Nullable Instant lastSuccess(String connection, String repository) {
        var row =
                requireNonNull(
                        send(LAST_SUCCESS, Tuple.of(connection, repository)).iterator().next());
        return row.getOffsetDateTime(0) == null ? null : row.getOffsetDateTime(0).toInstant();
    }

    /// Forgets runs that ended long ago.
    public void forget(Instant before) {
        send(FORGET, Tuple.of(SyncRows.time(before)));
    }

    private RowSet<Row> send(String sql, Tuple arguments) {
        return Blocking.send(pool, sql, arguments);
    }
}
