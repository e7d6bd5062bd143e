package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions of the web page, kept as hashes only.
public final class WebSessions {
    private static final String FIND =
            """
            select s.scope, s.actor_kind, s.actor_id, s.actor_name, s.token_hash, s.seen_at,
                   t.hash is not null as token_known,
                   t.hash is not null and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2) as token_lives
            from web_session s left join api_token t on t.hash = s.token_hash
            where s.hash = $1 and s.expires_at > $2 and s.seen_at > $3
            """;

    private static final String INSERT =
            """
            insert into web_session (hash, scope, actor_kind, actor_id, actor_name, token_hash, created_at, seen_at, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7, $8)
            """;

    private static final String SEEN =
            "update web_session set seen_at = $2 where hash = $1 and seen_at <= $3";

    private final Pool pool;

    /// The sessions.
    public WebSessions(Readers readers) {
        this.pool = readers.pool();
    }

    /// What became of the token that a session was traded for.
    public enum TokenState {
        /// It is in the database and lets in.
        LIVES,
        /// It is in the database and lets nobody in any more.
        OVER,
        /// There is none in the database.
        ELSEWHERE
    }

    /// A session that is not over.
    ///
    /// @param hash SHA-256 of the cookie's value
    /// @param idleSince one that was not used after this is over
    public Future<Optional<WebSession>> find(byte[] hash, Instant now, Instant idleSince) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(hash), time(now), time(idleSince)))
                .map(rows -> rows.stream().findFirst().map(WebSessions::session));
    }

    /// Keeps a new session, forgets those that are over, and says in the audit log who signed in.
    ///
    /// @param hash SHA-256 of the cookie's value
    /// @param tokenHash of the token that it is traded for; null for a person
    /// @param signIn its time is the session's, its actor whose session it is
    public Future<Void> add(
            byte[] hash,
            String scope,
            byte @Nullable [] tokenHash,
            Instant expires,
            AuditEntry signIn) {
        var actor = signIn.actor();
        var now = time(signIn.at());
        var row =
                Tuple.from(
                        new @Nullable Object[] {
                            Buffer.buffer(hash),
                            scope,
                            actor.kind().word(),
                            actor.id(),
                            actor.name(),
                            tokenHash == null ? null : Buffer.buffer(tokenHash),
                            now,
                            time(expires)
                        });
        return pool.withTransaction(sql ->
                sql.preparedQuery("delete from web_session where expires_at < $1")
                        .execute(Tuple.of(now))
                        .compose(_ -> sql.preparedQuery(INSERT).execute(row))
                        .compose(_ -> Audit.write(sql, signIn)));
    }

    /// Notes that it was used, unless that is known to the minute. Nobody waits for it.
    public Future<Void> seen(byte[] hash, WebSession session, Instant now) {
        var stale = now.minus(ApiTokens.USE_GRAIN);
        if (session.seenAt().isAfter(stale)) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(SEEN)
                .execute(Tuple.of(Buffer.buffer(hash), time(now), time(stale)))
                .mapEmpty();
    }

    /// Ends a session.
    public Future<Void> end(byte[] hash) {
        return pool.preparedQuery("delete from web_session where hash = $1")
                .execute(Tuple.of(Buffer.buffer(hash)))
                .mapEmpty();
    }

    /// Ends all sessions, or those of one actor, and says so in the audit log.
    ///
    /// @param actor the actor's id; null for all
    /// @return how many there were
    public Future<Integer> endAll(@Nullable String actor, AuditEntry entry) {
        return pool.withTransaction(sql ->
                        sql.preparedQuery(
                                        "delete from web_session where $1::text is null or actor_id = $1")
                                .execute(Tuple.of(actor))
                                .map(SqlResult::rowCount)
                                .compose(count -> Audit.write(sql, entry).map(count)))
                .map(Objects::requireNonNull);
    }

    private static WebSession session(Row row) {
        return new WebSession(
                row.getString("scope"),
                new Actor(
                        Actor.Kind.of(row.getString("actor_kind")),
                        row.getString("actor_id"),
                        row.getString("actor_name")),
                row.getBuffer("token_hash"),
                state(row),
                row.getOffsetDateTime("seen_at").toInstant());
    }

    private static TokenState state(Row row) {
        if (row.getBoolean("token_lives")) {
            return TokenState.LIVES;
        }
        return row.getBoolean("token_known") ? TokenState.OVER : TokenState.ELSEWHERE;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
