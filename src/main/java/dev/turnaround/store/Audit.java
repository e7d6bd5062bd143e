package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The log of what administrators did and who came in. Lines are added and never changed; [Upkeep]
/// forgets them after [#KEPT_DAYS].
public final class Audit {
    /// So long a line is kept.
    public static final int KEPT_DAYS = 400;

    // What comes from outside, such as a name at the issuer, is cut where it is written.
    private static final int TEXT_MAX = 300;

    private static final String INSERT =
            """
            insert into audit (at, actor_kind, actor_id, actor_name, act, object, detail, address)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private static final String LIST =
            """
            select id, at, actor_kind, actor_id, actor_name, act, object, detail, address
            from audit
            where ($1::text is null or act = $1) and ($2::bigint is null or id < $2)
            order by id desc
            limit $3
            """;

    private final Pool pool;

    /// The log.
    public Audit(Readers readers) {
        this.pool = readers.pool();
    }

    /// A line of the log.
    ///
    /// @param id larger than that of any line before
    public record Line(long id, AuditEntry entry) {}

    /// Adds a line.
    public Future<Void> record(AuditEntry entry) {
        return write(pool, entry);
    }

    /// Lines, the youngest first.
    ///
    /// @param act only this one; null for all
    /// @param before the id of the last line of the page before; null for the first page
    public Future<List<Line>> list(@Nullable String act, @Nullable Long before, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(act, before, limit))
                .map(rows -> rows.stream().map(Audit::line).toList());
    }

    /// Adds a line in the transaction of what it tells of.
    static Future<Void> write(SqlClient sql, AuditEntry entry) {
        var actor = entry.actor();
        return sql.preparedQuery(INSERT)
                .execute(
                        Tuple.from(
                                new @Nullable Object[] {
                                    entry.at().atOffset(ZoneOffset.UTC),
                                    actor.kind().word(),
                                    cut(actor.id()),
                                    cut(actor.name()),
                                    entry.act(),
                                    cut(entry.object()),
                                    cut(entry.detail()),
                                    cut(entry.address())
                                }))
                .mapEmpty();
    }

    // PostgreSQL takes no NUL in a text.
    private static @Nullable String cut(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var clean = text.replace('\0', '\ufffd');
        return clean.length() <= TEXT_MAX ? clean : clean.substring(0, TEXT_MAX);
    }

    private static Line line(Row row) {
        return new Line(
                row.getLong(0),
                new AuditEntry(
                        row.getOffsetDateTime(1).toInstant(),
                        new Actor(
                                Actor.Kind.of(row.getString(2)),
                                row.getString(3),
                                row.getString(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)));
    }
}
