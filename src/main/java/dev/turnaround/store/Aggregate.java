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
/// @param unreviewed for the time to the first review, how many were merged in it without one; null
///   for all other metrics
/// @param survivalMedian the median in seconds that counts what is pending for as long as it has
///   lasted; null when it is not asked for, or cannot be told yet
public record Aggregate(
        Metric metric,
        @Nullable Group group,
        int interval,
        long count,
        @Nullable Long p50,
        @Nullable Long p75,
        @Nullable Long p90,
        @Nullable Long mean,
        long pending,
        @Nullable Long unreviewed,
        @Nullable Long survivalMedian) {

    /// The same with a number of those that were merged without a review.
    Aggregate unreviewed(long many) {
        return new Aggregate(
                metric, group, interval, count, p50, p75, p90, mean, pending, many, survivalMedian);
    }

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
