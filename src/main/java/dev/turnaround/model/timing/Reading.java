package dev.turnaround.model.timing;

import java.time.Instant;

/// What a clock shows.
public sealed interface Reading {

    /// It has stopped.
    ///
    /// @param from when it began
    /// @param to when it stopped, not before it began
    /// @param early whether what stopped it came before it began, so that it is 0
    /// @param estimated whether one of the two moments is a proxy until a source tells it exactly
    record Stopped(Instant from, Instant to, boolean early, boolean estimated) implements Reading {}

    /// It runs.
    ///
    /// @param from when it began
    record Running(Instant from) implements Reading {}

    /// It shows nothing, and will not as things stand: it has not begun, or the pull request was
    /// merged or closed before it stopped. Where that is over, nothing is pending either.
    record Nothing() implements Reading {}
}
