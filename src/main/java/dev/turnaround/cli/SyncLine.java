package dev.turnaround.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// A sync as the terminal shows it.
///
/// @param phase what it does, in the contract's word; null before it began
/// @param total of this phase; null when nobody knows
/// @param waitingUntil null while it does not wait
/// @param error what went wrong; null when nothing did
record SyncLine(
        String id,
        String repository,
        String state,
        @Nullable String phase,
        long done,
        @Nullable Long total,
        @Nullable String waitingUntil,
        Counts counts,
        @Nullable String error,
        @Nullable String advice) {

    /// What became of what was read.
    record Counts(long processed, long ingested, long skipped, long failed, long backfilled) {}

    /// From the answer of a server.
    static SyncLine of(JsonObject json) {
        var error = json.getJsonObject("error");
        return new SyncLine(
                json.getString("id"),
                json.getString("repository"),
                json.getString("state"),
                json.getString("phase"),
                json.getLong("done"),
                json.getLong("total"),
                json.getString("waitingUntil"),
                new Counts(
                        json.getLong("processed"),
                        json.getLong("ingested"),
                        json.getLong("skipped"),
                        json.getLong("failed"),
                        json.getLong("backfilled")),
                error == null ? null : error.getString("detail"),
                error == null ? null : error.getString("advice"));
    }

    boolean ended() {
        return switch (state) {
            case "succeeded", "partial", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    /// The process's exit code: 0 succeeded, 1 failed, 2 partial.
    int exitCode() {
        return switch (state) {
            case "succeeded" -> 0;
            case "partial" -> 2;
            default -> 1;
        };
    }
}
