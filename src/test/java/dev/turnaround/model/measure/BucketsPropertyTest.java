package dev.turnaround.model.measure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BucketsPropertyTest {
    private static final long TWENTY_YEARS = 20L * 366 * 86_400;

    @Property(tries = 20_000)
    void the_value_of_a_bucket_is_within_one_percent_of_every_duration_in_it(
            @ForAll @LongRange(min = 1, max = TWENTY_YEARS) long seconds) {
        assertThat(error(seconds)).isLessThanOrEqualTo(0.01);
    }

    @Example
    void so_it_is_for_each_second_of_the_first_twelve_hours() {
        for (var seconds = 1L; seconds <= 43_200; seconds++) {
            assertThat(error(seconds)).as("%d s", seconds).isLessThanOrEqualTo(0.01);
        }
    }

    @Example
    void no_time_at_all_has_a_bucket_of_its_own() {
        assertThat(Buckets.of(0)).isEqualTo(Buckets.ZERO);
        assertThat(Buckets.of(1)).isNotEqualTo(Buckets.ZERO);
        assertThat(Buckets.seconds(Buckets.ZERO)).isZero();
    }

    @Property
    void longer_durations_are_in_the_same_bucket_or_a_later_one(
            @ForAll @LongRange(max = TWENTY_YEARS) long one,
            @ForAll @LongRange(max = TWENTY_YEARS) long other) {
        assertThat(Integer.compare(Buckets.of(one), Buckets.of(other)))
                .isIn(0, Long.compare(one, other));
    }

    @Property
    void a_percentile_is_within_one_percent_of_the_exact_one(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(max = 3_000_000) Long> durations,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        var histogram = new Histogram();
        durations.forEach(one -> histogram.add(one, 1));
        var rank = (int) Math.ceil(percent / 100.0 * durations.size());
        var exact = durations.stream().sorted().toList().get(rank - 1);

        assertThat((double) requireNonNull(histogram.quantile(percent / 100.0)))
                .isBetween(exact * 0.99, exact * 1.01);
        assertThat(histogram.seconds()).isEqualTo(durations.stream().mapToLong(one -> one).sum());
    }

    private static double error(long seconds) {
        return Math.abs(Buckets.seconds(Buckets.of(seconds)) - seconds) / (double) seconds;
    }
}
