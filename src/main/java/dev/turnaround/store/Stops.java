package dev.turnaround.store;

import java.util.List;

/// How many of one clock have stopped in one repository, ever: numbers that only grow.
///
/// @param repository its newest name
/// @param metric which clock
/// @param buckets how many showed no more than each of [StopsTold#BORDERS] and more than the one
///   before; the last one is of all that showed more
/// @param seconds what they showed together
public record Stops(
        String connection, String repository, String metric, List<Long> buckets, long seconds) {
    /// Copies the list.
    public Stops {
        buckets = List.copyOf(buckets);
    }
}
