package dev.turnaround.trace.otel;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The header by which processes tell each other of which trace something is. What may come with
/// it, `tracestate`, is a stranger's text and is left alone.
final class TraceParent {
    private static final String NAME = "traceparent";

    private TraceParent() {}

    /// Its trace, or none where it is not as it should be.
    static Context read(@Nullable String header) {
        return header == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), header, Getter.ONLY);
    }

    /// The header of a span.
    static String of(SpanContext span) {
        return "00-"
                + span.getTraceId()
                + "-"
                + span.getSpanId()
                + "-"
                + (span.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault()).asHex();
    }

    private enum Getter implements TextMapGetter<String> {
        ONLY;

        @Override
        public Iterable<String> keys(String header) {
            return Set.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(NAME) ? header : null;
        }
    }
}
