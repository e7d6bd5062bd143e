package dev.turnaround.trace;

import org.jspecify.annotations.Nullable;

/// Nothing is traced.
final class NoTracing implements Tracing {
    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public Span request(String name, @Nullable String parent) {
        return Span.NONE;
    }

    @Override
    public Span resume(Kind kind, String name, @Nullable String parent) {
        return Span.NONE;
    }

    @Override
    public Span begin(String name) {
        return Span.NONE;
    }

    @Override
    public void close() {}
}
