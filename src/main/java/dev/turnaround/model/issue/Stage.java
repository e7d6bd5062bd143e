package dev.turnaround.model.issue;

import java.time.Duration;

/// What all stays of one issue in one status come to.
///
/// @param status the status, as it was last called
/// @param stays how often the issue was there
/// @param sum all stays together; the sums of all stages add up to the age of the issue
/// @param span from the first time in to the last time out, with what came between
/// @param current whether it is there now
public record Stage(Status status, int stays, Duration sum, Duration span, boolean current) {}
