package dev.turnaround.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Attempts to let connections in at their providers. Call on a virtual thread; every call throws
/// [Away] when the database is.
public final class ConsentAttempts {
    private static final String FORGET = "delete from consent_attempt where expires_at <= $1";

    private static final String INSERT =
            """
            insert into consent_attempt (state, connection, sealed, actor_kind, actor_id, actor_name, session, browser, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;

    // One statement, so that of two browsers with the same answer one is late. A session of a token
    // ends with it.
    private static final String TAKE =
            """
            delete from consent_attempt a
            where a.state = $1 and a.expires_at > $2
              and (a.browser is null or a.browser = $3)
              and (a.session is null or exists (
                  select from web_session s left join api_token t on t.hash = s.token_hash
                  where s.hash = a.session and s.expires_at > $2
                    and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2)))
            returning a.connection, a.sealed, a.actor_kind, a.actor_id, a.actor_name, a.expires_at
            """;

    private static final String REFUSE =
            """
            insert into consent_refusal (connection, at, code, what, advice) values ($1, $2, $3, $4, $5)
            on conflict (connection) do update
            set at = excluded.at, code = excluded.code, what = excluded.what, advice = excluded.advice
            """;

    private final Pool pool;

    /// The attempts of a database.
    public ConsentAttempts(Readers readers) {
        this.pool = readers.pool();
    }

    /// Keeps a new one, and forgets those that it is too late for.
    ///
    /// @param state hash of what the browser is to bring back
    /// @param bond null when it was begun in no session
    public void add(Buffer state, ConsentAttempt attempt, @Nullable SessionBond bond, Instant now) {
        Blocking.send(pool, FORGET, Tuple.of(time(now)));
        var actor = attempt.actor();
        Blocking.send(
                pool,
                INSERT,
                Tuple.from(
                        new @Nullable Object[] {
                            state,
                            attempt.connection(),
                            attempt.sealed(),
                            actor.kind().word(),
                            actor.id(),
                            actor.name(),
                            bond == null ? null : bond.session(),
                            bond == null ? null : bond.browser(),
                            time(attempt.expiresAt())
                        }));
    }

    /// Takes one away, which can be done once: in time, by the browser that has the session, while
    /// that lasts. Else nothing changes.
    ///
    /// @param browser hash of what the browser shows; null for nothing
    public Optional<ConsentAttempt> take(Buffer state, @Nullable Buffer browser, Instant now) {
        return Blocking.send(pool, TAKE, Tuple.of(state, time(now), browser)).stream()
                .findFirst()
                .map(ConsentAttempts::attempt);
    }

    /// Notes that one came to nothing.
    public void refused(String connection, ConsentRefusal refusal) {
        Blocking.send(
                pool,
                REFUSE,
                Tuple.of(
                        connection,
                        time(refusal.at()),
                        refusal.code(),
                        refusal.what(),
                        refusal.advice()));
    }

    /// Notes that one has succeeded.
    public void succeeded(String connection) {
        Blocking.send(
                pool, "delete from consent_refusal where connection = $1", Tuple.of(connection));
    }

    private static ConsentAttempt attempt(Row row) {
        return new ConsentAttempt(
                row.getString("connection"),
                row.getString("sealed"),
                new Actor(
                        Actor.Kind.of(row.getString("actor_kind")),
                        row.getString("actor_id"),
                        row.getString("actor_name")),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
