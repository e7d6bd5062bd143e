package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Every number explains itself: the lines of the timeline come to what progress says.
class TimelineTest {
    private static final Set<String> STOOD_IN_FOR =
            Set.of("ready", "draft", "reopened", "review_requested", "review_request_removed");

    @Provide
    Arbitrary<Tellings> any() {
        return Tellings.any();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void each_clock_stops_in_one_line_and_that_line_has_its_time(@ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        var progress = Fold.of(facts);
        var lines = Timeline.of(facts);
        for (var clock : Clock.values()) {
            var stopping = lines.stream().filter(line -> stops(line).anyMatch(clock::equals));
            var stop = FoldPropertyTest.stop(progress, clock);
            assertThat(stopping.map(line -> moment(line, progress)))
                    .as(clock.word())
                    .isEqualTo(stop == null ? List.of() : List.of(stop));
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_clocks_start_in_one_line_and_that_line_has_the_time_of_ready(
            @ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        var progress = Fold.of(facts);
        var starting =
                Timeline.of(facts).stream()
                        .filter(line -> !line.effect().starts().isEmpty())
                        .toList();
        if (progress.readyAt() == null) {
            assertThat(starting).isEmpty();
        } else {
            assertThat(starting).hasSize(1);
            assertThat(starting.getFirst().effect().starts()).containsExactly(Clock.values());
            assertThat(moment(starting.getFirst(), progress).at())
                    .isEqualTo(progress.readyAt().at());
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_line_is_early_exactly_until_the_clocks_have_started(@ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        var started = false;
        for (var line : Timeline.of(facts)) {
            assertThat(started ? line.effect().early() : line.effect().stops())
                    .as("%s", line)
                    .isEmpty();
            started |= !line.effect().starts().isEmpty();
        }
        var progress = Fold.of(facts);
        for (var line : Timeline.of(facts)) {
            assertThat(line.effect().stops()).as("%s", line).noneMatch(progress::early);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_is_ignored_touches_no_clock(@ForAll("any") Tellings told) {
        assertThat(Timeline.of(Memory.union(told.all())))
                .filteredOn(line -> line.effect().ignored() != null)
                .allMatch(line -> stops(line).findAny().isEmpty())
                .allMatch(line -> line.effect().starts().isEmpty());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nothing_is_left_out_but_sightings_that_say_nothing(@ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        var lines = Timeline.of(facts);
        assertThat(lines).extracting(Timeline.Line::fact).isSortedAccordingTo(Fact.ORDER);
        assertThat(lines.stream().filter(line -> !(line.fact().act() instanceof Act.Seen)))
                .extracting(Timeline.Line::fact)
                .containsExactlyInAnyOrderElementsOf(
                        facts.stream().filter(fact -> !(fact.act() instanceof Act.Seen)).toList());
        assertThat(lines)
                .filteredOn(line -> line.fact().act() instanceof Act.Seen)
                .allMatch(line -> line.effect().ignored() == null)
                .allMatch(line -> STOOD_IN_FOR.contains(line.effect().kind()))
                .allMatch(line ->
                        line.effect().reviewers().isEmpty()
                                != line.effect().kind().startsWith("review_request"));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void reasons_to_ignore_are_true(@ForAll("any") Tellings told) {
        var facts = Memory.union(told.all());
        var author = Fold.of(facts).opened().actor();
        for (var line : Timeline.of(facts)) {
            var ignored = line.effect().ignored();
            var actor = line.fact().actor();
            if (ignored == null) {
                continue;
            }
            switch (ignored) {
                case BOT -> assertThat(actor != null && actor.bot()).as("%s", line).isTrue();
                case AUTHOR ->
                        assertThat(actor != null && author != null && actor.is(author))
                                .as("%s", line)
                                .isTrue();
                case AUTHOR_AS_ANOTHER -> assertThat(line).as("nobody is known").isNull();
                case UNKNOWN_ACTOR -> assertThat(actor).as("%s", line).isNull();
                case PART_OF_REVIEW ->
                        assertThat(line.fact().act()).isNotEqualTo(new Act.Commented(null));
                case DELETED ->
                        assertThat(line.fact().deleted() || isEmptyReview(line.fact()))
                                .as("%s", line)
                                .isTrue();
                case AFTER_MERGE ->
                        assertThat(line.fact().at()).isAfterOrEqualTo(mergeOf(facts).at());
                case UNLISTED -> assertThat(line.fact().unlisted()).isTrue();
                case NO_CHANGE -> {}
            }
        }
    }

    @Test
    void a_story_without_an_opening_is_refused() {
        var pushed = Fact.exact("p1", Tellings.START, null, new Act.Pushed(null));
        assertThatThrownBy(() -> Timeline.of(List.of(pushed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a story without an opening");
        assertThatThrownBy(() -> Fold.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a story without an opening");
    }

    private static boolean isEmptyReview(Fact fact) {
        return fact.act() instanceof Act.Reviewed(_, var empty) && empty;
    }

    private static Fact mergeOf(Collection<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.act() instanceof Act.Merged && !fact.deleted())
                .min(Fact.ORDER)
                .orElseThrow();
    }

    private static Stream<Clock> stops(Timeline.Line line) {
        return Stream.concat(line.effect().stops().stream(), line.effect().early().stream());
    }

    /// The moment of a line: what a sighting stands in for is an estimate, and nothing happens
    /// before the opening.
    private static Moment moment(Timeline.Line line, Progress progress) {
        var openedAt = progress.opened().at();
        var at = line.fact().at();
        return new Moment(
                at.isBefore(openedAt) ? openedAt : at,
                line.fact().estimated() || line.fact().act() instanceof Act.Seen);
    }
}
