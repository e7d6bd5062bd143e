package dev.turnaround.model.due;

import java.time.Instant;

/// A target that is or will be missed unless its clock stops before.
///
/// @param at when the pull request is late
public record Due(Target target, Instant at) {}
