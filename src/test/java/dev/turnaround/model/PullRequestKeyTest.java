package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The key as one word, and back.
class PullRequestKeyTest {

    @Property
    void what_an_id_wrote_it_reads(
            @ForAll @NotEmpty @AlphaChars @Chars('-') String connection,
            @ForAll @NotEmpty @AlphaChars @Chars({'{', '}', ':', '/'}) String repository,
            @ForAll @Positive long number) {
        var key = new PullRequestKey(connection, repository, number);
        assertThat(PullRequestKey.parse(key.id())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "acme:1",
                ":1:2",
                "acme::2",
                "acme:1:",
                "acme:1:two",
                "acme:1:0"
            })
    void what_is_no_id_is_refused(String text) {
        assertThatThrownBy(() -> PullRequestKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
