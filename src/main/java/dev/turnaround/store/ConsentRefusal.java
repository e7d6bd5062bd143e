package dev.turnaround.store;

import java.time.Instant;

/// Why an attempt to let a connection in came to nothing.
///
/// @param code a stable word for programs
/// @param what what is the matter, in one sentence
/// @param advice what to do
public record ConsentRefusal(Instant at, String code, String what, String advice) {}
