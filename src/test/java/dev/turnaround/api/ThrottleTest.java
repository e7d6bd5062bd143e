package dev.turnaround.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final String GUESSER = "192.0.2.7";
    private static final byte[] GUESS = Tokens.hash("a guess");
    private static final byte[] RIGHT = Tokens.hash("the right one");

    private final HandClock clock = new HandClock();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void a_few_wrong_ones_cost_nothing() {
        for (var i = 0; i < Throttle.FREE - 1; i++) {
            throttle.failed(GUESSER);
        }

        assertThat(throttle.pause(GUESSER, GUESS)).isNull();
    }

    @Test
    void then_each_costs_twice_as_long_up_to_a_quarter_of_an_hour() {
        for (var i = 0; i < Throttle.FREE; i++) {
            throttle.failed(GUESSER);
        }
        var pause = Duration.ofSeconds(1);
        for (var i = 0; i < 30; i++) {
            assertThat(throttle.pause(GUESSER, GUESS)).isEqualTo(pause);
            clock.pass(pause);
            assertThat(throttle.pause(GUESSER, GUESS)).isNull();
            throttle.failed(GUESSER);
            pause = min(pause.multipliedBy(2), Duration.ofMinutes(15));
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Test
    void another_address_does_not_wait_for_it() {
        fail(GUESSER, 50);

        assertThat(throttle.pause("192.0.2.8", GUESS)).isNull();
    }

    @Test
    void addresses_of_one_ipv6_network_are_one() {
        fail("2001:db8:1:2:aaaa:bbbb:cccc:dddd", 50);

        assertThat(throttle.pause("2001:db8:1:2:1:2:3:4", GUESS)).isNotNull();
        assertThat(throttle.pause("2001:db8:1:3:1:2:3:4", GUESS)).isNull();
    }

    @Test
    void an_hour_of_quiet_makes_up_for_it() {
        fail(GUESSER, 50);
        clock.pass(Duration.ofMinutes(61));
        throttle.failed(GUESSER);

        assertThat(throttle.pause(GUESSER, GUESS)).isNull();
    }

    @Test
    void a_right_token_does_not_make_up_for_it_but_goes_on_working() {
        throttle.succeeded(RIGHT);
        fail(GUESSER, 50);

        assertThat(throttle.pause(GUESSER, RIGHT)).isNull();
        assertThat(throttle.pause(GUESSER, GUESS)).isNotNull();
    }

    @Test
    void who_guesses_from_many_addresses_makes_all_wait_who_were_not_right_lately() {
        throttle.succeeded(RIGHT);
        for (var i = 0; i < Throttle.OVERALL; i++) {
            throttle.failed("10.0." + i / 250 + "." + i % 250);
        }

        var pause = Objects.requireNonNull(throttle.pause("192.0.2.8", GUESS));
        assertThat(pause).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(throttle.pause("192.0.2.8", RIGHT)).isNull();
        clock.pass(pause);
        assertThat(throttle.pause("192.0.2.8", GUESS)).isNull();
    }

    @Test
    void memory_is_bounded_whatever_comes() {
        for (var i = 0; i < 100_000; i++) {
            throttle.failed("10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256);
            throttle.succeeded(Tokens.hash("token " + i));
        }

        assertThat(throttle.size()).isEqualTo(11_000);
    }

    private void fail(String address, int times) {
        for (var i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }
}
