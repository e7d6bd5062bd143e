package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two tellings make one, whichever comes first and however often.
class MergeTest {
    private static final Instant EARLY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LATE = EARLY.plusSeconds(60);
    private static final Actor OMAR = new Actor("2", "omar", false);
    private static final Act COMMENT = new Act.Commented(null);

    @Provide
    Arbitrary<Fact> facts() {
        return Tellings.act().flatMap(act -> Tellings.telling("one", act));
    }

    @Provide
    Arbitrary<Attributes> attributes() {
        return Combinators.combine(
                        stamped(Arbitraries.of("a", "b", "c")),
                        stamped(Arbitraries.of("a", "b", "c")),
                        stamped(Arbitraries.of(1L, 2L, 3L)),
                        stamped(Arbitraries.of(1L, 2L, 3L)),
                        times().injectNull(0.2))
                .as((word, otherWord, number, otherNumber, updatedAt) ->
                        new Attributes(
                                word,
                                otherWord,
                                word,
                                otherWord,
                                word,
                                number,
                                otherNumber,
                                number,
                                otherNumber,
                                updatedAt));
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.of(EARLY, LATE, LATE.plusSeconds(1));
    }

    private static <T extends Comparable<T>> Arbitrary<@Nullable Stamped<T>> stamped(
            Arbitrary<T> values) {
        return Combinators.combine(values, times()).as(Stamped::new).injectNull(0.3);
    }

    @Property
    void facts_merge_in_any_order(@ForAll("facts") Fact one, @ForAll("facts") Fact other) {
        assertThat(one.merge(other)).isEqualTo(other.merge(one));
    }

    @Property
    void facts_merge_in_any_grouping(
            @ForAll("facts") Fact one, @ForAll("facts") Fact other, @ForAll("facts") Fact third) {
        assertThat(one.merge(other).merge(third)).isEqualTo(one.merge(other.merge(third)));
    }

    @Property
    void a_fact_told_again_stays(@ForAll("facts") Fact one, @ForAll("facts") Fact other) {
        assertThat(one.merge(one)).isEqualTo(one);
        assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
    }

    @Property
    void attributes_merge_in_any_order(
            @ForAll("attributes") Attributes one, @ForAll("attributes") Attributes other) {
        assertThat(one.merge(other)).isEqualTo(other.merge(one));
    }

    @Property
    void attributes_merge_in_any_grouping(
            @ForAll("attributes") Attributes one,
            @ForAll("attributes") Attributes other,
            @ForAll("attributes") Attributes third) {
        assertThat(one.merge(other).merge(third)).isEqualTo(one.merge(other.merge(third)));
    }

    @Property
    void attributes_told_again_stay(
            @ForAll("attributes") Attributes one, @ForAll("attributes") Attributes other) {
        assertThat(one.merge(one)).isEqualTo(one);
        assertThat(one.merge(other).merge(other)).isEqualTo(one.merge(other));
        assertThat(one.merge(Attributes.NONE)).isEqualTo(one);
    }

    @Test
    void an_exact_time_beats_an_estimated_one() {
        var exact = Fact.exact("c1", LATE, OMAR, COMMENT);
        var estimated = Fact.estimated("c1", EARLY, OMAR, COMMENT);
        assertThat(exact.merge(estimated)).isEqualTo(exact);
    }

    @Test
    void of_two_exact_times_the_earlier_stands() {
        var early = Fact.exact("c1", EARLY, OMAR, COMMENT);
        assertThat(Fact.exact("c1", LATE, OMAR, COMMENT).merge(early)).isEqualTo(early);
    }

    @Test
    void of_two_estimates_the_earlier_stands() {
        var early = Fact.estimated("c1", EARLY, OMAR, COMMENT);
        assertThat(Fact.estimated("c1", LATE, OMAR, COMMENT).merge(early)).isEqualTo(early);
    }

    @Test
    void a_known_actor_beats_an_unknown_one() {
        var known = Fact.exact("c1", EARLY, OMAR, COMMENT);
        assertThat(Fact.exact("c1", EARLY, null, COMMENT).merge(known)).isEqualTo(known);
    }

    @Test
    void a_deletion_is_never_undone() {
        var stands = Fact.exact("c1", EARLY, OMAR, COMMENT);
        assertThat(stands.asDeleted().merge(stands)).isEqualTo(stands.asDeleted());
    }

    @Test
    void a_deletion_keeps_what_the_creation_knew() {
        var stands = Fact.exact("c1", EARLY, OMAR, COMMENT);
        var tombstone = Fact.estimated("c1", LATE, null, COMMENT).asDeleted();
        assertThat(tombstone.merge(stands)).isEqualTo(stands.asDeleted());
    }

    @Test
    void whatever_is_known_of_an_act_beats_the_unknown() {
        merged(new Act.Opened(null), new Act.Opened(false), new Act.Opened(false));
        merged(new Act.Commented(null), new Act.Commented("r1"), new Act.Commented("r1"));
        merged(new Act.Pushed(null), new Act.Pushed("0a1"), new Act.Pushed("0a1"));
        merged(new Act.Seen(null, true), new Act.Seen(false, true), new Act.Seen(false, true));
        merged(
                new Act.Reviewed(ReviewVerdict.UNKNOWN, true),
                new Act.Reviewed(ReviewVerdict.APPROVED, false),
                new Act.Reviewed(ReviewVerdict.APPROVED, false));
    }

    @Test
    void of_two_sightings_of_one_moment_the_terminal_one_stands() {
        merged(new Act.Seen(true, true), new Act.Seen(true, false), new Act.Seen(true, false));
    }

    private static void merged(Act one, Act other, Act both) {
        assertThat(
                        Fact.exact("f1", EARLY, OMAR, one)
                                .merge(Fact.exact("f1", EARLY, OMAR, other))
                                .act())
                .isEqualTo(both);
    }

    @Test
    void two_facts_are_not_one() {
        var one = Fact.exact("c1", EARLY, OMAR, COMMENT);
        assertThatThrownBy(() -> one.merge(Fact.exact("c2", EARLY, OMAR, COMMENT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two facts: c1 and c2");
    }

    @Test
    void what_is_absent_never_overwrites() {
        var told = new Stamped<>("Pay by card", EARLY);
        assertThat(Stamped.merge(told, null)).isEqualTo(told);
        assertThat(Stamped.merge(null, told)).isEqualTo(told);
    }

    @Test
    void the_last_writer_wins_and_on_equal_times_the_greater_value() {
        var early = new Stamped<>("z", EARLY);
        var late = new Stamped<>("a", LATE);
        assertThat(Stamped.merge(early, late)).isEqualTo(late);
        assertThat(Stamped.merge(new Stamped<>("b", LATE), late))
                .isEqualTo(new Stamped<>("b", LATE));
    }
}
