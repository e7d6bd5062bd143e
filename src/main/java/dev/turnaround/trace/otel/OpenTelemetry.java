package dev.turnaround.trace.otel;

import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import dev.turnaround.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends traces to a collector.
public final class OpenTelemetry implements Tracing {
    /// <https://opentelemetry.io/docs/specs/otlp/#otlphttp-request>
    private static final String PATH = "/v1/traces";

    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);
    private static final Duration SENT_EVERY = Duration.ofSeconds(1);

    /// Some seconds' worth at a thousand deliveries a second, and at most some ten megabytes.
    private static final int WAITING_MAX = 16_384;

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(3);

    /// The library complains to the JDK's log, of each batch; [Reports] says the same once. Kept,
    /// because nobody else keeps it.
    private static final Logger COMPLAINTS = Logger.getLogger("io.opentelemetry");

    private final SdkTracerProvider provider;
    private final Reports reports;
    private final Tracer tracer;

    private OpenTelemetry(SdkTracerProvider provider, Reports reports) {
        this.provider = provider;
        this.reports = reports;
        this.tracer = provider.get("dev.turnaround");
    }

    /// Begins to trace. Asks for nothing of the collector: one that is away is tried again.
    ///
    /// @param collector its address, below which is `/v1/traces`
    /// @param service the name under which this server is shown
    /// @param version of this server, or null
    /// @param sample which part of the traces is shown, 0 to 1
    public static OpenTelemetry open(
            URI collector, String service, @Nullable String version, double sample) {
        COMPLAINTS.setLevel(Level.OFF);
        var exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(collector + PATH)
                        .setTimeout(SENT_WITHIN)
                        .setConnectTimeout(SENT_WITHIN)
                        .build();
        var reports = new Reports(exporter, collector);
        var provider =
                SdkTracerProvider.builder()
                        .setResource(resource(service, version))
                        .setSampler(new Share(sample))
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(reports)
                                        .setMaxQueueSize(WAITING_MAX)
                                        .setScheduleDelay(SENT_EVERY)
                                        .setExporterTimeout(SENT_WITHIN)
                                        .build())
                        .build();
        return new OpenTelemetry(provider, reports);
    }

    /// <https://opentelemetry.io/docs/specs/semconv/resource/service/>
    private static Resource resource(String service, @Nullable String version) {
        var said = Attributes.builder();
        said.put(AttributeKey.stringKey("service.name"), service);
        said.put(AttributeKey.stringKey("service.instance.id"), UUID.randomUUID().toString());
        if (version != null) {
            said.put(AttributeKey.stringKey("service.version"), version);
        }
        return Resource.getDefault().merge(Resource.create(said.build()));
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Span request(String name, @Nullable String parent) {
        return SdkSpan.begin(tracer, SpanKind.SERVER, name, TraceParent.read(parent));
    }

    @Override
    public Span resume(Kind kind, String name, @Nullable String parent) {
        return parent == null
                ? Span.NONE
                : SdkSpan.begin(tracer, SdkSpan.kind(kind), name, TraceParent.read(parent));
    }

    @Override
    public Span begin(String name) {
        return SdkSpan.begin(tracer, SpanKind.INTERNAL, name, Context.root());
    }

    @Override
    public void close() {
        // Nobody is there to take it.
        var within = reports.isAway() ? Duration.ofMillis(500) : CLOSED_WITHIN;
        provider.shutdown().join(within.toMillis(), TimeUnit.MILLISECONDS);
    }
}
