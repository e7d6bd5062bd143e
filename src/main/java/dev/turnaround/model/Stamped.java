package dev.turnaround.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A value of an attribute, with the moment for which it is told. Last writer wins; on equal times
/// the greater value wins, so that arrival never decides.
///
/// @param value what was told
/// @param at the `updated_at` of the snapshot that told it
public record Stamped<T extends Comparable<T>>(T value, Instant at) {

    /// Whether two tellings say the same, whenever they were told.
    public static <T extends Comparable<T>> boolean same(
            @Nullable Stamped<T> one, @Nullable Stamped<T> other) {
        return Objects.equals(
                one == null ? null : one.value(), other == null ? null : other.value());
    }

    /// The one of two tellings that stands; an absent one never overwrites.
    public static <T extends Comparable<T>> @Nullable Stamped<T> merge(
            @Nullable Stamped<T> one, @Nullable Stamped<T> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        var order = one.at.compareTo(other.at);
        if (order == 0) {
            order = one.value.compareTo(other.value);
        }
        return order >= 0 ? one : other;
    }
}
