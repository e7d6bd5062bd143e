package dev.turnaround.model.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueKeysTest {
    private static final Set<String> PROJECTS = Set.of("JRA", "ENG", "KAN", "A_B", "R2D2");

    /// What a text refers to once the projects JRA, ENG, KAN, A_B and R2D2 are known.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "JRA-123 fix the cart                     | JRA-123",
                "feature/jra-123-foo                      | JRA-123",
                "JRA-123_foo                              | JRA-123",
                "JRA-123-2-fix                            | JRA-123",
                "[ENG-1][KAN-22]: two of them             | ENG-1, KAN-22",
                "eng-7/KAN-8                              | ENG-7, KAN-8",
                "https://acme.atlassian.net/browse/ENG-12 | ENG-12",
                "https://acme.example/browse/ENG-12?a=b   | ENG-12",
                "Eng-12, eng-12 and ENG-12                | ENG-12",
                "r2d2-4 and A_B-5                         | A_B-5, R2D2-4",
                "(ENG-12).                                | ENG-12",
                "éclair ENG-12é                           | nothing",
                "ÉQUIPE-12                                | nothing",
                "ÉENG-12                                  | nothing",
                "xENG-12                                  | nothing",
                "my_ENG-12                                | nothing",
                "ENG-012                                  | nothing",
                "ENG-0                                    | nothing",
                "ENG-12x                                  | nothing",
                "ENG-12345678901                          | nothing",
                "ENG - 12                                 | nothing",
                "UTF-8, SHA-256, ISO-8601, HTTP-2         | nothing",
                "CVE-2026-41284, CWE-79, COVID-19         | nothing",
                "log4j-2, x86-64, node-18, release-2024   | nothing",
                "2022-02 and 11-245                       | nothing",
                "E-12                                     | nothing",
            })
    void only_keys_of_known_projects_count(String text, String expected) {
        var found =
                IssueKeys.in(text).stream()
                        .map(target -> new Reference(Evidence.TITLE, target))
                        .filter(reference -> reference.inProject(PROJECTS))
                        .map(Reference::key)
                        .distinct()
                        .sorted()
                        .toList();

        assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected.split(", ")));
    }

    @Test
    void what_is_not_in_capitals_is_a_candidate_for_a_project_that_is_connected_later() {
        assertThat(IssueKeys.in("UTF-8 in New-12 and new-12, ENG-12"))
                .containsExactly("UTF-8", "new-12", "ENG-12");
    }

    /// The rule of the fact sheet, as a regular expression.
    @Property
    void the_scan_finds_what_the_rule_says(@ForAll("texts") String text) {
        var rule =
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}_])([A-Za-z][A-Za-z0-9_]{1,31}-[1-9]\\d{0,9})(?![\\p{L}\\p{N}])");
        var expected = new ArrayList<String>();
        var matcher = rule.matcher(text);
        for (var from = 0; matcher.find(from); from = matcher.start() + 1) {
            var key = matcher.group(1);
            var capitals = key.toUpperCase(Locale.ROOT);
            expected.add(key.equals(capitals) ? key : key.toLowerCase(Locale.ROOT));
        }
        assertThat(IssueKeys.in(text)).isEqualTo(expected.stream().distinct().toList());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("E", "n", "G", "-", "1", "0", "2", "_", " ", "é", "/", "ENG-1", "a1")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Test
    void a_hostile_text_takes_no_longer_than_its_length() {
        var texts = List.of("A".repeat(1_000_000), "A-".repeat(500_000), "AB-1".repeat(250_000));
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> texts.forEach(text -> assertThat(IssueKeys.in(text)).hasSizeLessThan(201)));
    }
}
