package dev.turnaround.model.issue;

import org.jspecify.annotations.Nullable;

/// The greater of two tellings. The unknown is least: that makes a merge independent of arrival.
final class Greater {

    private Greater() {}

    static <T extends Comparable<T>> @Nullable T of(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
