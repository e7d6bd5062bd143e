package dev.turnaround.model.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Durations by [Buckets], with their exact sum. What was added can be subtracted, in any order,
/// and leaves no trace. Mutable; not for several threads at once.
public final class Histogram {
    private static final int[] NO_BUCKETS = {};
    private static final long[] NO_TIMES = {};
    private static final int ROOM_MIN = 8;

    // Side by side in order, only those that hold something: sums are read and written thousands
    // of times a second, and a tree of boxed numbers took most of that time.
    private int[] buckets = NO_BUCKETS;
    private long[] times = NO_TIMES;
    private int size;
    private long count;
    private long seconds;

    /// Told each bucket.
    @FunctionalInterface
    public interface BucketConsumer {
        /// @param times how many durations it holds; less than 0 where more was taken away than
        ///   added
        void accept(int bucket, long times);
    }

    /// Adds a duration so many times; negative takes it away.
    public void add(long ofSeconds, long times) {
        seconds += ofSeconds * times;
        put(Buckets.of(ofSeconds), times);
    }

    /// Adds to one bucket, without its seconds.
    public void put(int bucket, long more) {
        if (more == 0) {
            return;
        }
        count += more;
        var place = place(bucket);
        if (place < 0) {
            insert(-place - 1, bucket, more);
        } else if (times[place] + more == 0) {
            remove(place);
        } else {
            times[place] += more;
        }
    }

    // What comes in order, as from the database, is not searched for.
    private int place(int bucket) {
        return size == 0 || bucket > buckets[size - 1]
                ? -size - 1
                : Arrays.binarySearch(buckets, 0, size, bucket);
    }

    private void insert(int place, int bucket, long more) {
        if (size == buckets.length) {
            var room = Math.max(ROOM_MIN, 2 * size);
            buckets = Arrays.copyOf(buckets, room);
            times = Arrays.copyOf(times, room);
        }
        System.arraycopy(buckets, place, buckets, place + 1, size - place);
        System.arraycopy(times, place, times, place + 1, size - place);
        buckets[place] = bucket;
        times[place] = more;
        size++;
    }

    private void remove(int place) {
        size--;
        System.arraycopy(buckets, place + 1, buckets, place, size - place);
        System.arraycopy(times, place + 1, times, place, size - place);
    }

    /// Adds to the sum of seconds alone.
    public void addSeconds(long more) {
        seconds += more;
    }

    /// Adds all that another one holds.
    public void add(Histogram other) {
        seconds += other.seconds;
        if (size == 0) {
            buckets = Arrays.copyOf(other.buckets, other.size);
            times = Arrays.copyOf(other.times, other.size);
            size = other.size;
            count = other.count;
        } else {
            other.forEach(this::put);
        }
    }

    /// Tells each bucket that holds something, in order.
    public void forEach(BucketConsumer consumer) {
        for (var i = 0; i < size; i++) {
            consumer.accept(buckets[i], times[i]);
        }
    }

    /// How many buckets hold something.
    public int size() {
        return size;
    }

    /// How many durations.
    public long count() {
        return count;
    }

    /// Their sum in seconds, exact.
    public long seconds() {
        return seconds;
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return size == 0 && seconds == 0;
    }

    /// The smallest duration, in seconds, that at least such a share of them does not exceed; null
    /// when there are none.
    ///
    /// @param share above 0 and up to 1
    public @Nullable Long quantile(double share) {
        var rank = (long) Math.ceil(share * count);
        for (var i = 0; i < size; i++) {
            rank -= times[i];
            if (rank <= 0) {
                return Buckets.seconds(buckets[i]);
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Histogram that
                && seconds == that.seconds
                && Arrays.equals(buckets, 0, size, that.buckets, 0, that.size)
                && Arrays.equals(times, 0, size, that.times, 0, that.size);
    }

    @Override
    public int hashCode() {
        var hash = Long.hashCode(seconds);
        for (var i = 0; i < size; i++) {
            hash = 31 * (31 * hash + buckets[i]) + Long.hashCode(times[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(count + " of " + seconds + " s {");
        forEach((bucket, more) -> text.append(' ').append(bucket).append('=').append(more));
        return text.append(" }").toString();
    }
}
