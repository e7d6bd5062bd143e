package dev.turnaround.provider.jira;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-09T14:45:04.123+0530, 2026-03-09T09:15:04.123Z",
        "2026-03-09T02:15:04.123-0700, 2026-03-09T09:15:04.123Z",
        "2026-03-09T09:15:04.123+0000, 2026-03-09T09:15:04.123Z",
        "2026-03-09T09:15:04.123Z, 2026-03-09T09:15:04.123Z",
        "2026-03-09T14:45:04+05:30, 2026-03-09T09:15:04Z",
        "2026-03-09T09:15:04+00, 2026-03-09T09:15:04Z",
    })
    void a_moment_may_be_written_in_any_zone(String text, Instant moment) {
        assertThat(Times.parse(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-03-09",
                "2026-03-09T09:15:04.123",
                "2026-13-09T09:15:04.123+0000",
                "1899-03-09T09:15:04.123+0000",
                "+12026-03-09T09:15:04.123+0000"
            })
    void what_is_no_moment_is_none(String text) {
        assertThat(Times.parse(text)).isNull();
    }

    @Property
    void any_text_and_any_number_can_be_read(@ForAll String text, @ForAll long number) {
        Times.parse(text);
        Times.ofMilliseconds(number);
    }
}
