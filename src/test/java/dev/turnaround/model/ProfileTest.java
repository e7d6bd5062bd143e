package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.turnaround.model.profile.Aggregation;
import dev.turnaround.model.profile.Comparison;
import dev.turnaround.model.profile.Profile;
import dev.turnaround.model.profile.Profiles;
import dev.turnaround.model.profile.Story;
import dev.turnaround.model.profile.Subject;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.model.timing.Timings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
    private static final String FIGURES = "dev/turnaround/model/profile/figures.txt";

    @TestFactory
    Stream<DynamicTest> profiles_give_the_figures_of_their_owners()
            throws IOException, URISyntaxException {
        var found = ProfileTest.class.getClassLoader().getResource(FIGURES);
        assertThat(found).isNotNull();
        var file = Path.of(found.toURI());
        return Scenario.read(FIGURES, Files.readAllLines(file)).stream()
                .map(one -> dynamicTest(one.sentence(), one.source(), () -> check(one)));
    }

    private static void check(Scenario scenario) {
        for (var statement : scenario.then()) {
            assertThat(insteadOf(statement, scenario)).isEqualTo(statement);
        }
    }

    private static String insteadOf(String statement, Scenario scenario) {
        var colon = statement.indexOf(": ");
        if (colon > 0) {
            var words = statement.substring(0, colon).split(" ", 3);
            var comparison =
                    Comparison.of(
                                    profile(words[0]),
                                    profile(words[1]),
                                    Subject.valueOf(words[2]),
                                    story(scenario, null))
                            .orElseThrow();
            return statement.substring(0, colon) + ": " + comparison.sentence();
        }
        var words = statement.split(" ", 5);
        var begun = words.length < 5 ? null : Scenario.instant(words[4]);
        var definition =
                profile(words[0]).definitions().stream()
                        .filter(one -> one.name().equals(words[1]))
                        .findAny()
                        .orElseThrow();
        var value = definition.measure(story(scenario, begun));
        return words[0]
                + " "
                + words[1]
                + " "
                + (value == null ? "none" : Said.duration(value))
                + (begun == null ? "" : " begun " + words[4]);
    }

    private static Profile profile(String name) {
        return Profiles.named(name).orElseThrow();
    }

    private static Story story(Scenario scenario, @Nullable Instant begun) {
        return Story.of(Memory.union(scenario.tellings()), scenario.people(), begun);
    }

    @Test
    void every_profile_says_where_it_comes_from_and_has_one_definition_a_subject() {
        for (var profile : Profiles.ALL) {
            assertThat(profile.source() == null).isEqualTo(profile.equals(Profiles.TURNAROUND));
            assertThat(profile.definitions()).isNotEmpty();
            assertThat(profile.definitions().stream().map(one -> one.subject()).toList())
                    .doesNotHaveDuplicates();
        }
    }

    @Provide
    Arbitrary<Tellings> any() {
        return Tellings.any();
    }

    /// Told twice: once as kept while the facts come in, once by looking at all of them.
    @Property(edgeCases = EdgeCasesMode.NONE)
    void our_own_profile_is_what_we_measure(@ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        for (var begun : Arrays.asList(null, Tellings.START.minusSeconds(600))) {
            var story = Story.of(facts, People.STRANGERS, begun);
            var timings = new Timings(story.progress(), Terms.DEFAULT.begun(begun));
            for (var definition : Profiles.TURNAROUND.definitions()) {
                var timing =
                        Stream.of(Timing.values())
                                .filter(one -> one.word().equals(definition.name()))
                                .findAny()
                                .orElseThrow();
                assertThat(definition.measure(story))
                        .as(definition.name())
                        .isEqualTo(timings.elapsed(timing));
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_comparison_gives_a_reason_whenever_there_is_a_difference(@ForAll("any") Tellings told) {
        var story = Story.of(Memory.union(told.all()), People.STRANGERS, Tellings.START);
        for (var one : Profiles.ALL) {
            for (var other : Profiles.ALL) {
                for (var subject : Subject.values()) {
                    Comparison.of(one, other, subject, story)
                            .ifPresent(comparison ->
                                    assertThat(comparison.sentence().contains(": "))
                                            .as(comparison.sentence())
                                            .isEqualTo(comparison.differs()));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}: mean {1}, with zeros {2}, without {3}, p50 {4}, p90 {5}")
    @CsvSource(
            nullValues = "none",
            textBlock =
                    """
                    -, none, 0, none, none, none
                    10, 10, 10, 10, 10, 10
                    10 20, 15, 15, 15, 15, 19
                    10 20 -, 15, 10, 15, 15, 19
                    0 10 20 -, 10, 7.5, 15, 10, 18
                    40 10 20 30 50, 30, 30, 30, 30, 46
                    """)
    void many_are_put_together_as_each_tool_does(
            String minutes,
            @Nullable Double mean,
            @Nullable Double zeros,
            @Nullable Double without,
            @Nullable Double median,
            @Nullable Double ninetieth) {
        var values = new ArrayList<@Nullable Duration>();
        for (var one : minutes.split(" ", -1)) {
            values.add(one.equals("-") ? null : Duration.ofMinutes(Long.parseLong(one)));
        }
        assertThat(new Aggregation.Mean(Aggregation.Missing.LEFT_OUT).of(values))
                .isEqualTo(time(mean));
        assertThat(new Aggregation.Mean(Aggregation.Missing.ZERO).of(values))
                .isEqualTo(time(zeros));
        assertThat(new Aggregation.Mean(Aggregation.Missing.LEFT_OUT_LIKE_ZERO).of(values))
                .isEqualTo(time(without));
        assertThat(new Aggregation.Percentile(50, Aggregation.Missing.LEFT_OUT).of(values))
                .isEqualTo(time(median));
        assertThat(new Aggregation.Percentile(90, Aggregation.Missing.LEFT_OUT).of(values))
                .isEqualTo(time(ninetieth));
    }

    private static @Nullable Duration time(@Nullable Double minutes) {
        return minutes == null ? null : Duration.ofSeconds(Math.round(minutes * 60));
    }
}
