package dev.turnaround.stream;

import dev.turnaround.contract.Json;
import dev.turnaround.contract.SyncJson;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncTold;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the stream how runs go on.
///
/// Through the stream's log, although nobody misses a step of progress that is past: so the events
/// of one stream keep one order, filters and slow readers are dealt with as for all others, and
/// subscribers of every process hear of a run, whichever process works on it. That costs a row a
/// few times a second while a run goes on, beside the hundreds that its facts cost.
///
/// Thread safety: safe.
public final class SyncProgress {
    private static final Logger LOG = LoggerFactory.getLogger(SyncProgress.class);

    private final SyncTold told;
    private final InstantSource clock;
    private final Runnable heard;
    private final Map<UUID, SyncRun> latest = new ConcurrentHashMap<>();

    /// Progress.
    ///
    /// @param heard called when there is something new in the log
    public SyncProgress(SyncTold told, InstantSource clock, Runnable heard) {
        this.told = told;
        this.clock = clock;
        this.heard = heard;
    }

    /// Tells of a run as it stands. Does not wait. While a step of it is being written, only the
    /// latest of those that come meanwhile is kept.
    public void tell(SyncRun run) {
        if (latest.put(run.id(), run) == null) {
            write(run);
        }
    }

    private void write(SyncRun run) {
        told.append(event(run))
                .onComplete(
                        _ -> heard.run(),
                        failed ->
                                LOG.atDebug()
                                        .setCause(failed)
                                        .log("the progress of a run could not be told"))
                .onComplete(_ -> {
                    if (!latest.remove(run.id(), run)) {
                        var next = latest.get(run.id());
                        if (next != null) {
                            write(next);
                        }
                    }
                });
    }

    private StreamEvent event(SyncRun run) {
        return new StreamEvent(
                clock.instant(),
                Topic.SYNC.word(),
                run.connection(),
                run.repository(),
                run.repositoryName(),
                null,
                null,
                Json.text(SyncJson.progress(run)));
    }
}
