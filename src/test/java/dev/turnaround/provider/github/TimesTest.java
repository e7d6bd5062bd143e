package dev.turnaround.provider.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class TimesTest {
    private static final long LAST_SECOND = 253_402_300_799L;

    @Property
    void a_moment_reads_as_it_is_written(@ForAll @LongRange(max = LAST_SECOND) long second) {
        var moment = Instant.ofEpochSecond(second);

        assertThat(Times.parse(moment.toString())).isEqualTo(moment);
    }

    @Property
    void any_text_can_be_read(@ForAll String text) {
        Times.parse(text);
    }

    @Property
    void any_digits_can_be_read(@ForAll @LongRange(max = 99_999_999_999_999L) long digits) {
        var text = "%014d".formatted(digits);
        var time =
                "%s-%s-%sT%s:%s:%sZ"
                        .formatted(
                                text.substring(0, 4),
                                text.substring(4, 6),
                                text.substring(6, 8),
                                text.substring(8, 10),
                                text.substring(10, 12),
                                text.substring(12));

        var parsed = Times.parse(time);

        if (parsed != null) {
            assertThat(parsed).hasToString(time);
        }
    }
}
