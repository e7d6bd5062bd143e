package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// The webhooks that were installed at providers.
///
/// Call what does not return a future on a virtual thread; it throws [Away] when the database is.
public final class InstalledHooks {
    private static final int DUE_MAX = 200;

    private static final String COLUMNS =
            "connection, scope, target, hook, state, why, expires_at, installed_at, looked_at, secret_at";

    private static final String PUT =
            """
            insert into installed_hook (connection, scope, target, hook, state, why, expires_at, installed_at, looked_at, secret_at, look_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (connection, scope, target) do update
            set hook = $4, state = $5, why = $6, expires_at = $7, looked_at = $9, secret_at = $10, look_at = $11
            """;

    // Only while it is still that hook: somebody may have installed it anew meanwhile.
    private static final String SEEN =
            """
            update installed_hook set state = $5, why = $6, expires_at = $7, looked_at = $8, look_at = $9
            where connection = $1 and scope = $2 and target = $3 and hook = $4
            """;

    private static final String GIVEN =
            """
            update installed_hook set secret_at = $5
            where connection = $1 and scope = $2 and target = $3 and hook = $4
            """;

    private static final String CLAIM =
            """
            with due as materialized (
              select connection as c, scope as s, target as t from installed_hook
              where look_at <= $1 order by look_at limit $3 for update skip locked)
            update installed_hook set look_at = $2
            from due where connection = c and scope = s and target = t
            returning\
            """
                    + " "
                    + COLUMNS;

    private final Pool pool;

    /// The webhooks of a database.
    public InstalledHooks(Readers readers) {
        this.pool = readers.pool();
    }

    /// Those of a connection, or of all.
    ///
    /// @param connection null for all
    public Future<List<InstalledHook>> list(@Nullable String connection) {
        return pool.preparedQuery(
                        "select "
                                + COLUMNS
                                + " from installed_hook where connection = coalesce($1, connection) order by connection, scope, target")
                .execute(Tuple.of(connection))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(InstalledHooks::read)
                                .toList());
    }

    /// Those of a connection.
    public List<InstalledHook> of(String connection) {
        return Blocking.send(
                        pool,
                        "select "
                                + COLUMNS
                                + " from installed_hook where connection = $1 order by scope, target",
                        Tuple.of(connection))
                .stream()
                .map(InstalledHooks::read)
                .toList();
    }

    /// Keeps one, in the place of the one that was there before.
    ///
    /// @param lookAt when somebody is to look again
    public void put(InstalledHook one, Instant lookAt) {
        Blocking.send(
                pool,
                PUT,
                Tuple.from(
                        new @Nullable Object[] {
                            one.connection(),
                            one.scope(),
                            one.target(),
                            one.hook(),
                            one.state().word(),
                            one.why(),
                            time(one.expiresAt()),
                            time(one.installedAt()),
                            time(one.lookedAt()),
                            time(one.secretAt()),
                            time(lookAt)
                        }));
    }

    /// Keeps how one was seen; nothing happens when another has taken its place.
    public void seen(InstalledHook one, Instant lookAt) {
        Blocking.send(
                pool,
                SEEN,
                Tuple.from(
                        new @Nullable Object[] {
                            one.connection(),
                            one.scope(),
                            one.target(),
                            one.hook(),
                            one.state().word(),
                            one.why(),
                            time(one.expiresAt()),
                            time(one.lookedAt()),
                            time(lookAt)
                        }));
    }

    /// Keeps that one was given a secret.
    public void given(InstalledHook one) {
        Blocking.send(
                pool,
                GIVEN,
                Tuple.of(
                        one.connection(),
                        one.scope(),
                        one.target(),
                        one.hook(),
                        time(one.secretAt())));
    }

    /// Forgets one.
    public void remove(InstalledHook one) {
        Blocking.send(
                pool,
                "delete from installed_hook where connection = $1 and scope = $2 and target = $3",
                Tuple.of(one.connection(), one.scope(), one.target()));
    }

    /// Those that are to be looked at now. They are the caller's; who does not say how one is
    /// within a while leaves it to others.
    public List<InstalledHook> claim(Instant now, Duration during) {
        return Blocking.send(pool, CLAIM, Tuple.of(time(now), time(now.plus(during)), DUE_MAX))
                .stream()
                .map(InstalledHooks::read)
                .toList();
    }

    private static java.time.@Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static InstalledHook read(Row row) {
        return new InstalledHook(
                row.getString("connection"),
                row.getString("scope"),
                row.getString("target"),
                row.getString("hook"),
                InstalledHook.State.of(row.getString("state")),
                row.getString("why"),
                SyncRows.instant(row, "expires_at"),
                row.getOffsetDateTime("installed_at").toInstant(),
                row.getOffsetDateTime("looked_at").toInstant(),
                row.getOffsetDateTime("secret_at").toInstant());
    }
}
