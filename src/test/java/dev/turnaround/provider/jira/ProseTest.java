package dev.turnaround.provider.jira;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {

    /// `;` is a line break. What is left is compared word by word.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain words                        | plain words",
                "a {code}b{code} c                  | a c",
                "a {code:java.title=x}b;c{code} d   | a d",
                "a {noformat}b {code} c{noformat} d | a d",
                "a {code} never closed              | a",
                "a {codeless} b                     | a {codeless} b",
                "a {code b                          | a {code b",
                "see {{x.y()}} here                 | see here",
                "a {{b;c}} d                        | a {{b c}} d",
                "{quote}said{quote}                 | {quote}said{quote}",
                "{color:red}red{color}              | {color:red}red{color}",
            })
    void prose_is_what_is_left(String wiki, String prose) {
        assertThat(Prose.ofWiki(wiki.replace(';', '\n')).split("\\s+"))
                .filteredOn(word -> !word.isEmpty())
                .containsExactly(prose.split(" "));
    }

    @Test
    void a_hostile_text_takes_no_longer_than_a_moment() {
        var texts =
                List.of(
                        "{".repeat(1_000_000),
                        "{code:".repeat(150_000),
                        "{code}".repeat(150_000),
                        "{noformat:a}{code}".repeat(50_000));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> texts.forEach(Prose::ofWiki));
    }
}
