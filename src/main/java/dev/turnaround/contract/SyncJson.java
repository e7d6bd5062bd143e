package dev.turnaround.contract;

import dev.turnaround.store.SyncLogLine;
import dev.turnaround.store.SyncRun;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run of reconciliation as the API and the stream show it.
public final class SyncJson {

    private SyncJson() {}

    /// The fields in the order of the contract.
    public static Map<String, @Nullable Object> of(SyncRun run) {
        var json = progress(run);
        var counts = run.counts();
        json.put("since", run.since());
        json.put("requestedAt", run.requestedAt());
        json.put("startedAt", run.startedAt());
        json.put("endedAt", run.endedAt());
        json.put("processed", counts.processed());
        json.put("ingested", counts.ingested());
        json.put("skipped", counts.skipped());
        json.put("failed", counts.failed());
        json.put("facts", counts.facts());
        json.put("backfilled", counts.backfilled());
        json.put("cancelAsked", run.cancelAsked());
        json.put("error", error(run.trouble()));
        return json;
    }

    /// What changes while it goes on: the data of the event `sync`.
    public static Map<String, @Nullable Object> progress(SyncRun run) {
        var phase = run.phase();
        var json = new LinkedHashMap<String, @Nullable Object>(32);
        json.put("id", run.id());
        json.put("connection", run.connection());
        json.put("repository", run.repositoryName());
        json.put("repositoryId", run.repository());
        json.put("reason", run.reason().word());
        json.put("state", run.state().word());
        json.put("phase", phase == null ? null : phase.word());
        json.put("done", run.done());
        json.put("total", run.total());
        json.put("waitingUntil", run.waitingUntil());
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> error(
            SyncRun.@Nullable Trouble trouble) {
        if (trouble == null) {
            return null;
        }
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("code", trouble.code());
        json.put("detail", trouble.what());
        json.put("advice", trouble.advice());
        return json;
    }

    /// A line of its log.
    public static Map<String, @Nullable Object> of(SyncLogLine line) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("ordinal", line.ordinal());
        json.put("at", line.at());
        json.put("level", line.level().word());
        json.put("text", line.text());
        return json;
    }
}
