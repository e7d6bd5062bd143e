package dev.turnaround.trace;

import org.jspecify.annotations.Nullable;

/// Where traces begin.
public interface Tracing extends AutoCloseable {
    /// Nothing is traced.
    Tracing OFF = new NoTracing();

    /// Whether anything is.
    boolean isOn();

    /// Begins the span of a request from outside.
    ///
    /// @param parent the sender's `traceparent`, of whose trace it is then; null, or anything, for
    ///   a trace of its own
    Span request(String name, @Nullable String parent);

    /// Goes on with what a process of ours began.
    ///
    /// @param parent as [Span#parent] gave it; without one it is [Span#NONE]
    Span resume(Kind kind, String name, @Nullable String parent);

    /// Begins a trace.
    Span begin(String name);

    /// Sends what has not been sent yet, for some seconds at most.
    @Override
    void close();
}
