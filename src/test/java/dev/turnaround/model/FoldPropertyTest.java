package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/// What must hold for any facts whatever, told in any way.
class FoldPropertyTest {

    @Provide
    Arbitrary<Tellings> any() {
        return Tellings.any();
    }

    @Provide
    Arbitrary<Tellings> orderly() {
        return Tellings.orderly();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void any_order_with_any_repeats_comes_to_the_same(
            @ForAll("any") Tellings told, @ForAll long seed) {
        var memory = Memory.shuffled(told.all(), new Random(seed));
        assertThat(memory.facts()).containsExactlyInAnyOrderElementsOf(union(told));
        assertThat(memory.progress()).isEqualTo(Fold.of(union(told)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_order_of_the_collection_means_nothing(
            @ForAll("any") Tellings told, @ForAll long seed) {
        var facts = new ArrayList<>(union(told));
        var progress = Fold.of(facts);
        var timeline = Timeline.of(facts);
        Collections.shuffle(facts, new Random(seed));
        assertThat(Fold.of(facts)).isEqualTo(progress);
        assertThat(Timeline.of(facts)).isEqualTo(timeline);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(value = StatisticsReport.StatisticsReportMode.OFF, label = "went on")
    void going_on_from_any_point_equals_folding_from_the_start(
            @ForAll("any") Tellings told, @ForAll long seed) {
        var facts = union(told).stream().sorted(Fact.ORDER).toList();
        var cut = 1 + new Random(seed).nextInt(facts.size());
        var progress = Fold.of(facts.subList(0, cut));
        var added = 0;
        for (var next = cut; next < facts.size(); next++) {
            var fold = Fold.resume(progress);
            if (fold.canAdd(facts.get(next))) {
                fold.add(facts.get(next));
                progress = fold.progress();
                added++;
            } else {
                progress = Fold.of(facts.subList(0, next + 1));
            }
            assertThat(progress).isEqualTo(Fold.of(facts.subList(0, next + 1)));
        }
        Statistics.label("went on")
                .collect(added > 0)
                .coverage(how -> how.check(true).percentage(share -> share > 40));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_story_told_in_order_is_never_read_again(@ForAll("orderly") Tellings told) {
        var memory = new Memory();
        told.all().forEach(fact -> memory.receive(List.of(fact)));
        assertThat(memory.historiesRead()).isZero();
        assertThat(memory.progress()).isEqualTo(Fold.of(told.all()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_is_known_is_no_news(@ForAll("any") Tellings told, @ForAll long seed) {
        var memory = Memory.shuffled(told.all(), new Random(seed));
        var before = memory.progress();
        var read = memory.historiesRead();
        assertThat(memory.receive(told.all())).isZero();
        assertThat(memory.historiesRead()).isEqualTo(read);
        assertThat(memory.progress()).isEqualTo(before);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_phases_add_up_to_the_time_it_was_open(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        var now = latest(told).plusSeconds(3600);
        var spent = progress.spentUntil(now);
        assertThat(spent.values()).allMatch(time -> !time.isNegative());
        assertThat(spent.keySet()).allMatch(Phase::open);
        assertThat(spent.values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(openTime(union(told), now));
    }

    /// Opened to merged or now, without the stretches in which it was closed, as the timeline tells
    /// them.
    private static Duration openTime(Collection<Fact> facts, Instant now) {
        var progress = Fold.of(facts);
        var openedAt = progress.opened().at();
        var open = Duration.ZERO;
        Instant since = openedAt;
        for (var line : Timeline.of(facts)) {
            if (line.effect().ignored() != null) {
                continue;
            }
            var at = line.fact().at().isBefore(openedAt) ? openedAt : line.fact().at();
            switch (line.effect().kind()) {
                case "closed", "merged" -> {
                    open = since == null ? open : open.plus(Duration.between(since, at));
                    since = null;
                }
                case "reopened" -> since = at;
                default -> {}
            }
        }
        return since == null ? open : open.plus(Duration.between(since, now));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void clocks_are_never_negative_and_null_when_nothing_stopped_or_started_them(
            @ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        for (var clock : Clock.values()) {
            var stop = stop(progress, clock);
            var elapsed = progress.elapsed(clock);
            if (stop == null || progress.readyAt() == null) {
                assertThat(elapsed).as(clock.word()).isNull();
            } else {
                assertThat(elapsed).as(clock.word()).isGreaterThanOrEqualTo(Duration.ZERO);
            }
            if (progress.early(clock)) {
                assertThat(elapsed).as("early %s", clock.word()).isIn(null, Duration.ZERO);
            }
            if (stop == null) {
                assertThat(progress.early(clock)).as("early %s", clock.word()).isFalse();
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_progress_says_of_itself_agrees(@ForAll("any") Tellings told) {
        var progress = Fold.of(union(told));
        assertThat(progress.mergedAt() != null).isEqualTo(progress.phase() == Phase.MERGED);
        assertThat(progress.closedAt() != null).isEqualTo(progress.phase() == Phase.CLOSED);
        assertThat(progress.turn().isEmpty())
                .isEqualTo(!progress.phase().open() || turnIsTheGhosts(progress));
        assertThat(progress.reviewRounds() > 0).isEqualTo(progress.firstResponseAt() != null);
        var approved = at(progress.approvedAt());
        var responded = at(progress.firstResponseAt());
        if (approved != null) {
            assertThat(responded).isNotNull().isBeforeOrEqualTo(approved);
        }
        if (progress.phase() == Phase.AWAITING_MERGE) {
            assertThat(progress.participants().values())
                    .anyMatch(one -> one.standing() == ReviewVerdict.APPROVED)
                    .noneMatch(one -> one.standing() == ReviewVerdict.CHANGES_REQUESTED);
        }
    }

    private static boolean turnIsTheGhosts(Progress progress) {
        return progress.opened().actor() == null && progress.turn().isEmpty();
    }

    /// METRICS' definitions once more, straight from the set and without a walk.
    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_clocks_stop_where_the_definitions_say(@ForAll("any") Tellings told) {
        var facts = union(told);
        var progress = Fold.of(facts);
        assertThat(at(progress.firstResponseAt())).isEqualTo(first(responses(facts), facts));
        assertThat(at(progress.approvedAt()))
                .isEqualTo(first(responses(facts).filter(FoldPropertyTest::approves), facts));
        assertThat(at(progress.mergedAt()))
                .isEqualTo(
                        first(
                                standing(facts).filter(one -> one.act() instanceof Act.Merged),
                                facts));
    }

    private static Stream<Fact> responses(Collection<Fact> facts) {
        var author = opening(facts).actor();
        return standing(facts)
                .filter(one -> beforeMerge(one, facts))
                .filter(one -> says(one, facts))
                .filter(one ->
                        one.actor() == null
                                ? author != null
                                : !one.actor().bot()
                                        && (author == null || !one.actor().is(author)));
    }

    private static boolean beforeMerge(Fact fact, Collection<Fact> facts) {
        return standing(facts)
                .filter(one -> one.act() instanceof Act.Merged)
                .noneMatch(merge -> Fact.ORDER.compare(merge, fact) < 0);
    }

    private static boolean says(Fact fact, Collection<Fact> facts) {
        if (fact.act() instanceof Act.Commented(var review)) {
            return review == null;
        }
        if (!(fact.act() instanceof Act.Reviewed(var verdict, var empty))) {
            return false;
        }
        var decides =
                verdict == ReviewVerdict.APPROVED || verdict == ReviewVerdict.CHANGES_REQUESTED;
        var comments =
                facts.stream()
                        .filter(one ->
                                one.act() instanceof Act.Commented(var review)
                                        && fact.id().equals(review))
                        .toList();
        return decides
                || !empty
                || comments.isEmpty()
                || comments.stream().anyMatch(one -> !one.deleted());
    }

    private static boolean approves(Fact fact) {
        return fact.act() instanceof Act.Reviewed(var verdict, _)
                && verdict == ReviewVerdict.APPROVED;
    }

    private static Stream<Fact> standing(Collection<Fact> facts) {
        return facts.stream().filter(one -> !one.deleted());
    }

    private static Fact opening(Collection<Fact> facts) {
        return facts.stream()
                .filter(one -> one.act() instanceof Act.Opened)
                .findAny()
                .orElseThrow();
    }

    private static @Nullable Instant first(Stream<Fact> some, Collection<Fact> facts) {
        var openedAt = opening(facts).at();
        return some.map(Fact::at)
                .min(Instant::compareTo)
                .map(at -> at.isBefore(openedAt) ? openedAt : at)
                .orElse(null);
    }

    private static @Nullable Instant at(@Nullable Moment moment) {
        return moment == null ? null : moment.at();
    }

    static @Nullable Moment stop(Progress progress, Clock clock) {
        return switch (clock) {
            case TIME_TO_FIRST_COMMENT -> progress.firstResponseAt();
            case TIME_TO_APPROVE -> progress.approvedAt();
            case TIME_TO_MERGE -> progress.mergedAt();
        };
    }

    private static Instant latest(Tellings told) {
        return told.all().stream().map(Fact::at).max(Instant::compareTo).orElseThrow();
    }

    private static Collection<Fact> union(Tellings told) {
        return Memory.union(told.all());
    }
}
