package dev.turnaround.model.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalTest {
    /// Times in minutes; what is pending has a plus, as in the literature.
    ///
    /// The two arms of the leukaemia trial of Freireich et al. (1963), in weeks, are the example of
    /// most textbooks; their medians are 23 and 8.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "none",
            textBlock =
                    """
                    '', none
                    5, 5
                    5+, none
                    1 2, 1
                    1 2 3, 2
                    1 2 3 4, 2
                    1 2 3+ 4+, 2
                    1 2+ 3+ 4+, none
                    1+ 2 3, 2
                    1+ 2+ 3+ 4, 4
                    2 2+ 2+ 2+, none
                    2 2 2+ 2+, 2
                    3 3 3 3, 3
                    1 1+ 2 2+ 3 3+, 3
                    10 20+ 30 40+ 50 60, 50
                    0 0 9, 0
                    6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+, 23
                    1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23, 8
                    """)
    void the_median_is_where_half_are_over(String times, Long median) {
        var expected = median == null ? null : Duration.ofMinutes(median);
        assertThat(Survival.median(minutes(times, false), minutes(times, true)))
                .isEqualTo(expected);
    }

    private static List<Duration> minutes(String times, boolean pending) {
        return Arrays.stream(times.split(" "))
                .filter(one -> !one.isEmpty() && one.endsWith("+") == pending)
                .map(one -> Duration.ofMinutes(Long.parseLong(one.replace("+", ""))))
                .toList();
    }
}
