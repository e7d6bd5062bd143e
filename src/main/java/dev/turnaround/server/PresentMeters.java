package dev.turnaround.server;

import dev.turnaround.store.PresentFigures;
import dev.turnaround.store.Readers;
import dev.turnaround.store.StopsTold;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// How things stand by the database, which is the same whichever process is asked: of several, one
/// is to be looked at, not their sum.
///
/// Series are bounded: phases and states are words of ours, connections are those of the settings,
/// and repositories can be left out.
final class PresentMeters {
    private static final Duration REFRESH = Duration.ofSeconds(15);
    private static final long PATIENCE_SECONDS = 8;

    private final Vertx vertx;
    private final PresentFigures figures;
    private final StopsTold stops;
    private final StopHistograms histograms;
    private final InstantSource clock;
    private final MultiGauge oldest;
    private final MultiGauge lastDelivery;
    private final MultiGauge usualDeliveries;
    private final MultiGauge hooks;
    private volatile int up = 1;

    private PresentMeters(
            Vertx vertx,
            Readers readers,
            StopHistograms histograms,
            PrometheusMeterRegistry registry,
            InstantSource clock) {
        this.vertx = vertx;
        this.figures = new PresentFigures(readers);
        this.stops = new StopsTold(readers);
        this.histograms = histograms;
        this.clock = clock;
        this.oldest =
                MultiGauge.builder("turnaround.oldest.wait.seconds")
                        .description(
                                "How long the open pull request that waits longest has been in its phase")
                        .register(registry);
        this.lastDelivery =
                MultiGauge.builder("turnaround.last.delivery.timestamp.seconds")
                        .description("When the last webhook about a repository came")
                        .register(registry);
        this.usualDeliveries =
                MultiGauge.builder("turnaround.usual.deliveries")
                        .description(
                                "Webhooks in this hour of the week, on average of the three weeks before")
                        .register(registry);
        this.hooks =
                MultiGauge.builder("turnaround.installed.webhooks")
                        .description("Webhooks that were installed at providers, as seen there")
                        .register(registry);
        Gauge.builder("turnaround.database.up", () -> up)
                .description("Whether the database answered this process last")
                .register(registry);
        registry.getPrometheusRegistry().register(histograms);
    }

    /// Begins to measure.
    static void watch(
            Vertx vertx,
            Readers readers,
            StopHistograms histograms,
            PrometheusMeterRegistry registry,
            InstantSource clock) {
        new PresentMeters(vertx, readers, histograms, registry, clock).refresh();
    }

    private void refresh() {
        var now = clock.instant();
        Future.join(
                        figures.oldest()
                                .onSuccess(found -> show(oldest, "phase", found, since(now))),
                        figures.lastDeliveries()
                                .onSuccess(found ->
                                        show(
                                                lastDelivery,
                                                "connection",
                                                found,
                                                Instant::getEpochSecond)),
                        figures.usualDeliveries(now.truncatedTo(ChronoUnit.HOURS))
                                .onSuccess(found ->
                                        show(usualDeliveries, "connection", found, often -> often)),
                        figures.hooks().onSuccess(this::show),
                        stops.tell().onSuccess(histograms::show))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> {
                    up = done.succeeded() ? 1 : 0;
                    vertx.setTimer(REFRESH.toMillis(), _ -> refresh());
                });
    }

    private static Function<Instant, Number> since(Instant now) {
        return then -> Math.max(0, Duration.between(then, now).toSeconds());
    }

    private static <T> void show(
            MultiGauge gauge, String label, Map<String, T> found, Function<T, Number> value) {
        gauge.register(
                found.entrySet().stream()
                        .map(one ->
                                MultiGauge.Row.of(
                                        Tags.of(label, one.getKey()), value.apply(one.getValue())))
                        .toList(),
                true);
    }

    private void show(List<PresentFigures.Hooks> found) {
        hooks.register(
                found.stream()
                        .map(one ->
                                MultiGauge.Row.of(
                                        Tags.of(
                                                "connection",
                                                one.connection(),
                                                "state",
                                                one.state()),
                                        one.count()))
                        .toList(),
                true);
    }
}
