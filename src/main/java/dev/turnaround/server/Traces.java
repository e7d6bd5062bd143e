package dev.turnaround.server;

import dev.turnaround.settings.Settings;
import dev.turnaround.trace.Tracing;
import dev.turnaround.trace.otel.OpenTelemetry;

/// Where traces go, as the settings say.
final class Traces {
    private Traces() {}

    static Tracing of(Settings.Tracing settings) {
        var collector = settings.otlp();
        return collector == null
                ? Tracing.OFF
                : OpenTelemetry.open(
                        collector,
                        settings.service(),
                        Traces.class.getPackage().getImplementationVersion(),
                        settings.sample());
    }
}
