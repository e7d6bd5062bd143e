package dev.turnaround.server;

import dev.turnaround.connection.Connections;
import dev.turnaround.ingest.Arrivals;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.log.Cluster;
import dev.turnaround.log.Log;
import dev.turnaround.receive.Belated;
import dev.turnaround.settings.Settings;
import dev.turnaround.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What stands between the door and `ingest`: nothing, or a log.
final class Between implements AutoCloseable {
    private final Ingest ingest;
    private final @Nullable Log log;

    private Between(Ingest ingest, @Nullable Log log) {
        this.ingest = ingest;
        this.log = log;
    }

    static Between of(
            Settings settings,
            Ingest ingest,
            Connections connections,
            MeterRegistry registry,
            InstantSource clock,
            Tracing tracing) {
        return switch (settings.ingest()) {
            case Settings.Ingest.Direct() -> new Between(ingest, null);
            case Settings.Ingest.Kafka kafka -> {
                var meters = new LogMeters(registry);
                var log =
                        Log.open(
                                cluster(kafka),
                                ingest,
                                new Belated(connections::door, clock),
                                meters,
                                tracing);
                meters.watch(log);
                yield new Between(ingest, log);
            }
        };
    }

    private static Cluster cluster(Settings.Ingest.Kafka kafka) {
        var security =
                kafka.properties().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        property -> property.getKey(),
                                        property -> property.getValue().reveal()));
        return new Cluster(kafka.servers(), kafka.topic(), kafka.group(), security);
    }

    /// Where the door hands over what it has read.
    Arrivals arrivals() {
        return log == null ? ingest : log;
    }

    /// Asks whether the log answers; null where there is none.
    @Nullable Supplier<Future<?>> reachable() {
        return log == null ? null : log::reachable;
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
