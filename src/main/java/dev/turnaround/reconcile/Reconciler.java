package dev.turnaround.reconcile;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Pause;
import dev.turnaround.store.Database;
import dev.turnaround.store.Gaps;
import dev.turnaround.store.OpenItems;
import dev.turnaround.store.Patience;
import dev.turnaround.store.Readers;
import dev.turnaround.store.SyncJournal;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncTargets;
import dev.turnaround.store.SyncedRepository;
import dev.turnaround.store.Syncs;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the runs of all connections: those that are asked for, and those that begin by themselves.
///
/// What is asked for stands in the database, so that any process on it may ask and any may do it.
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration PLAN_EVERY = Duration.ofMinutes(1);

    private final Syncs syncs;
    private final SyncJournal journal;
    private final InstantSource clock;
    private final Planner planner;
    private final Discovery discovery;
    private final Vertx vertx;
    private final Database database;
    private final OpenItems open;
    private final Means means;
    private final Map<String, Worker> workers = new ConcurrentSkipListMap<>();
    private @Nullable Thread timetableKeeper;
    private boolean started;
    private volatile boolean closing;

    /// A reconciler. It does nothing by itself before [#start].
    ///
    /// @param sheets where what is read is stored
    /// @param pause how time passes while a run waits
    /// @param news hears how runs go on
    /// @param tracing shows them
    public Reconciler(
            Vertx vertx,
            Database database,
            Readers readers,
            Sheets sheets,
            Timetable timetable,
            InstantSource clock,
            Pause pause,
            SyncNews news,
            Tracing tracing) {
        this.syncs = new Syncs(readers);
        this.journal = new SyncJournal(readers);
        this.clock = clock;
        this.discovery = new Discovery(sheets);
        this.vertx = vertx;
        this.database = database;
        this.open = new OpenItems(readers);
        var gaps = new Gaps(readers);
        this.planner = new Planner(syncs, journal, open, gaps, discovery, timetable, clock);
        this.means =
                new Means(
                        journal,
                        new SyncTargets(readers),
                        gaps,
                        sheets,
                        timetable,
                        clock,
                        pause,
                        news,
                        tracing,
                        () -> closing);
    }

    /// Begins to work: takes up what was left behind, asks for what is due from now on.
    public synchronized void start() {
        started = true;
        workers.values().forEach(Worker::start);
        timetableKeeper = Thread.ofVirtual().name("sync-timetable").start(this::plan);
    }

    /// Reads one more connection, also in place of one of that id that [left][#leave].
    ///
    /// @param source whose API stays open until it has left
    public synchronized void join(Source source) {
        var worker = new Worker(vertx, database, means, source, open);
        workers.put(source.connection(), worker);
        if (started) {
            worker.start();
        }
    }

    /// Reads a connection no longer. Its run, if there is one, is left where it is.
    public synchronized void leave(String connection) {
        var worker = workers.remove(connection);
        if (worker != null) {
            worker.close();
        }
    }

    /// Asks for runs. Call on a virtual thread.
    ///
    /// @param repository identity or name of a repository or project; null for all that are
    ///   selected
    /// @param since read what changed since then, and whatever is missing in any case; null for
    ///   what is missing
    /// @return which runs it will be, one a repository; one that waited already is shared
    /// @throws UnknownTarget when there is no such connection or repository
    /// @throws ApiFailure when none is known and the provider does not say which there are
    public List<UUID> request(
            String connection,
            @Nullable String repository,
            @Nullable Instant since,
            SyncReason reason) {
        var worker = workers.get(connection);
        if (worker == null) {
            throw new UnknownTarget("no connection " + connection + " whose API is read");
        }
        var asked = new ArrayList<UUID>();
        for (var one : targets(worker.source(), repository)) {
            asked.add(
                    journal.ask(connection, one.id(), one.name(), reason, since, clock.instant()));
        }
        worker.wake();
        return List.copyOf(asked);
    }

    /// Lets a run end. Call on a virtual thread.
    ///
    /// @return false when it is unknown or over
    public boolean cancel(UUID run) {
        return Patience.await(syncs.askCancel(run, clock.instant()));
    }

    private List<SyncedRepository> targets(Source source, @Nullable String repository) {
        var known = matching(source, repository);
        if (!known.isEmpty() && repository != null) {
            return known;
        }
        try {
            discovery.discover(source);
        } catch (ApiFailure failed) {
            if (known.isEmpty()) {
                throw failed;
            }
        }
        var found = matching(source, repository);
        if (found.isEmpty()) {
            throw new UnknownTarget(
                    repository == null
                            ? "the connection has no repositories that are selected"
                            : "no repository " + repository + " that is selected");
        }
        return found;
    }

    private List<SyncedRepository> matching(Source source, @Nullable String repository) {
        return planner.known(source).stream()
                .filter(one ->
                        repository == null
                                || one.id().equals(repository)
                                || one.name().equalsIgnoreCase(repository))
                .toList();
    }

    /// Asks for what is due now. For whoever makes the runs step by step instead of by [#start];
    /// call on a virtual thread, and not on two at once.
    public void planOnce() {
        for (var worker : workers.values()) {
            if (planner.plan(worker.source())) {
                worker.wake();
            }
        }
        planner.forget();
    }

    /// Works on the next run of a connection, on this thread, which must not be an event loop.
    ///
    /// @return whether there was one
    public boolean workOnce(String connection) {
        var worker = workers.get(connection);
        return worker != null && worker.turn();
    }

    private void plan() {
        while (!closing) {
            try {
                planOnce();
            } catch (RuntimeException failed) {
                if (closing) {
                    // The interruption that ends this thread reaches it as a failure of the
                    // database.
                    return;
                }
                LOG.atWarn().setCause(failed).log("planning syncs failed; it is tried again");
            }
            try {
                Pause.REAL.of(PLAN_EVERY);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Stops. Runs that go on are left where they are, and taken up at the next start.
    @Override
    public void close() {
        closing = true;
        var keeper = timetableKeeper;
        if (keeper != null) {
            keeper.interrupt();
        }
        workers.values().forEach(Worker::stop);
        workers.values().forEach(Worker::close);
    }
}
