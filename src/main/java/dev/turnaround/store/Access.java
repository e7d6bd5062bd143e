package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Who may come in: tokens and web sessions, kept as hashes only.
public final class Access {
    private final Pool pool;

    /// Access.
    public Access(Readers readers) {
        this.pool = readers.pool();
    }

    /// The scope of a token, if it is known.
    ///
    /// @param hash SHA-256 of the token
    public Future<Optional<String>> scopeOfToken(byte[] hash) {
        return pool.preparedQuery("select scope from api_token where hash = $1")
                .execute(Tuple.of(Buffer.buffer(hash)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)));
    }

    /// The scope of a session, if it is known and not over.
    ///
    /// @param hash SHA-256 of the cookie's value
    public Future<Optional<String>> scopeOfSession(byte[] hash, Instant now) {
        return pool.preparedQuery(
                        "select scope from web_session where hash = $1 and expires_at > $2")
                .execute(Tuple.of(Buffer.buffer(hash), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)));
    }

    /// Whether there is any token of the scope.
    public Future<Boolean> hasToken(String scope) {
        return pool.preparedQuery("select exists (select from api_token where scope = $1)")
                .execute(Tuple.of(scope))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /// Keeps a new token.
    public Future<Void> addToken(byte[] hash, String scope, String name, Instant now) {
        return pool.preparedQuery("insert into api_token values ($1, $2, $3, $4)")
                .execute(Tuple.of(Buffer.buffer(hash), scope, name, now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /// Keeps a new session, and forgets those that are over.
    public Future<Void> addSession(byte[] hash, String scope, Instant now, Instant expires) {
        return pool.preparedQuery(
                        "with gone as (delete from web_session where expires_at < $4) insert into web_session values ($1, $2, $3)")
                .execute(
                        Tuple.of(
                                Buffer.buffer(hash),
                                scope,
                                expires.atOffset(ZoneOffset.UTC),
                                now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /// Ends a session.
    public Future<Void> endSession(byte[] hash) {
        return pool.preparedQuery("delete from web_session where hash = $1")
                .execute(Tuple.of(Buffer.buffer(hash)))
                .mapEmpty();
    }
}
