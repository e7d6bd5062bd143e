package dev.turnaround.model.issue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/// What must hold for any facts of an issue whatever, told in any way.
class IssueFoldPropertyTest {

    @Provide
    Arbitrary<IssueTellings> any() {
        return IssueTellings.any();
    }

    @Provide
    Arbitrary<IssueTellings> orderly() {
        return IssueTellings.orderly();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void any_order_with_any_repeats_comes_to_the_same(
            @ForAll("any") IssueTellings told, @ForAll long seed) {
        assertThat(IssueMemory.shuffled(told.all(), new Random(seed)).progress())
                .isEqualTo(IssueFold.of(union(told)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_order_of_the_collection_means_nothing(
            @ForAll("any") IssueTellings told, @ForAll long seed) {
        var facts = new ArrayList<>(union(told));
        var progress = IssueFold.of(facts);
        Collections.shuffle(facts, new Random(seed));
        assertThat(IssueFold.of(facts)).isEqualTo(progress);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void going_on_from_any_point_equals_folding_from_the_start(
            @ForAll("any") IssueTellings told, @ForAll long seed) {
        var facts = union(told).stream().sorted(IssueFact.ORDER).toList();
        var cut = 1 + new Random(seed).nextInt(facts.size());
        var progress = IssueFold.of(facts.subList(0, cut));
        for (var next = cut; next < facts.size(); next++) {
            var fold = IssueFold.resume(progress);
            var all = IssueFold.of(facts.subList(0, next + 1));
            assertThat(fold.canAdd(facts.get(next))).isEqualTo(!facts.get(next).deleted());
            if (fold.canAdd(facts.get(next))) {
                fold.add(facts.get(next));
                assertThat(fold.progress()).isEqualTo(all);
            }
            progress = all;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_story_told_in_order_is_never_read_again(@ForAll("orderly") IssueTellings told) {
        var memory = new IssueMemory();
        told.all().forEach(fact -> memory.receive(List.of(fact)));
        assertThat(memory.historiesRead()).isZero();
        assertThat(memory.progress()).isEqualTo(IssueFold.of(told.all()));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_is_known_is_no_news(@ForAll("any") IssueTellings told, @ForAll long seed) {
        var memory = IssueMemory.shuffled(told.all(), new Random(seed));
        var before = memory.progress();
        assertThat(memory.receive(told.all())).isZero();
        assertThat(memory.progress()).isEqualTo(before);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void tellings_of_one_fact_merge_in_any_order(@ForAll("any") IssueTellings told) {
        for (var one : told.all()) {
            assertThat(one.merge(one)).isEqualTo(one);
            for (var other : told.all()) {
                if (one.id().equals(other.id())) {
                    assertThat(one.merge(other)).isEqualTo(other.merge(one));
                    for (var third : told.all()) {
                        if (one.id().equals(third.id())) {
                            assertThat(one.merge(other).merge(third))
                                    .isEqualTo(one.merge(other.merge(third)));
                        }
                    }
                }
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_stays_follow_each_other_and_add_up_to_the_age(@ForAll("any") IssueTellings told) {
        var progress = IssueFold.of(union(told));
        var stays = progress.stays();
        var now = IssueTellings.START.plus(Duration.ofHours(2));
        if (stays.isEmpty()) {
            assertThat(progress.stages(now)).isEmpty();
            return;
        }
        assertThat(stays.getFirst().entered().at()).isEqualTo(progress.began().at());
        for (var next = 1; next < stays.size(); next++) {
            var before = Objects.requireNonNull(stays.get(next - 1).left());
            assertThat(before.at()).isEqualTo(stays.get(next).entered().at());
            assertThat(stays.get(next).status()).isNotEqualTo(stays.get(next - 1).status());
        }
        assertThat(stays.getLast().left()).isNull();
        var end = progress.deletedAt() == null ? now : progress.deletedAt().at();
        assertThat(sum(stays.stream().map(stay -> stay.until(end)).toList()))
                .isEqualTo(progress.age(now));
        if (stays.getFirst().status() != null) {
            assertThat(sum(progress.stages(now).stream().map(Stage::sum).toList()))
                    .isEqualTo(progress.age(now));
        }
        assertThat(progress.stages(now))
                .allMatch(stage -> stage.span().compareTo(stage.sum()) >= 0);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void on_no_board_it_stands_where_the_last_move_put_it(@ForAll("orderly") IssueTellings told) {
        var facts =
                told.all().stream()
                        .filter(fact -> !(fact.act() instanceof IssueAct.Seen))
                        .filter(fact -> !(fact.act() instanceof IssueAct.Placed))
                        .takeWhile(fact -> !(fact.act() instanceof IssueAct.Deleted))
                        .toList();
        var last =
                facts.stream()
                        .map(fact -> fact.act() instanceof IssueAct.Moved(_, var to) ? to : null)
                        .filter(Objects::nonNull)
                        .reduce((_, later) -> later);
        last.ifPresent(to ->
                assertThat(Objects.requireNonNull(IssueFold.of(facts).status()).id())
                        .isEqualTo(to.id()));
    }

    /// Whatever happened before, and whatever the board does with it afterwards.
    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_its_own_track_finished_stays_finished_on_any_board(
            @ForAll("orderly") IssueTellings told) {
        var before =
                told.all().stream()
                        .takeWhile(fact -> !(fact.act() instanceof IssueAct.Deleted))
                        .toList();
        var placed = told.all().stream().filter(fact -> fact.act() instanceof IssueAct.Placed);
        var end = IssueTellings.START.plus(Duration.ofHours(1));
        var closed = new Status("closed", "Closed", Category.DONE);
        var facts = new ArrayList<>(before);
        facts.add(IssueFact.exact("closing", end, null, new IssueAct.Moved(null, closed)));
        placed.forEach(fact ->
                facts.add(
                        IssueFact.exact(
                                "later" + fact.id(), end.plusSeconds(1), null, fact.act())));

        assertThat(IssueFold.of(facts).status()).isEqualTo(closed);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void only_people_whose_comments_stand_are_commenters(@ForAll("any") IssueTellings told) {
        var facts = union(told);
        var deletedAt = deletedAt(facts);
        var people =
                facts.stream()
                        .filter(fact -> fact.act() instanceof IssueAct.Commented)
                        .filter(fact -> !fact.deleted())
                        .filter(fact ->
                                deletedAt == null || IssueFact.ORDER.compare(fact, deletedAt) < 0)
                        .map(IssueFact::actor)
                        .filter(actor -> actor != null && !actor.bot())
                        .map(Actor::id)
                        .collect(Collectors.toSet());
        assertThat(IssueFold.of(facts).commenters().keySet()).isEqualTo(people);
    }

    private static @Nullable IssueFact deletedAt(Collection<IssueFact> facts) {
        return facts.stream()
                .filter(fact -> fact.act() instanceof IssueAct.Deleted && !fact.deleted())
                .min(IssueFact.ORDER)
                .orElse(null);
    }

    private static Duration sum(Collection<Duration> durations) {
        return durations.stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static Collection<IssueFact> union(IssueTellings told) {
        return IssueMemory.union(told.all());
    }
}
