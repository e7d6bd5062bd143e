package dev.turnaround.trace;

/// Which side of a call a span is.
///
/// <https://opentelemetry.io/docs/specs/otel/trace/api/#spankind>
public enum Kind {
    /// Answers somebody outside.
    SERVER,
    /// Asks somebody outside, and waits.
    CLIENT,
    /// Leaves something for somebody to take up later.
    PRODUCER,
    /// Takes up what was left.
    CONSUMER,
    /// Happens in here.
    INTERNAL
}
