package dev.turnaround.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void ten_seconds_worth_go_through_at_once_and_then_as_many_as_the_rate_says() {
        var limit = new RateLimit(5, clock);

        assertThat(through(limit, "a", 1_000)).isEqualTo(50);
        now = now.plusSeconds(4);
        assertThat(through(limit, "a", 1_000)).isEqualTo(20);
        now = now.plus(Duration.ofDays(1));
        assertThat(through(limit, "a", 1_000)).isEqualTo(50);
    }

    @Test
    void who_waits_as_long_as_told_goes_through() {
        var limit = new RateLimit(5, clock);
        through(limit, "a", 50);

        var wait = limit.pause("a");

        assertThat(wait).isEqualTo(Duration.ofMillis(200));
        now = now.plus(wait);
        assertThat(limit.pause("a")).isNull();
        assertThat(limit.pause("a")).isNotNull();
    }

    @Test
    void one_does_not_count_for_another() {
        var limit = new RateLimit(1, clock);
        through(limit, "a", 100);

        assertThat(through(limit, "b", 100)).isEqualTo(10);
    }

    @Test
    void a_clock_that_is_set_back_shuts_nobody_out() {
        var limit = new RateLimit(5, clock);
        through(limit, "a", 100);
        now = now.minus(Duration.ofHours(1));

        assertThat(limit.pause("a")).isLessThanOrEqualTo(Duration.ofMillis(200));
        now = now.plusSeconds(1);
        assertThat(through(limit, "a", 100)).isEqualTo(5);
    }

    @Test
    void with_no_rate_any_number_goes_through() {
        assertThat(through(new RateLimit(0, clock), "a", 100_000)).isEqualTo(100_000);
    }

    @Test
    void many_keys_do_not_fill_the_memory() {
        var limit = new RateLimit(1, clock);
        IntStream.range(0, RateLimit.KEYS_MAX + 1_000)
                .forEach(one -> limit.pause(Integer.toString(one)));

        assertThat(limit.size()).isEqualTo(RateLimit.KEYS_MAX);
    }

    private static long through(RateLimit limit, String key, int tries) {
        return IntStream.range(0, tries).filter(_ -> limit.pause(key) == null).count();
    }
}
