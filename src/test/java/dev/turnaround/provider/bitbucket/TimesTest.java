package dev.turnaround.provider.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final DateTimeFormatter DATA_CENTER =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

    @ParameterizedTest
    @CsvSource({
        "2026-03-09T09:15:04.128734+00:00, 2026-03-09T09:15:04.128734Z",
        "2026-03-09T09:15:04+00:00, 2026-03-09T09:15:04Z",
        "2026-03-09T10:15:04.1+01:00, 2026-03-09T09:15:04.100Z",
        "2026-03-09T10:15:04+0100, 2026-03-09T09:15:04Z",
        "2026-03-09T04:45:04-0430, 2026-03-09T09:15:04Z",
        "2026-03-09T09:15:04.128Z, 2026-03-09T09:15:04.128Z",
        "2026-03-09T09:15:04.128+0000, 2026-03-09T09:15:04.128Z",
        // What PostgreSQL cannot keep is cut, never rounded into another second.
        "2026-03-09T09:15:04.999999999Z, 2026-03-09T09:15:04.999999Z",
    })
    void both_editions_times_can_be_read(String text, Instant time) {
        assertThat(Times.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-09",
                "2026-03-09T09:15:04",
                "2026-02-30T09:15:04Z",
                "2026-03-09T24:15:04Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "2026-03-09T09:15:04+01:00+0100",
            })
    void what_is_no_time_is_none(String text) {
        assertThat(Times.parse(text)).isNull();
    }

    @Property
    void a_moment_reads_as_it_is_written(
            @ForAll @LongRange(max = LAST_SECOND) long second,
            @ForAll @IntRange(min = -18, max = 18) int hours) {
        var moment = Instant.ofEpochSecond(second);
        var there = moment.atOffset(ZoneOffset.ofHours(hours));

        assertThat(Times.parse(moment.toString())).isEqualTo(moment);
        if (there.getYear() >= 1970 && there.getYear() <= 9999) {
            assertThat(Times.parse(there.format(DATA_CENTER))).isEqualTo(moment);
        }
    }

    @Property
    void milliseconds_are_read_as_they_are_or_not_at_all(@ForAll long millis) {
        var time = Times.ofMillis(millis);

        if (time != null) {
            assertThat(time.toEpochMilli()).isEqualTo(millis);
        } else {
            assertThat(millis < 0 || millis > LAST_SECOND * 1000).isTrue();
        }
    }

    @Property
    void any_text_can_be_read(@ForAll String text) {
        Times.parse(text);
    }
}
