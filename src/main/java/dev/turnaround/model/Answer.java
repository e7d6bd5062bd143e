package dev.turnaround.model;

import java.time.Instant;

/// A request for a review, and the next response of whoever was asked.
///
/// @param asked the person or team, by [Reviewer#key]
/// @param by who answered, by the same kind of key: the person asked, or somebody of the team
/// @param from when it was asked
/// @param to when it was answered
/// @param estimated whether the moment of the answer is a proxy
public record Answer(String asked, String by, Instant from, Instant to, boolean estimated) {}
