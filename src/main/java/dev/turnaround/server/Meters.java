package dev.turnaround.server;

import dev.turnaround.ingest.Ingest;
import dev.turnaround.receive.Counts;
import dev.turnaround.store.Reading;
import dev.turnaround.stream.Hub;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// What is measured, under the names that Prometheus sees. Base units are seconds; no label can
/// take more than a handful of values: neither people nor pull requests are labels.
final class Meters implements Counts {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final List<String> PHASES =
            List.of("draft", "awaiting_review", "awaiting_author", "awaiting_merge");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> deliveries = new ConcurrentHashMap<>();
    private final Map<String, Timer> processing = new ConcurrentHashMap<>();
    private final Map<String, Counter> limited =
            Map.of("address", newLimited("address"), "connection", newLimited("connection"));
    private volatile Map<String, Long> openByPhase = Map.of();

    Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        var version = Meters.class.getPackage().getImplementationVersion();
        Gauge.builder("turnaround.build.info", () -> 1)
                .description("The version that runs")
                .tag("version", version == null ? "development" : version)
                .register(registry);
    }

    private Counter newLimited(String limit) {
        return Counter.builder("turnaround.limited")
                .description("Webhooks that were answered 429, by the limit that they met")
                .tag("limit", limit)
                .register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /// Watches the parts that can tell how they are.
    void watch(Vertx vertx, Ingest ingest, Hub hub, Reading reading, InstantSource clock) {
        Gauge.builder("turnaround.ingest.queue.depth", ingest, Ingest::depth)
                .description("Deliveries that wait to be stored")
                .register(registry);
        Gauge.builder(
                        "turnaround.ingest.lag.seconds",
                        ingest,
                        one -> one.lag(clock.instant()).toNanos() / 1e9)
                .description("Age of the oldest delivery that waits to be stored")
                .register(registry);
        Gauge.builder("turnaround.stream.clients", hub, Hub::subscribers)
                .description("Open event streams")
                .register(registry);
        for (var phase : PHASES) {
            Gauge.builder(
                            "turnaround.open.pull.requests",
                            () -> openByPhase.getOrDefault(phase, 0L))
                    .description("Open pull requests by whose turn it is")
                    .tag("phase", phase)
                    .register(registry);
        }
        vertx.setPeriodic(
                0,
                REFRESH.toMillis(),
                _ -> reading.openByPhase().onSuccess(counts -> openByPhase = counts));
    }

    @Override
    public void limited(String limit) {
        Objects.requireNonNull(limited.get(limit), limit).increment();
    }

    @Override
    public void answered(String provider, String verdict, Duration took) {
        deliveries
                .computeIfAbsent(
                        provider + ":" + verdict,
                        _ ->
                                Counter.builder("turnaround.deliveries")
                                        .description("Webhooks by what became of them")
                                        .tag("provider", provider)
                                        .tag("verdict", verdict)
                                        .register(registry))
                .increment();
        processing
                .computeIfAbsent(
                        provider,
                        _ ->
                                Timer.builder("turnaround.delivery.processing")
                                        .description(
                                                "From the last byte of a webhook to its answer")
                                        .tag("provider", provider)
                                        .serviceLevelObjectives(
                                                Duration.ofMillis(1),
                                                Duration.ofMillis(2),
                                                Duration.ofMillis(5),
                                                Duration.ofMillis(10),
                                                Duration.ofMillis(25),
                                                Duration.ofMillis(50),
                                                Duration.ofMillis(100),
                                                Duration.ofMillis(500),
                                                Duration.ofSeconds(2),
                                                Duration.ofSeconds(10))
                                        .register(registry))
                .record(took);
    }
}
