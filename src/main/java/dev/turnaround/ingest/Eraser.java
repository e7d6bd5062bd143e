package dev.turnaround.ingest;

import dev.turnaround.contract.Json;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.Database;
import dev.turnaround.store.Erasures;
import dev.turnaround.store.StreamEvent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases what administrators no longer want to be stored, and tells the stream what is gone.
public final class Eraser implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    /// Another process may have been asked, or have died with it.
    private static final long LOOK_ANYWAY_MILLIS = 10_000;

    private final Erasures store;
    private final InstantSource clock;
    private final Runnable committed;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;

    /// Begins to erase what was asked for.
    ///
    /// @param committed called after each step
    public Eraser(Vertx vertx, Database database, InstantSource clock, Runnable committed) {
        this.store = new Erasures(vertx, database);
        this.clock = clock;
        this.committed = committed;
        this.thread = Thread.ofVirtual().name("eraser").start(this::run);
    }

    /// There is something to do.
    public void wake() {
        wanted.release();
    }

    private void run() {
        try {
            while (!closing) {
                erase();
                if (wanted.tryAcquire(LOOK_ANYWAY_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }

    private void erase() {
        try {
            while (!closing && store.step(clock.instant(), this::event)) {
                committed.run();
            }
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("an erasure waits: it is gone on with soon");
        }
    }

    private StreamEvent event(Erasures.Step step) {
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("connection", step.connection());
        data.put("repository", step.name());
        data.put("repositoryId", step.repository().isEmpty() ? null : step.repository());
        data.put("change", step.done() ? "erased" : "erasing");
        data.put(
                "pullRequests",
                step.pullRequests().stream()
                        .map(number ->
                                new PullRequestKey(step.connection(), step.repository(), number)
                                        .id())
                        .toList());
        return new StreamEvent(
                clock.instant(),
                "repository",
                step.connection(),
                step.repository(),
                step.name(),
                null,
                null,
                Json.text(data));
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
