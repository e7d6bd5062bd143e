package dev.turnaround.server;

import dev.turnaround.log.Log;
import dev.turnaround.log.LogCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// What is measured of the log, where there is one.
final class LogMeters implements LogCounts {
    private final MeterRegistry registry;
    private final Counter written;
    private final Counter stored;
    private final Counter unwritten;
    private final Counter passedOver;
    private final Counter troubles;

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
        written = counter("turnaround.log.written", "Deliveries that the log has taken");
        stored = counter("turnaround.log.stored", "Entries of the log that are stored");
        unwritten =
                counter(
                        "turnaround.log.unwritten",
                        "Deliveries refused: the log did not take them");
        passedOver =
                counter("turnaround.log.passed.over", "Entries that cannot be read or recorded");
        troubles =
                counter(
                        "turnaround.log.troubles",
                        "Times the log could not be read or committed to");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /// Watches how far behind its reader is.
    void watch(Log log) {
        Gauge.builder("turnaround.log.lag", log, Log::lag)
                .description("Entries that this process is to store and has not yet")
                .register(registry);
    }

    @Override
    public void written() {
        written.increment();
    }

    @Override
    public void unwritten() {
        unwritten.increment();
    }

    @Override
    public void stored(int entries) {
        stored.increment(entries);
    }

    @Override
    public void passedOver() {
        passedOver.increment();
    }

    @Override
    public void troubled() {
        troubles.increment();
    }
}
