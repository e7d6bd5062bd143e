package dev.turnaround.store;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Keeps the tables that grow with time in parts of a day, makes the next parts ahead, and drops
/// those that are past keeping. Safe to run in several processes: they take turns.
public final class Upkeep {
    private static final int DAYS_AHEAD = 3;
    private static final int EVENT_DAYS = 2;

    // Longer than any provider sends a delivery again.
    private static final int RECEIPT_DAYS = 30;

    // Only the one who gets the lock works; the others find the work done.
    private static final String ALONE =
            "select pg_advisory_xact_lock(hashtext('turnaround upkeep'))";

    private static final String PARTS =
            """
            select c.relname
            from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
            where p.relname = $1 and c.relname <> $1 || '_default'
            """;

    private static final String RAISE_FLOOR =
            """
            update stream_state
            set floor = greatest(floor, coalesce((select max(position) from stream_event where at < $1), 0))
            """;

    // When the data has moved to a cluster whose transaction ids are younger, positions must go on
    // from the highest.
    private static final String RAISE_BASE =
            """
            update stream_state
            set base = highest + 65536 - (pg_current_xact_id()::text::bigint << 16)
            from (select greatest((select max(position) from stream_event), (select max(position) from delivery)) as highest) as positions
            where highest >= base + (pg_current_xact_id()::text::bigint << 16)
            """;

    private static final String FORGET_ACTS = "delete from audit where at < $1";

    // The first administrator's stays, or the next start would believe to be the first.
    private static final String FORGET_TOKENS =
            """
            delete from api_token
            where least(revoked_at, expires_at) < $1
              and id <> coalesce((select id from api_token where scope = 'admin' order by created_at, id limit 1), gen_random_uuid())
            """;

    private static final String FORGET_RECEIPTS = "delete from receipt where received_at < $1";

    private static final String FORGET_HOURS = "delete from delivery_hour where hour < $1";

    private final Pool pool;
    private final int deliveryDays;

    /// Upkeep.
    ///
    /// @param deliveryDays for how many days the log of deliveries is kept
    public Upkeep(Readers readers, int deliveryDays) {
        this.pool = readers.pool();
        this.deliveryDays = deliveryDays;
    }

    /// Does what is due. Call on a virtual thread.
    public void run(Instant now) {
        var sql = pool.getConnection().await();
        try {
            var transaction = sql.begin().await();
            sql.query(ALONE).execute().await();
            sql.query(RAISE_BASE).execute().await();
            var resumable = now.minus(StreamLog.RETENTION).atOffset(ZoneOffset.UTC);
            sql.preparedQuery(RAISE_FLOOR).execute(Tuple.of(resumable)).await();
            renew(sql, "delivery", now, deliveryDays);
            renew(sql, "stream_event", now, EVENT_DAYS);
            var forgotten = now.minus(Duration.ofDays(RECEIPT_DAYS)).atOffset(ZoneOffset.UTC);
            sql.preparedQuery(FORGET_RECEIPTS).execute(Tuple.of(forgotten)).await();
            sql.preparedQuery(FORGET_HOURS).execute(Tuple.of(forgotten)).await();
            sql.preparedQuery(FORGET_TOKENS).execute(Tuple.of(forgotten)).await();
            var bygone = now.minus(Duration.ofDays(Audit.KEPT_DAYS)).atOffset(ZoneOffset.UTC);
            sql.preparedQuery(FORGET_ACTS).execute(Tuple.of(bygone)).await();
            transaction.commit().await();
        } finally {
            sql.close().await();
        }
    }

    private static void renew(SqlConnection sql, String table, Instant now, int keepDays) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var existing = sql.preparedQuery(PARTS).execute(Tuple.of(table)).await();
        for (var statement : parts(table, today, keepDays, existing)) {
            sql.query(statement).execute().await();
        }
    }

    private static List<String> parts(
            String table, LocalDate today, int keepDays, RowSet<Row> existing) {
        var have = new ArrayList<String>();
        existing.forEach(row -> have.add(row.getString(0)));
        var statements = new ArrayList<String>();
        for (var day = today; !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            if (!have.contains(part(table, day))) {
                statements.add(
                        "create table %s partition of %s for values from ('%s 00:00Z') to ('%s 00:00Z')"
                                .formatted(part(table, day), table, day, day.plusDays(1)));
            }
        }
        var oldest = part(table, today.minusDays(keepDays));
        for (var name : have) {
            // Names carry their day, so that they sort by it.
            if (name.compareTo(oldest) < 0) {
                statements.add("drop table " + name);
            }
        }
        return statements;
    }

    private static String part(String table, LocalDate day) {
        return table + "_" + day.toString().replace('-', '_');
    }
}
