package dev.turnaround.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void a_secret_shows_three_characters_if_it_is_long_and_none_if_it_is_short() {
        assertThat(Secret.of("a-rather-long-one")).hasToString("…one");
        assertThat(Secret.of("short-one")).hasToString("…");
    }

    @Test
    void secrets_are_equal_by_value() {
        assertThat(Secret.of("ä")).isEqualTo(Secret.of("ä")).hasSameHashCodeAs(Secret.of("ä"));
        assertThat(Secret.of("ä")).isNotEqualTo(Secret.of("a"));
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
    }
}
