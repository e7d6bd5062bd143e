package dev.turnaround.model.measure;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Durations by [Buckets], with their exact sum. What was added can be subtracted, in any order,
/// and leaves no trace. Mutable; not for several threads at once.
public final class Histogram {
    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long count;
    private long seconds;

    /// Adds a duration so many times; negative takes it away.
    public void add(long ofSeconds, long times) {
        seconds += ofSeconds * times;
        put(Buckets.of(ofSeconds), times);
    }

    /// Adds to one bucket, without its seconds.
    public void put(int bucket, long times) {
        count += times;
        counts.merge(bucket, times, Histogram::sum);
    }

    /// Adds to the sum of seconds alone.
    public void addSeconds(long more) {
        seconds += more;
    }

    /// Adds all that another one holds.
    public void add(Histogram other) {
        seconds += other.seconds;
        count += other.count;
        other.counts.forEach((bucket, times) -> counts.merge(bucket, times, Histogram::sum));
    }

    private static @Nullable Long sum(long one, long other) {
        var sum = one + other;
        return sum == 0 ? null : sum;
    }

    /// How many durations.
    public long count() {
        return count;
    }

    /// Their sum in seconds, exact.
    public long seconds() {
        return seconds;
    }

    /// How many durations are in each bucket.
    public SortedMap<Integer, Long> counts() {
        return new TreeMap<>(counts);
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return counts.isEmpty() && seconds == 0;
    }

    /// The smallest duration, in seconds, that at least such a share of them does not exceed; null
    /// when there are none.
    ///
    /// @param share above 0 and up to 1
    public @Nullable Long quantile(double share) {
        var rank = (long) Math.ceil(share * count);
        for (var entry : counts.entrySet()) {
            rank -= entry.getValue();
            if (rank <= 0) {
                return Buckets.seconds(entry.getKey());
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Histogram that
                && seconds == that.seconds
                && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * counts.hashCode() + Long.hashCode(seconds);
    }

    @Override
    public String toString() {
        return count + " of " + seconds + " s " + counts;
    }
}
