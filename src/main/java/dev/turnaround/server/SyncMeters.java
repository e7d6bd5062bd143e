package dev.turnaround.server;

import dev.turnaround.store.DeliveryTimes;
import dev.turnaround.store.Readers;
import dev.turnaround.store.SyncFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What is measured of reconciliation.
///
/// Series are bounded: states and reasons are words of ours, connections are those of the settings,
/// and of repositories only those with the most facts have one.
final class SyncMeters {
    private static final int REPOSITORIES_MAX = 100;
    private static final Duration REFRESH = Duration.ofSeconds(10);

    /// Completeness reads every fact there is, so it may take a twentieth of the time and no more.
    private static final Duration COMPLETENESS_REFRESH = Duration.ofMinutes(1);

    private static final int COMPLETENESS_REST = 20;

    private final Vertx vertx;
    private final SyncFigures figures;
    private final DeliveryTimes deliveryTimes;
    private final Supplier<Collection<String>> connections;
    private final InstantSource clock;
    private final MultiGauge runs;
    private final MultiGauge waiting;
    private final MultiGauge age;
    private final MultiGauge succeeded;
    private final MultiGauge items;
    private final MultiGauge gaps;
    private final MultiGauge completeness;

    private SyncMeters(
            Vertx vertx,
            Readers readers,
            Supplier<Collection<String>> connections,
            MeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.figures = new SyncFigures(readers);
        this.deliveryTimes = new DeliveryTimes(readers);
        this.connections = connections;
        this.clock = clock;
        this.runs =
                MultiGauge.builder("turnaround.syncs")
                        .description("Syncs by how they stand and why they were asked for")
                        .register(registry);
        this.waiting =
                MultiGauge.builder("turnaround.syncs.waiting")
                        .description("Syncs whose next call waits for the provider")
                        .register(registry);
        this.age =
                MultiGauge.builder("turnaround.sync.age.seconds")
                        .description("Since a sync of the connection last succeeded")
                        .register(registry);
        this.succeeded =
                MultiGauge.builder("turnaround.sync.last.success.timestamp.seconds")
                        .description("When a sync of the connection last succeeded")
                        .register(registry);
        this.items =
                MultiGauge.builder("turnaround.sync.items")
                        .description("What became of what the syncs read that are kept")
                        .register(registry);
        this.gaps =
                MultiGauge.builder("turnaround.gaps")
                        .description("Repositories about which webhooks may be missing")
                        .register(registry);
        this.completeness =
                MultiGauge.builder("turnaround.completeness")
                        .description(
                                "Part of a repository's facts that webhooks told, of those with the most facts")
                        .register(registry);
    }

    /// Begins to measure.
    ///
    /// @param connections with credentials for the API
    static void watch(
            Vertx vertx,
            Readers readers,
            Supplier<Collection<String>> connections,
            MeterRegistry registry,
            InstantSource clock) {
        var meters = new SyncMeters(vertx, readers, connections, registry, clock);
        meters.refresh();
        meters.refreshCompleteness();
    }

    private void refresh() {
        var counted = figures.counts().onSuccess(this::show);
        var aged = figures.lastGood().onSuccess(this::show);
        var read = figures.items().onSuccess(this::showItems);
        var followed =
                deliveryTimes.follow().eventually(() -> figures.gaps().onSuccess(this::showGaps));
        counted.eventually(() -> aged)
                .eventually(() -> read)
                .eventually(() -> followed)
                .onComplete(_ -> vertx.setTimer(REFRESH.toMillis(), _ -> refresh()));
    }

    private void show(List<SyncFigures.Count> counts) {
        runs.register(
                counts.stream()
                        .map(one ->
                                MultiGauge.Row.of(
                                        Tags.of("state", one.state(), "reason", one.reason()),
                                        one.runs()))
                        .toList(),
                true);
        waiting.register(
                List.of(
                        MultiGauge.Row.of(
                                Tags.empty(),
                                counts.stream()
                                        .filter(one -> one.state().equals("waiting"))
                                        .mapToLong(SyncFigures.Count::runs)
                                        .sum())),
                true);
    }

    private void showGaps(List<SyncFigures.Gaps> found) {
        gaps.register(
                found.stream()
                        .map(one ->
                                MultiGauge.Row.of(
                                        Tags.of(
                                                "connection",
                                                one.connection(),
                                                "reason",
                                                one.reason(),
                                                "state",
                                                one.confirmed() ? "confirmed" : "suspected"),
                                        one.repositories()))
                        .toList(),
                true);
    }

    private void showItems(Map<String, Long> byResult) {
        items.register(
                byResult.entrySet().stream()
                        .map(one ->
                                MultiGauge.Row.of(Tags.of("result", one.getKey()), one.getValue()))
                        .toList(),
                true);
    }

    private void show(Map<String, Instant> lastGood) {
        var now = clock.instant();
        succeeded.register(
                lastGood.entrySet().stream()
                        .map(one ->
                                MultiGauge.Row.of(
                                        Tags.of("connection", one.getKey()),
                                        one.getValue().getEpochSecond()))
                        .toList(),
                true);
        age.register(
                connections.get().stream()
                        .filter(lastGood::containsKey)
                        .map(connection ->
                                MultiGauge.Row.of(
                                        Tags.of("connection", connection),
                                        Duration.between(
                                                        lastGood.getOrDefault(connection, now), now)
                                                .toSeconds()))
                        .toList(),
                true);
    }

    private void refreshCompleteness() {
        var began = System.nanoTime();
        figures.completeness(REPOSITORIES_MAX)
                .onSuccess(found ->
                        completeness.register(
                                found.stream()
                                        .map(one ->
                                                MultiGauge.Row.of(
                                                        Tags.of(
                                                                "connection",
                                                                one.connection(),
                                                                "repository",
                                                                one.repository()),
                                                        one.part()))
                                        .toList(),
                                true))
                .onComplete(_ -> {
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    var rest = took.multipliedBy(COMPLETENESS_REST);
                    var pause =
                            rest.compareTo(COMPLETENESS_REFRESH) > 0 ? rest : COMPLETENESS_REFRESH;
                    vertx.setTimer(pause.toMillis(), _ -> refreshCompleteness());
                });
    }
}
