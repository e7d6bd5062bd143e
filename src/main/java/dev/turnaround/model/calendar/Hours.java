package dev.turnaround.model.calendar;

import java.time.LocalTime;

/// Working hours within one day, by the wall clock.
///
/// @param from when they begin
/// @param to when they end, itself no longer in them; midnight is the end of the day
public record Hours(LocalTime from, LocalTime to) {
    private static final long DAY_NANOS = 24 * 3600 * 1_000_000_000L;

    /// The whole day.
    public static final Hours ALL_DAY = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /// @throws IllegalArgumentException when they do not end after they begin; a shift over
    ///   midnight is two, one on each day
    public Hours {
        if (!to.equals(LocalTime.MIDNIGHT) && !to.isAfter(from)) {
            throw new IllegalArgumentException(from + " is not before " + to);
        }
    }

    /// The end, in nanoseconds of the day.
    long endNanos() {
        return to.equals(LocalTime.MIDNIGHT) ? DAY_NANOS : to.toNanoOfDay();
    }

    /// How many nanoseconds of them lie before a moment of the day, given in nanoseconds.
    long nanosBefore(long moment) {
        return Math.max(0, Math.min(moment, endNanos()) - from.toNanoOfDay());
    }

    /// How long they are, in nanoseconds.
    long nanos() {
        return endNanos() - from.toNanoOfDay();
    }
}
