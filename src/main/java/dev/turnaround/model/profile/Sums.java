package dev.turnaround.model.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one definition shows for many pull requests. Mutable; not for several threads at once.
public final class Sums {
    private static final int FEW = 5;

    private final List<@Nullable Duration> values = new ArrayList<>();

    /// Counts a pull request.
    ///
    /// @param value null when it has none
    public void add(@Nullable Duration value) {
        values.add(value);
    }

    /// How many have a value.
    public long count() {
        return values.stream().filter(Objects::nonNull).count();
    }

    /// Whether there are too few to put together.
    public boolean fewerThanFive() {
        return count() < FEW;
    }

    /// The one value for all; null when none is left.
    public @Nullable Duration by(Aggregation aggregation) {
        return aggregation.of(values);
    }
}
