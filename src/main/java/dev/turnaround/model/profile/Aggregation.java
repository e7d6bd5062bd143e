package dev.turnaround.model.profile;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a tool puts the values of many pull requests together.
public sealed interface Aggregation {

    /// What becomes of those without a value, and of those that took no time.
    enum Missing {
        /// Those without a value are left out.
        LEFT_OUT,
        /// Those without a value are taken to have taken no time.
        ZERO,
        /// Those without a value are left out, and with them those that took no time.
        LEFT_OUT_LIKE_ZERO
    }

    /// The mean.
    record Mean(Missing missing) implements Aggregation {}

    /// A percentile; between two values, in proportion, as most statistics programs do.
    ///
    /// @param percent above 0 and below 100
    record Percentile(int percent, Missing missing) implements Aggregation {}

    /// What becomes of those without a value.
    Missing missing();

    /// The one value for many.
    ///
    /// @param values one for each pull request; null for those without
    /// @return null when none is left
    default @Nullable Duration of(List<@Nullable Duration> values) {
        var counted = counted(values).sorted().toList();
        if (counted.isEmpty()) {
            return null;
        }
        return switch (this) {
            case Mean _ ->
                    counted.stream()
                            .reduce(Duration.ZERO, Duration::plus)
                            .dividedBy(counted.size());
            case Percentile(var percent, _) -> {
                var rank = (long) (counted.size() - 1) * percent;
                var below = counted.get((int) (rank / 100));
                var above = counted.get((int) ((rank + 99) / 100));
                yield below.plus(above.minus(below).multipliedBy(rank % 100).dividedBy(100));
            }
        };
    }

    private Stream<Duration> counted(List<@Nullable Duration> values) {
        return switch (missing()) {
            case LEFT_OUT -> values.stream().filter(Objects::nonNull);
            case ZERO -> values.stream().map(value -> value == null ? Duration.ZERO : value);
            case LEFT_OUT_LIKE_ZERO ->
                    values.stream().filter(value -> value != null && !value.isZero());
        };
    }
}
