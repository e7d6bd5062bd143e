package dev.turnaround.store;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The connections that were made here. Call on a virtual thread; every call throws [Away] when the
/// database is.
public final class KeptConnections {
    private final Pool pool;

    /// The connections of a database.
    public KeptConnections(Readers readers) {
        this.pool = readers.pool();
    }

    /// All of them, the oldest first.
    public List<KeptConnection> all() {
        return Blocking.send(
                        pool,
                        "select id, provider, sealed, secrets_set_at, version from connection order by made_at, id",
                        Tuple.tuple())
                .stream()
                .map(KeptConnections::read)
                .toList();
    }

    /// Keeps a new one, which inherits nothing of one before it that had its id.
    ///
    /// @return false when there is one of that id already
    public boolean add(KeptConnection made, Instant now) {
        return Blocking.send(
                                pool,
                                """
                                with granted as (
                                    delete from connection_grant
                                    where connection = $1 and not exists (select from connection where id = $1)),
                                refused as (
                                    delete from consent_refusal
                                    where connection = $1 and not exists (select from connection where id = $1))
                                insert into connection (id, provider, sealed, secrets_set_at, version, made_at, changed_at)
                                values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing
                                """,
                                Tuple.of(
                                        made.id(),
                                        made.provider(),
                                        made.sealed(),
                                        json(made.secretsSetAt()),
                                        made.version(),
                                        now.atOffset(ZoneOffset.UTC)))
                        .rowCount()
                == 1;
    }

    /// Puts another in the place of the version before.
    ///
    /// @return false when that is not there any more
    public boolean replace(KeptConnection changed, Instant now) {
        return Blocking.send(
                                pool,
                                """
                                update connection set sealed = $2, secrets_set_at = $3, version = $4, changed_at = $5
                                where id = $1 and version = $4::bigint - 1
                                """,
                                arguments(changed, now))
                        .rowCount()
                == 1;
    }

    /// The same with one that leads elsewhere, where nothing is granted to it yet.
    ///
    /// @return false when the version before is not there any more
    public boolean move(KeptConnection changed, Instant now) {
        return Blocking.send(
                                pool,
                                """
                                with moved as (
                                    update connection set sealed = $2, secrets_set_at = $3, version = $4, changed_at = $5
                                    where id = $1 and version = $4::bigint - 1 returning id),
                                granted as (delete from connection_grant using moved where connection = id),
                                refused as (delete from consent_refusal using moved where connection = id)
                                select from moved
                                """,
                                arguments(changed, now))
                        .rowCount()
                == 1;
    }

    private static Tuple arguments(KeptConnection changed, Instant now) {
        return Tuple.of(
                changed.id(),
                changed.sealed(),
                json(changed.secretsSetAt()),
                changed.version(),
                now.atOffset(ZoneOffset.UTC));
    }

    /// Takes one away, what its provider granted, and what is known of its webhooks there.
    ///
    /// @return false when it is not there
    public boolean remove(String id) {
        return Blocking.send(
                                pool,
                                """
                                with granted as (delete from connection_grant where connection = $1),
                                attempted as (delete from consent_attempt where connection = $1),
                                refused as (delete from consent_refusal where connection = $1),
                                     hooks as (delete from installed_hook where connection = $1),
                                     rotation as (delete from secret_rotation where connection = $1)
                                delete from connection where id = $1
                                """,
                                Tuple.of(id))
                        .rowCount()
                == 1;
    }

    private static KeptConnection read(Row row) {
        var setAt = new HashMap<String, Instant>();
        ((JsonObject) row.getJson("secrets_set_at"))
                .forEach(entry ->
                        setAt.put(entry.getKey(), Instant.parse(String.valueOf(entry.getValue()))));
        return new KeptConnection(
                row.getString("id"),
                row.getString("provider"),
                row.getString("sealed"),
                setAt,
                row.getLong("version"));
    }

    private static JsonObject json(Map<String, Instant> setAt) {
        var json = new JsonObject();
        setAt.forEach((key, at) -> json.put(key, at.toString()));
        return json;
    }
}
