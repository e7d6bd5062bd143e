package dev.turnaround.store;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Runs as rows.
final class SyncRows {
    static final String COLUMNS =
            """
            id, connection, repository, repository_name, reason, state, since, requested_at, started_at, ended_at,
            phase, done, total, ingested, skipped, failed, facts, backfilled, waiting_until,
            error_code, error, advice, cancel_asked, silent_since
            """;

    private SyncRows() {}

    static SyncRun run(Row row) {
        var phase = row.getString("phase");
        var code = row.getString("error_code");
        return new SyncRun(
                row.getUUID("id"),
                row.getString("connection"),
                row.getString("repository"),
                row.getString("repository_name"),
                SyncReason.of(row.getString("reason")).orElseThrow(),
                SyncState.of(row.getString("state")),
                instant(row, "since"),
                row.getOffsetDateTime("requested_at").toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                phase == null ? null : SyncPhase.of(phase),
                row.getLong("done"),
                row.getLong("total"),
                new SyncRun.Counts(
                        row.getLong("ingested"),
                        row.getLong("skipped"),
                        row.getLong("failed"),
                        row.getLong("facts"),
                        row.getLong("backfilled")),
                instant(row, "waiting_until"),
                code == null
                        ? null
                        : new SyncRun.Trouble(
                                code, row.getString("error"), row.getString("advice")),
                row.getBoolean("cancel_asked"),
                instant(row, "silent_since"));
    }

    static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime time(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
