package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.timing.CycleParts;
import dev.turnaround.model.timing.Leg;
import dev.turnaround.model.timing.Reading;
import dev.turnaround.model.timing.Start;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.model.timing.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// The numbers beside the three first clocks, once more from the definitions, and what must hold
/// between them.
class TrailPropertyTest {

    @Provide
    Arbitrary<Tellings> any() {
        return Tellings.any();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void approvals_are_held_since_they_last_came_to_be(@ForAll("any") Tellings told) {
        var facts = union(told);
        var trail = trail(Fold.of(facts));
        for (var required = 1; required < 5; required++) {
            assertThat(at(trail.heldSince(required)))
                    .as("%d required", required)
                    .isEqualTo(heldSince(facts, required));
        }
    }

    private static @Nullable Instant heldSince(Collection<Fact> facts, int required) {
        var standing = new HashMap<String, Fact>();
        Instant since = null;
        for (var line : Timeline.of(facts)) {
            var fact = line.fact();
            if (line.effect().ignored() != null) {
                continue;
            }
            var who = fact.actor() == null ? fact.id() : fact.actor().id();
            switch (fact.act()) {
                case Act.Reviewed(var verdict, _) -> {
                    if (verdict == ReviewVerdict.APPROVED
                            || verdict == ReviewVerdict.CHANGES_REQUESTED) {
                        standing.put(who, fact);
                    }
                }
                case Act.Dismissed(var review) ->
                        standing.values().removeIf(one -> one.id().equals(review));
                case Act.Unapproved _ -> standing.remove(who);
                case Act.Withdrawn _ -> standing.remove(who);
                case Act.ApprovalsReset _ ->
                        standing.values().removeIf(one -> says(one, ReviewVerdict.APPROVED));
                default -> {}
            }
            var held =
                    standing.values().stream()
                                    .noneMatch(one -> says(one, ReviewVerdict.CHANGES_REQUESTED))
                            && standing.size() >= required;
            since = held ? Objects.requireNonNullElse(since, clamped(fact.at(), facts)) : null;
        }
        return since;
    }

    private static boolean says(Fact fact, ReviewVerdict verdict) {
        return fact.act() instanceof Act.Reviewed(var said, _) && said == verdict;
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_first_review_and_the_first_bot_are_the_first(@ForAll("any") Tellings told) {
        var facts = union(told);
        var trail = trail(Fold.of(facts));
        assertThat(at(trail.firstReviewAt()))
                .isEqualTo(
                        first(
                                facts,
                                line ->
                                        line.effect().ignored() == null
                                                && line.fact().act() instanceof Act.Reviewed));
        assertThat(at(trail.firstAutomatedAt()))
                .isEqualTo(first(facts, line -> line.effect().ignored() == Ignored.BOT));
    }

    private static @Nullable Instant first(Collection<Fact> facts, Predicate<Timeline.Line> which) {
        return Timeline.of(facts).stream()
                .filter(which)
                .findFirst()
                .map(line -> clamped(line.fact().at(), facts))
                .orElse(null);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void spans_tell_the_phases_and_when_it_was_ready(@ForAll("any") Tellings told) {
        var facts = union(told);
        var progress = Fold.of(facts);
        var spans = trail(progress).spans();
        assertThat(spans.getFirst().since()).isEqualTo(progress.opened().at());
        assertThat(spans.getLast().phase()).isEqualTo(progress.phase());
        assertThat(spans.getLast().draft()).isEqualTo(progress.draft());
        var now = latest(told).plusSeconds(3600);
        var spent = new EnumMap<Phase, Duration>(Phase.class);
        for (var leg : new Timings(progress, Terms.DEFAULT).legs(Instant.MIN, now)) {
            if (leg.phase() != null && leg.phase().open()) {
                spent.merge(leg.phase(), leg.length(), Duration::plus);
            }
        }
        var expected = new EnumMap<Phase, Duration>(Phase.class);
        expected.putAll(progress.spentUntil(now));
        expected.values().removeIf(Duration::isZero);
        assertThat(spent).isEqualTo(expected);
        for (var span : spans) {
            var nanos = new Span(span.since().plusNanos(7), span.phase(), span.draft(), null);
            assertThat(Span.parse(span.word())).isEqualTo(span);
            assertThat(Span.parse(nanos.word())).isEqualTo(nanos);
        }
        var stay = progress.phaseSince();
        assertThat(spans).anyMatch(span -> span.since().equals(stay));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void ready_time_is_the_time_between_the_toggles(@ForAll("any") Tellings told) {
        var facts = union(told);
        var progress = Fold.of(facts);
        var now = latest(told).plusSeconds(3600);
        var counted =
                new Timings(progress, Terms.DEFAULT)
                        .legs(progress.opened().at(), now).stream()
                                .filter(Leg::ready)
                                .map(Leg::length)
                                .reduce(Duration.ZERO, Duration::plus);
        assertThat(counted).isEqualTo(readyTime(facts, now));
    }

    private static Duration readyTime(Collection<Fact> facts, Instant now) {
        var progress = Fold.of(facts);
        var since = progress.opened().at();
        var draft = trail(progress).spans().getFirst().draft();
        var open = true;
        var total = Duration.ZERO;
        for (var line : Timeline.of(facts)) {
            if (line.effect().ignored() != null) {
                continue;
            }
            var at = clamped(line.fact().at(), facts);
            total = open && !draft ? total.plus(Duration.between(since, at)) : total;
            since = at;
            // A sighting that shows both says reopened.
            if (line.fact().act() instanceof Act.Seen(var seen, var isOpen, _)) {
                switch (line.effect().kind()) {
                    case "ready", "draft" -> draft = !draft;
                    case "reopened" -> {
                        open = isOpen;
                        draft = seen == null ? draft : seen;
                    }
                    default -> {}
                }
                continue;
            }
            switch (line.effect().kind()) {
                case "ready" -> draft = false;
                case "draft" -> draft = true;
                case "closed", "merged" -> open = false;
                case "reopened" -> open = true;
                default -> {}
            }
        }
        return open && !draft ? total.plus(Duration.between(since, now)) : total;
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whoever_owes_an_answer_has_been_asked_at_a_time(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var pending = new TreeSet<String>();
        progress.participants()
                .forEach((key, one) -> {
                    if (one.pending()) {
                        pending.add(key);
                    }
                });
        assertThat(trail(progress).asked().keySet()).isEqualTo(pending);
        for (var answer : trail(progress).answers()) {
            assertThat(answer.from()).isBeforeOrEqualTo(answer.to());
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void legs_are_the_interval_without_gaps(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var from = progress.opened().at().minusSeconds(100);
        var to = latest(told).plusSeconds(100);
        var end = from;
        for (var leg : new Timings(progress, Terms.DEFAULT).legs(from, to)) {
            assertThat(leg.from()).isEqualTo(end);
            end = leg.to();
        }
        assertThat(end).isEqualTo(to);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_parts_of_the_cycle_are_the_cycle(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var begins =
                Stream.of(-600, 0, 300).map(seconds -> progress.opened().at().plusSeconds(seconds));
        for (var begun : begins.toList()) {
            var timings = new Timings(progress, Terms.DEFAULT.begun(begun));
            var parts = timings.cycleParts();
            assertThat(parts == null ? null : total(parts))
                    .isEqualTo(timings.elapsed(Timing.CYCLE_TIME));
        }
        assertThat(new Timings(progress, Terms.DEFAULT).cycleParts() == null)
                .isEqualTo(progress.mergedAt() == null);
    }

    private static Duration total(CycleParts parts) {
        return parts.total();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_time_to_the_approval_and_from_there_is_the_time_to_the_merge(
            @ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        for (var required = 1; required < 3; required++) {
            var timings = new Timings(progress, new Terms(Start.READY, required, null));
            var to = timings.elapsed(Timing.TIME_TO_EFFECTIVE_APPROVAL);
            var from = timings.elapsed(Timing.APPROVAL_TO_MERGE);
            if (to != null && from != null) {
                assertThat(to.plus(from)).isEqualTo(timings.elapsed(Timing.TIME_TO_MERGE));
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void who_works_always_is_measured_as_the_calendar_is(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var now = latest(told).plusSeconds(3600);
        for (var start : Start.values()) {
            var timings =
                    new Timings(progress, new Terms(start, 1, Tellings.START.minusSeconds(600)));
            for (var timing : Timing.values()) {
                assertThat(timings.working(timing, _ -> null, WorkCalendar.ALWAYS))
                        .isEqualTo(timings.elapsed(timing));
                assertThat(
                                timings.workingPending(
                                        timing, now, _ -> WorkCalendar.ALWAYS, WorkCalendar.ALWAYS))
                        .isEqualTo(timings.pending(timing, now));
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void no_clock_is_negative_and_none_runs_when_it_is_over(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var now = latest(told).plusSeconds(3600);
        for (var start : Start.values()) {
            var timings =
                    new Timings(progress, new Terms(start, 1, Tellings.START.plusSeconds(60)));
            for (var timing : Timing.values()) {
                var elapsed = timings.elapsed(timing);
                assertThat(elapsed == null || !elapsed.isNegative()).isTrue();
                var runs = timings.reading(timing) instanceof Reading.Running;
                assertThat(timings.pending(timing, now) != null).isEqualTo(runs);
                assertThat(runs && !progress.phase().open()).isFalse();
                if (timings.reading(timing) instanceof Reading.Stopped(_, _, var early, _)
                        && early) {
                    assertThat(elapsed).isZero();
                }
            }
        }
    }

    /// What the three first clocks are is told in two places.
    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_first_clocks_are_as_they_were(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var timings = new Timings(progress, Terms.DEFAULT);
        var seen = new HashSet<Clock>();
        for (var clock : Clock.values()) {
            for (var timing : Timing.values()) {
                if (timing.word().equals(clock.word())) {
                    seen.add(clock);
                    assertThat(timings.elapsed(timing)).isEqualTo(progress.elapsed(clock));
                    assertThat(
                                    timings.reading(timing)
                                                    instanceof Reading.Stopped(_, _, var early, _)
                                            && early)
                            .isEqualTo(progress.readyAt() != null && progress.early(clock));
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Clock.values());
    }

    private static Trail trail(Progress progress) {
        return Objects.requireNonNull(progress.trail());
    }

    private static @Nullable Instant at(@Nullable Moment moment) {
        return moment == null ? null : moment.at();
    }

    private static Instant clamped(Instant at, Collection<Fact> facts) {
        var openedAt = Fold.of(facts).opened().at();
        return at.isBefore(openedAt) ? openedAt : at;
    }

    private static Instant latest(Tellings told) {
        return told.all().stream().map(Fact::at).max(Instant::compareTo).orElseThrow();
    }

    private static Collection<Fact> union(Tellings told) {
        return Memory.union(told.all());
    }
}
