package dev.turnaround.reconcile;

import dev.turnaround.ingest.Unavailable;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.store.Away;
import dev.turnaround.store.Database;
import dev.turnaround.store.OpenItems;
import dev.turnaround.store.SyncLock;
import dev.turnaround.store.SyncRun;
import dev.turnaround.trace.Attribute;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on the runs of one connection, one after the other.
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /// How soon it is noticed that another process asked for a run, or left one behind.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration SELECTED_ANEW_MAX = Duration.ofMinutes(1);
    private static final Duration AWAY_MIN = Duration.ofMillis(500);
    private static final Duration AWAY_MAX = Duration.ofSeconds(30);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Database database;
    private final Means means;
    private final Source source;
    private final OpenItems open;
    private final Semaphore bell = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean closing;

    /// A worker, who does nothing by itself before [#start].
    Worker(Vertx vertx, Database database, Means means, Source source, OpenItems open) {
        this.vertx = vertx;
        this.database = database;
        this.means = means.closingAlsoWhen(() -> closing);
        this.source = source;
        this.open = open;
    }

    Source source() {
        return source;
    }

    /// There may be something to do.
    void wake() {
        bell.release();
    }

    /// Works from now on.
    void start() {
        thread = Thread.ofPlatform().daemon().name("sync-" + source.connection()).start(this::work);
    }

    /// Stops soon. A run that goes on is left where it is.
    void stop() {
        closing = true;
        var working = thread;
        if (working != null) {
            working.interrupt();
        }
    }

    /// Stops, and waits until it has.
    @Override
    public void close() {
        stop();
        var working = thread;
        if (working == null) {
            return;
        }
        try {
            working.join(CLOSE_MAX);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        var away = AWAY_MIN;
        while (!means.closing().getAsBoolean()) {
            try {
                var worked = turn();
                away = AWAY_MIN;
                if (!worked && bell.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception failed) {
                if (!pause(failed, away)) {
                    return;
                }
                away =
                        away.multipliedBy(2).compareTo(AWAY_MAX) > 0
                                ? AWAY_MAX
                                : away.multipliedBy(2);
            }
        }
    }

    private boolean pause(Exception failed, Duration away) {
        if (means.closing().getAsBoolean()) {
            return false;
        }
        var log =
                failed instanceof Away || failed instanceof Unavailable
                        ? LOG.atWarn()
                        : LOG.atError();
        log.addKeyValue("connection", source.connection())
                .setCause(failed)
                .log("a sync waits: what it reads cannot be stored now");
        try {
            means.pause().of(away);
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Works on a run, in a trace of its own.
    private void work(Run run, SyncRun begun) {
        var span =
                means.tracing()
                        .begin("sync")
                        .set(Attribute.CONNECTION, begun.connection())
                        .set(Attribute.REPOSITORY, begun.repositoryName())
                        .set(Attribute.SYNC, begun.id().toString())
                        .set(Attribute.SYNC_REASON, begun.reason().word());
        try {
            span.run(run::go);
        } catch (RuntimeException notNow) {
            span.fail(notNow.getClass().getSimpleName());
            throw notNow;
        } finally {
            span.end();
        }
    }

    /// Another process may know already that the repository is selected anew.
    private void dropWhenOld(SyncRun run) {
        var now = means.clock().instant();
        if (run.requestedAt().isBefore(now.minus(SELECTED_ANEW_MAX))) {
            means.journal().drop(run.id(), now);
        }
    }

    /// Whether its repository is still selected.
    private boolean wanted(SyncRun run) {
        return source.wanted()
                .test(
                        new Repository(
                                run.repository(),
                                new Stamped<>(run.repositoryName(), run.requestedAt())));
    }

    /// Works on the next run whose repository nobody else works on, until it may not go on.
    ///
    /// @return whether there was one
    boolean turn() {
        for (var run : means.journal().unfinished(source.connection())) {
            if (!wanted(run)) {
                dropWhenOld(run);
                continue;
            }
            var taken = SyncLock.take(vertx, database, run.connection(), run.repository());
            if (taken.isPresent()) {
                try (var right = taken.get()) {
                    means.gaps().lookAtDeliveries();
                    var begun = means.journal().begin(run.id(), means.clock().instant());
                    if (begun.isPresent()) {
                        work(new Run(means, source, open, begun.get(), right::held), begun.get());
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
