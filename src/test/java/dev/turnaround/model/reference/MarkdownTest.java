package dev.turnaround.model.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    /// `|` is a line break. What is left is compared word by word.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "plain words                       ; plain words",
                "see `code` here                   ; see here",
                "two `` ticks ` within `` end      ; two end",
                "a lone ` stays                    ; a lone ` stays",
                "a ` and||another ` later          ; a ` and another ` later",
                "before|```|code|```|after         ; before after",
                "before|~~~ java|code|~~~|after    ; before after",
                "a|````|```|code|````|b            ; a b",
                "a|```|code||more                  ; a",
                "a|   ```|code|   ```|b            ; a b",
                "a|    ``` no fence|b              ; a ``` no fence b",
                "``` no `fence`|b                  ; ``` no b",
                "<!-- a comment -->text            ; text",
                "text <!-- a|comment --> more      ; text more",
                "text <!-- never closed            ; text",
                "`<!--` text `-->`                 ; text",
                "`a`||`b`||a ` stays||and `c`      ; a ` stays and",
                "<!-- a||b --> `c|d` e             ; e",
            })
    void prose_is_what_is_left(String text, String prose) {
        for (var lineBreak : List.of("\n", "\r\n")) {
            assertThat(Markdown.withoutCode(text.replace("|", lineBreak)).split("\\s+"))
                    .as(text)
                    .filteredOn(word -> !word.isEmpty())
                    .containsExactly(prose.split(" "));
        }
    }

    @Test
    void a_hostile_text_takes_no_longer_than_a_moment() {
        var runs = new StringBuilder();
        for (var length = 1; length < 600; length++) {
            runs.append("`".repeat(length)).append(' ');
        }
        var texts =
                List.of(
                        runs.toString(),
                        "`".repeat(200_000),
                        "` ``".repeat(50_000),
                        "`a` ".repeat(250_000),
                        "<!--".repeat(50_000),
                        "```\n".repeat(50_000),
                        "`\n\n".repeat(50_000));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> texts.forEach(Markdown::withoutCode));
    }
}
