package dev.turnaround.store;

import java.time.Instant;

/// A time in which deliveries could not be stored, for reconciliation to read again.
///
/// @param connection through which connection they came
/// @param from when the first was refused
/// @param to when the last was refused
/// @param deliveries how many
public record Refusal(String connection, Instant from, Instant to, long deliveries) {}
