package dev.turnaround.reconcile;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.ingest.Sheet;
import dev.turnaround.ingest.Stored;
import dev.turnaround.model.Change;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Database;
import dev.turnaround.store.Readers;
import dev.turnaround.store.SyncFlaw;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncTargets;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A database, an API that does as it is told, and reconcilers between them.
final class Bed implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String WEB = "55";

    final TestClock clock = new TestClock(NOON);
    final ScriptedApi api = new ScriptedApi();
    final Database database = new Database(TestDatabase.create());
    final Vertx vertx = Vertx.vertx();
    final Readers readers;
    final Ingest ingest;
    final Syncs syncs;
    final SyncTargets targets;
    final List<SyncRun> told = new CopyOnWriteArrayList<>();
    final List<Sheet> sheets = new CopyOnWriteArrayList<>();
    Consumer<Sheet> beforeStoring = _ -> {};
    private final List<Reconciler> reconcilers = new ArrayList<>();

    Bed() {
        this(true);
    }

    /// @param unlinkedToo whether pull requests count whose author is linked to nobody
    Bed(boolean unlinkedToo) {
        database.migrate();
        readers = database.readers(vertx);
        ingest =
                new Ingest(
                        vertx, database, clock, _ -> "any", unlinkedToo, Terms.DEFAULT, () -> {});
        syncs = new Syncs(readers);
        targets = new SyncTargets(readers);
        api.repository(WEB, "acme/web", NOON);
    }

    /// One more process on the database.
    Reconciler reconciler() {
        var reconciler =
                new Reconciler(
                        vertx,
                        database,
                        readers,
                        this::store,
                        new Timetable(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                        clock,
                        clock,
                        told::add,
                        Tracing.OFF);
        reconciler.join(new Source(ScriptedApi.CONNECTION, api, _ -> true));
        reconcilers.add(reconciler);
        return reconciler;
    }

    private Stored store(Sheet sheet, @Nullable Stored before) {
        beforeStoring.accept(sheet);
        sheets.add(sheet);
        return ingest.begin(sheet, before);
    }

    void webhook(Change change) {
        ingest.submit(
                        new Arrival(
                                ScriptedApi.CONNECTION,
                                null,
                                null,
                                null,
                                clock.instant(),
                                Arrival.news(change)))
                .await();
    }

    /// Some pull requests that changed within the last hours.
    void pullRequests(int count) {
        for (var number = 1; number <= count; number++) {
            api.pullRequest(WEB, number, NOON.minusSeconds(3600L * number));
        }
    }

    /// Asks for a run and works on it until it may not go on.
    SyncRun sync(Reconciler reconciler, SyncReason reason) {
        var id = reconciler.request(ScriptedApi.CONNECTION, "acme/web", null, reason).getFirst();
        reconciler.workOnce(ScriptedApi.CONNECTION);
        return syncs.run(id).await().orElseThrow();
    }

    SyncRun sync(Reconciler reconciler) {
        return sync(reconciler, SyncReason.DEMAND);
    }

    @Nullable Instant watermark() {
        return targets.target(ScriptedApi.CONNECTION, WEB, "pull_requests").watermark();
    }

    List<String> flaws() {
        return targets.flaws(ScriptedApi.CONNECTION, WEB).stream().map(SyncFlaw::item).toList();
    }

    List<String> log(SyncRun run) {
        return syncs.log(run.id(), 0, 1_000).await().stream().map(line -> line.text()).toList();
    }

    List<SyncRun> runs() {
        return syncs.history(null, null, null, 100).await();
    }

    @Override
    public void close() {
        reconcilers.forEach(Reconciler::close);
        ingest.close();
        readers.close().await();
        vertx.close().await();
    }
}
