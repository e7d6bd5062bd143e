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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases what administrators no longer want to be stored, and tells the stream what is gone.
public final class Eraser implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    /// Another process may have been asked.
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(10);

    private final Erasures store;
    private final InstantSource clock;
    private final Runnable committed;
    private final Chore chore;
    private final Thread thread;

    /// Begins to erase what was asked for.
    ///
    /// @param committed called after each step
    public Eraser(Vertx vertx, Database database, InstantSource clock, Runnable committed) {
        this.store = new Erasures(vertx, database);
        this.clock = clock;
        this.committed = committed;
        this.chore = new Chore(this::erase, LOOK_ANYWAY, Eraser::waits, store::close);
        this.thread = Thread.ofVirtual().name("eraser").start(chore);
    }

    /// There is something to do.
    public void wake() {
        chore.wake();
    }

    private boolean erase() {
        var went = store.step(clock.instant(), this::event);
        if (went) {
            committed.run();
        }
        return went;
    }

    private static void waits(RuntimeException failed) {
        LOG.atWarn().setCause(failed).log("an erasure waits: it is gone on with soon");
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
        chore.close();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
