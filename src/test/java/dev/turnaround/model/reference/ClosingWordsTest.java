package dev.turnaround.model.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosingWordsTest {
    private static final List<String> WORDS = List.of("close", "closes", "fixes", "resolved");
    private static final ClosingWords EACH = ClosingWords.each(WORDS);
    private static final ClosingWords LISTS = ClosingWords.lists(WORDS);
    private static final String SITE = "https://git.example/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "Fixes #12                                       | #12",
                "fixes: #12, and closes acme/web#3               | #12 acme/web#3",
                "This CLOSES   gh-7.                             | #7",
                "resolved acme/group/web.js#9                    | acme/group/web.js#9",
                "Fixes https://git.example/acme/web/issues/12    | acme/web#12",
                "Fixes https://git.example/acme/web/issues/12.   | acme/web#12",
                "Fixes https://git.example/a/b/-/issues/12#note  | a/b#12",
                "Fixes https://git.example/a/b/-/work_items/12   | a/b#12",
                "Fixes https://other.example/acme/web/issues/12  | nothing",
                "Fixes https://git.example/acme/web/pull/12      | nothing",
                "see #12                                         | nothing",
                "prefixes #12                                    | nothing",
                "bug-fixes #12                                   | nothing",
                "fixes#12                                        | nothing",
                "fixes #0                                        | nothing",
                "fixes #12a                                      | nothing",
                "fixes the bug of #12                            | nothing",
                "Closes #4, #6 and #9                            | #4",
            })
    void a_closing_word_closes_what_stands_behind_it(String text, String expected) {
        assertThat(EACH.in(text, SITE))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void some_providers_close_the_whole_list() {
        assertThat(LISTS.in("Closes #4, #6 and acme/api#9, and #10. Not #11", SITE))
                .containsExactly("#4", "#6", "acme/api#9", "#10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "closes #1,#2                | #1 #2",
                "closes #1 #2                | #1 #2",
                "closes #1   ,   #2          | #1 #2",
                "closes #1 and   #2          | #1 #2",
                "closes #1  ,  and #2        | #1 #2",
                "closes #1,and #2            | #1",
                "closes #1 and#2             | #1",
                "closes #1 or #2             | #1",
                "closes #1,, #2              | #1",
            })
    void a_list_has_blanks_commas_and_the_word_and_between(String text, String expected) {
        assertThat(LISTS.in(text, SITE)).containsExactly(expected.split(" "));
    }

    @Test
    void without_a_site_addresses_close_nothing() {
        assertThat(EACH.in("Fixes https://git.example/acme/web/issues/12", null)).isEmpty();
    }

    @Test
    void a_hostile_text_takes_no_longer_than_a_moment() {
        var texts =
                List.of(
                        "fixes ".repeat(20_000),
                        "fixes #1 ".repeat(50_000),
                        "fixes " + "a/".repeat(50_000),
                        "fixes " + "a.".repeat(50_000) + "#",
                        "fixes https://git.example/" + "a/".repeat(50_000) + "issues/",
                        "closes #1" + ", ".repeat(50_000),
                        "closes #1" + " ".repeat(50_000) + "and",
                        "closes" + " ".repeat(50_000) + "and");
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> texts.forEach(text -> assertThat(LISTS.in(text, SITE)).hasSizeLessThan(2)));
    }
}
