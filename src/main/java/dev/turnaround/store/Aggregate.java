package dev.turnaround.store;

import dev.turnaround.model.measure.Metric;
import org.jspecify.annotations.Nullable;

/// What one metric comes to in one group and one interval.
///
/// @param group null where there is one for all
/// @param interval which of the query's, from 0
/// @param count how many clocks stopped in it
/// @param p50 in seconds, as the other percentiles: the smallest value that at least such a share
///   does not exceed; null when none stopped
/// @param mean exact, rounded to seconds; null when none stopped
/// @param pending how many were running at its end, or are now if that is to come
public record Aggregate(
        Metric metric,
        @Nullable Group group,
        int interval,
        long count,
        @Nullable Long p50,
        @Nullable Long p75,
        @Nullable Long p90,
        @Nullable Long mean,
        long pending) {

    /// Fewer than so many say little about a group, and much about each of them.
    public static final int FEW = 5;

    /// What a line is of.
    ///
    /// @param id of a person or team; of an account or repository as `connection:identity`
    /// @param name what people call it
    public record Group(String id, String name) {}

    /// Whether there are too few for percentiles.
    public boolean fewerThanFive() {
        return count < FEW;
    }
}
