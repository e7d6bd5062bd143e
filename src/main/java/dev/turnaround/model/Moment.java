package dev.turnaround.model;

import java.time.Instant;

/// A point in time that a clock hangs on.
///
/// @param at when
/// @param estimated whether the time is a proxy until a source tells it exactly
public record Moment(Instant at, boolean estimated) {}
