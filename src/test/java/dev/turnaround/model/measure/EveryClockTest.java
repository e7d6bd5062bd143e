package dev.turnaround.model.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Settled;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.timing.Terms;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each clock is measured from everywhere, and in the words of the API.
class EveryClockTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Actor MIA = new Actor("1", "mia", false);
    private static final Actor OMAR = new Actor("2", "omar", false);
    private static final Actor LENA = new Actor("3", "lena", false);
    private static final Actor LINTER = new Actor("9", "linter[bot]", true);

    private static Fact at(int minutes, Actor actor, Act act) {
        return Fact.exact(
                act.kind() + minutes + actor.id(), NINE.plusSeconds(60L * minutes), actor, act);
    }

    private static Fact opened(boolean draft) {
        return at(0, MIA, new Act.Opened(draft));
    }

    private static Fact ready(int minutes) {
        return at(minutes, MIA, new Act.Ready());
    }

    private static Fact draft(int minutes) {
        return at(minutes, MIA, new Act.Draft());
    }

    private static Fact asked(int minutes, Actor whom) {
        return at(minutes, MIA, new Act.ReviewRequested(new Reviewer.Person(whom)));
    }

    private static Fact said(int minutes, Actor who) {
        return at(minutes, who, new Act.Commented(null));
    }

    private static Fact approved(int minutes, Actor who) {
        return at(minutes, who, new Act.Reviewed(ReviewVerdict.APPROVED, false));
    }

    private static Fact merged(int minutes) {
        return at(minutes, OMAR, new Act.Merged());
    }

    private static Measures measures(Terms terms, Fact... facts) {
        return Measures.of(pullRequest(facts), terms, Calendars.NONE);
    }

    private static PullRequest pullRequest(Fact... facts) {
        return new PullRequest(
                new PullRequestKey("acme", "55", 1),
                Attributes.NONE,
                Fold.of(List.of(facts)),
                Settled.nothing());
    }

    /// The minutes that each metric shows; one that runs is not in it.
    private static Map<String, Long> shown(Measures measures, Variant variant) {
        var shown = new TreeMap<String, Long>();
        for (var one : measures.all()) {
            var value = one.value(variant);
            if (value != null) {
                shown.merge(one.metric(), value.toMinutes(), Long::sum);
            }
        }
        return shown;
    }

    private static @Nullable Long shown(Measures measures, Metric metric, Variant variant) {
        return shown(measures, variant).get(metric.word());
    }

    @Test
    void a_story_with_everything_in_it_is_measured_by_every_clock() {
        var measures =
                measures(
                        Terms.DEFAULT.begun(NINE.minusSeconds(3_600)),
                        opened(true),
                        ready(10),
                        asked(12, OMAR),
                        said(15, LINTER),
                        said(20, LENA),
                        draft(30),
                        ready(40),
                        approved(70, OMAR),
                        merged(100));

        assertThat(shown(measures, Variant.READY))
                .containsOnly(
                        Map.entry("timeToFirstComment", 10L),
                        Map.entry("timeToFirstReview", 60L),
                        Map.entry("timeToApprove", 60L),
                        Map.entry("timeToEffectiveApproval", 60L),
                        Map.entry("timeToMerge", 90L),
                        Map.entry("timeToFirstAutomatedFeedback", 5L));
        assertThat(shown(measures, Variant.READY_TIME))
                .containsEntry("timeToFirstComment", 10L)
                .containsEntry("timeToFirstReview", 50L)
                .containsEntry("timeToMerge", 80L)
                .hasSize(6);
        assertThat(shown(measures, Variant.OPENED))
                .containsEntry("timeToFirstComment", 20L)
                .containsEntry("timeToMerge", 100L)
                .containsEntry("approvalToMerge", 30L)
                .containsEntry("requestToReview", 58L)
                .containsEntry("codingTime", 60L)
                .containsEntry("cycleTime", 160L)
                .containsEntry("cycleCoding", 60L)
                .containsEntry("cycleMerging", 30L)
                .doesNotContainKey("timeToUnreviewedMerge");
        assertThat(
                        shown(measures, Variant.OPENED).entrySet().stream()
                                .filter(one -> one.getKey().startsWith("cycle"))
                                .filter(one -> !one.getKey().equals("cycleTime"))
                                .mapToLong(Map.Entry::getValue)
                                .sum())
                .isEqualTo(160);
    }

    @Test
    void what_is_merged_without_a_review_is_counted_apart() {
        var measures = measures(Terms.DEFAULT, opened(false), said(5, LENA), merged(30));
        assertThat(shown(measures, Metric.TIME_TO_UNREVIEWED_MERGE, Variant.READY)).isEqualTo(30);
        assertThat(shown(measures, Metric.TIME_TO_FIRST_REVIEW, Variant.READY)).isNull();
        assertThat(
                        measures.all().stream()
                                .filter(one -> one.metric().equals("timeToFirstReview"))
                                .toList())
                .singleElement()
                .satisfies(one -> assertThat(one.endedAt()).isEqualTo(NINE.plusSeconds(1_800)));
    }

    @Test
    void as_many_approvals_as_are_required_make_an_effective_one() {
        var story = new Fact[] {opened(false), approved(10, OMAR), approved(25, LENA), merged(60)};
        assertThat(
                        shown(
                                measures(Terms.DEFAULT.approvals(2), story),
                                Metric.TIME_TO_EFFECTIVE_APPROVAL,
                                Variant.READY))
                .isEqualTo(25);
        assertThat(
                        shown(
                                measures(Terms.DEFAULT.approvals(2), story),
                                Metric.APPROVAL_TO_MERGE,
                                Variant.OPENED))
                .isEqualTo(35);
        assertThat(
                        shown(
                                measures(Terms.DEFAULT.approvals(3), story),
                                Metric.TIME_TO_EFFECTIVE_APPROVAL,
                                Variant.READY))
                .isNull();
    }

    @Test
    void each_request_is_one_measure_and_a_pending_one_runs() {
        var all =
                measures(
                                Terms.DEFAULT,
                                opened(false),
                                asked(1, OMAR),
                                asked(1, LENA),
                                said(11, OMAR),
                                asked(20, OMAR),
                                said(25, OMAR))
                        .all()
                        .stream()
                        .filter(one -> one.metric().equals("requestToReview"))
                        .toList();
        assertThat(all).extracting(Measure::occurrence).doesNotHaveDuplicates().hasSize(3);
        assertThat(all.stream().filter(Measure::stopped)).hasSize(2);
        assertThat(all.stream().filter(one -> !one.stopped()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.occurrence()).startsWith("user:3 ");
                    assertThat(one.endedAt()).isNull();
                });
    }

    @Test
    void while_a_review_is_awaited_the_reviewers_hours_count() {
        var story = pullRequest(opened(false), asked(0, OMAR), said(30, OMAR), merged(90));
        var never =
                new WorkCalendar(java.time.ZoneOffset.UTC, Map.of(), Collections.emptySortedSet());
        var some =
                Measures.of(
                        story,
                        Terms.DEFAULT,
                        new Calendars(
                                account -> account.equals("2") ? never : null,
                                WorkCalendar.ALWAYS));
        assertThat(shown(some, Metric.TIME_TO_FIRST_COMMENT, Variant.READY_WORKING)).isZero();
        assertThat(shown(some, Metric.TIME_TO_MERGE, Variant.READY_WORKING)).isEqualTo(60);
        assertThat(shown(some, Metric.TIME_TO_MERGE, Variant.READY_TIME_WORKING)).isEqualTo(60);
        assertThat(shown(some, Metric.REQUEST_TO_REVIEW, Variant.OPENED_WORKING)).isZero();
    }
}
