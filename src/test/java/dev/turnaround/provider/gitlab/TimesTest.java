package dev.turnaround.provider.gitlab;

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
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    @ParameterizedTest
    @CsvSource({
        "2013-12-03 17:23:34 UTC, 2013-12-03T17:23:34Z",
        "2026-01-31 19:29:18 +0100, 2026-01-31T18:29:18Z",
        "2026-01-31 19:29:18 -0330, 2026-01-31T22:59:18Z",
        "2013-12-03T17:23:34Z, 2013-12-03T17:23:34Z",
        "2013-12-03T17:15:43.123Z, 2013-12-03T17:15:43.123Z",
        "2014-04-03T04:25:05.987+04:00, 2014-04-03T00:25:05.987Z",
        "2026-01-31T20:12:43+01:00, 2026-01-31T19:12:43Z",
        "2012-01-03T23:36:29-08:00, 2012-01-04T07:36:29Z",
        "2014-08-18 18:45:16Z, 2014-08-18T18:45:16Z",
        "2015-04-08T21: 00:25-07:00, 2015-04-09T04:00:25Z",
        "2015-04-08T21:00:25 GMT, 2015-04-08T21:00:25Z",
        "2025-06-30, 2025-06-30T00:00:00Z",
        "2025-06-30 12:00:00, 2025-06-30T12:00:00Z",
        // What PostgreSQL cannot keep is cut, never rounded into another second.
        "2026-03-09T09:15:04.999999999Z, 2026-03-09T09:15:04.999999Z",
    })
    void every_shape_can_be_read(String text, Instant time) {
        assertThat(Times.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1773047704",
                "2026-02-30 10:00:00 UTC",
                "2026-03-09 25:00:00 UTC",
                "2026-03-09 10:61:00 UTC",
                "2026-03-09 10:00:00 +1900",
                "2026-03-09 10:00:00 CET",
                "2026-03-09 10:00 UTC",
                "1969-12-31 23:59:59 UTC",
                "10000-01-01 00:00:00 UTC",
                "2026-03-09 10:00:00 UTC and more",
                "2026-03-09T10:00:00.1234567890Z",
            })
    void what_cannot_be_is_no_time(String text) {
        assertThat(Times.parse(text)).isNull();
    }

    @Property
    void a_time_in_any_zone_is_the_same_moment(
            @ForAll @LongRange(min = 0, max = LAST_SECOND - 100_000) long second,
            @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int minutes) {
        var time = Instant.ofEpochSecond(second);
        var text = LOCAL.format(time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)));

        assertThat(Times.parse(text)).isEqualTo(time);
    }

    @Property
    void no_text_makes_it_throw(@ForAll String text) {
        assertThat(Times.parse(text)).isNull();
    }
}
