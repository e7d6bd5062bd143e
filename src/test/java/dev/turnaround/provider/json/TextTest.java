package dev.turnaround.provider.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextTest {

    @Property
    void any_text_can_be_stored(
            @ForAll
                    @Chars({'a', 'é', '\u0000', '\ud83d', '\ude00', '\uffff'})
                    @StringLength(max = 1_010)
                    String text) {
        var clean = Text.clean(text);

        assertThat(clean).hasSizeLessThanOrEqualTo(1_000).doesNotContain("\u0000");
        assertThat(new String(clean.getBytes(UTF_8), UTF_8)).isEqualTo(clean);
    }

    @Property
    void a_short_text_that_can_be_stored_stays(@ForAll Random random) {
        var text =
                random.ints(500, 1, 0x10FFFF)
                        .filter(point -> point < 0xD800 || point > 0xDFFF)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();

        assertThat(Text.clean(text)).isEqualTo(text);
    }

    @Test
    void a_long_text_is_not_cut_through_a_character() {
        assertThat(Text.clean("x".repeat(999) + "\ud83d\ude00")).isEqualTo("x".repeat(999));
        assertThat(Text.clean("x".repeat(998) + "\ud83d\ude00y"))
                .isEqualTo("x".repeat(998) + "\ud83d\ude00");
    }

    @Test
    void what_cannot_be_stored_is_replaced() {
        assertThat(Text.clean("a\u0000b\ud83dc\ude00")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
    }
}
