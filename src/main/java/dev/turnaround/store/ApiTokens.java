package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tokens that let programs and people in, kept as hashes only. One that was revoked or has
/// expired stays for a month, so that its holder can be told so.
public final class ApiTokens {
    /// How exactly it is known when a token or a session was used last: a write for every call
    /// would cost more than the call.
    public static final Duration USE_GRAIN = Duration.ofMinutes(1);

    private static final String COLUMNS =
            "id, name, scope, created_at, expires_at, revoked_at, last_used_at";

    private static final String FIND = "select " + COLUMNS + " from api_token where hash = $1";

    private static final String LIST =
            "select "
                    + COLUMNS
                    + """
                     from api_token
                    where $1::timestamptz is null or (created_at, id) > ($1, $2)
                    order by created_at, id
                    limit $3
                    """;

    private static final String INSERT =
            """
            insert into api_token (hash, scope, name, created_at, id, expires_at)
            values ($1, $2, $3, $4, $5, $6)
            returning
            """
                    + COLUMNS;

    private static final String REVOKE =
            "update api_token set revoked_at = $2 where id = $1 and revoked_at is null returning "
                    + COLUMNS;

    private static final String USED =
            "update api_token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at <= $3)";

    private final Pool pool;

    /// The tokens.
    public ApiTokens(Readers readers) {
        this.pool = readers.pool();
    }

    /// The token that has this hash, whether or not it still lets anybody in.
    ///
    /// @param hash SHA-256 of the token
    public Future<Optional<ApiToken>> find(byte[] hash) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(hash)))
                .map(rows -> rows.stream().findFirst().map(ApiTokens::token));
    }

    /// Whether there is, or ever was, any token of the scope.
    public Future<Boolean> everHad(String scope) {
        return pool.preparedQuery("select exists (select from api_token where scope = $1)")
                .execute(Tuple.of(scope))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /// Tokens, the oldest first.
    ///
    /// @param after the last of the page before; null for the first page
    public Future<List<ApiToken>> list(@Nullable ApiToken after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(
                        Tuple.of(
                                after == null ? null : time(after.createdAt()),
                                after == null ? null : after.id(),
                                limit))
                .map(rows -> rows.stream().map(ApiTokens::token).toList());
    }

    /// One token, by its id.
    public Future<Optional<ApiToken>> one(UUID id) {
        return pool.preparedQuery("select " + COLUMNS + " from api_token where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(ApiTokens::token));
    }

    /// Keeps a new token, and says in the audit log who made it.
    ///
    /// @param hash SHA-256 of the token
    /// @param expires null for never
    /// @param actor who makes it
    /// @param address from where; null where there is none
    public Future<ApiToken> add(
            byte[] hash,
            String scope,
            String name,
            Instant now,
            @Nullable Instant expires,
            Actor actor,
            @Nullable String address) {
        var id = UUID.randomUUID();
        var row =
                Tuple.of(
                        Buffer.buffer(hash),
                        scope,
                        name,
                        time(now),
                        id,
                        expires == null ? null : time(expires));
        var entry =
                new AuditEntry(
                        now, actor, "token.created", id.toString(), name + ", " + scope, address);
        return pool.withTransaction(sql ->
                        sql.preparedQuery(INSERT)
                                .execute(row)
                                .compose(rows ->
                                        Audit.write(sql, entry)
                                                .map(_ -> token(rows.iterator().next()))))
                .map(Objects::requireNonNull);
    }

    /// Lets nobody in by it any more, and says so in the audit log.
    ///
    /// @return what it is now; empty when there is none, or when it was revoked before
    public Future<Optional<ApiToken>> revoke(
            UUID id, Instant now, Actor actor, @Nullable String address) {
        return pool.withTransaction(sql ->
                        sql.preparedQuery(REVOKE)
                                .execute(Tuple.of(id, time(now)))
                                .map(rows -> rows.stream().findFirst().map(ApiTokens::token))
                                .compose(revoked ->
                                        revoked.isEmpty()
                                                ? Future.succeededFuture(revoked)
                                                : Audit.write(
                                                                sql,
                                                                revocation(
                                                                        revoked.get(),
                                                                        now,
                                                                        actor,
                                                                        address))
                                                        .map(revoked)))
                .map(Objects::requireNonNull);
    }

    private static AuditEntry revocation(
            ApiToken token, Instant now, Actor actor, @Nullable String address) {
        return new AuditEntry(
                now, actor, "token.revoked", token.id().toString(), token.name(), address);
    }

    /// Notes that it was used, unless that is known to the minute. Nobody waits for it.
    public Future<Void> used(ApiToken token, Instant now) {
        var last = token.lastUsedAt();
        var stale = now.minus(USE_GRAIN);
        if (last != null && last.isAfter(stale)) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(USED)
                .execute(Tuple.of(token.id(), time(now), time(stale)))
                .mapEmpty();
    }

    private static ApiToken token(Row row) {
        return new ApiToken(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getOffsetDateTime(3).toInstant(),
                instant(row, 4),
                instant(row, 5),
                instant(row, 6));
    }

    private static @Nullable Instant instant(Row row, int column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
