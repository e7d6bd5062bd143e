package dev.turnaround.trace.otel;

import dev.turnaround.trace.Attribute;
import dev.turnaround.trace.Current;
import dev.turnaround.trace.Kind;
import dev.turnaround.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A span of the SDK. One that is not shown has no parts; it only keeps the trace together.
final class SdkSpan implements Span {
    private final Tracer tracer;
    private final io.opentelemetry.api.trace.Span span;

    private SdkSpan(Tracer tracer, io.opentelemetry.api.trace.Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    static Span begin(Tracer tracer, SpanKind kind, String name, Context parent) {
        return begin(tracer, builder(tracer, kind, name, parent));
    }

    private static Span begin(Tracer tracer, SpanBuilder builder) {
        return new SdkSpan(tracer, builder.startSpan());
    }

    private static SpanBuilder builder(Tracer tracer, SpanKind kind, String name, Context parent) {
        return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent);
    }

    private Context here() {
        return Context.root().with(span);
    }

    @Override
    public Span child(Kind kind, String name) {
        return isShown() ? begin(tracer, kind(kind), name, here()) : this;
    }

    @Override
    public Span child(Kind kind, String name, Span other) {
        if (!isShown()) {
            return this;
        }
        var builder = builder(tracer, kind(kind), name, here());
        link(builder, other);
        return begin(tracer, builder);
    }

    @Override
    public Span joint(Kind kind, String name, List<Span> causes) {
        var builder = builder(tracer, kind(kind), name, Context.root());
        causes.forEach(cause -> link(builder, cause));
        return begin(tracer, builder);
    }

    private static void link(SpanBuilder builder, Span other) {
        if (other instanceof SdkSpan linked && linked.isShown()) {
            builder.addLink(linked.span.getSpanContext());
        }
    }

    @Override
    public Span set(Attribute attribute, @Nullable String value) {
        if (value != null) {
            span.setAttribute(attribute.word(), value);
        }
        return this;
    }

    @Override
    public Span set(Attribute attribute, long value) {
        span.setAttribute(attribute.word(), value);
        return this;
    }

    @Override
    public Span fail(String type) {
        span.setStatus(StatusCode.ERROR);
        return set(Attribute.ERROR, type);
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public boolean isShown() {
        return span.getSpanContext().isSampled();
    }

    @Override
    public String trace() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public String parent() {
        return TraceParent.of(span.getSpanContext());
    }

    @Override
    public void run(Runnable work) {
        Current.run(this, work);
    }

    static SpanKind kind(Kind kind) {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }
}
