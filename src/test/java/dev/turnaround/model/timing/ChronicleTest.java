package dev.turnaround.model.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.People;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The timeline says which clocks each fact starts and stops.
class ChronicleTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Actor MIA = new Actor("1", "mia", false);
    private static final Actor OMAR = new Actor("2", "omar", false);
    private static final Actor LINTER = new Actor("9", "linter[bot]", true);

    private static Fact at(int minutes, Actor actor, Act act) {
        return Fact.exact(act.kind() + minutes, NINE.plusSeconds(60L * minutes), actor, act);
    }

    private static Fact approval(int minutes) {
        return at(minutes, OMAR, new Act.Reviewed(ReviewVerdict.APPROVED, false));
    }

    private static List<Chronicle.Entry> entries(Fact... facts) {
        return Chronicle.of(List.of(facts), People.STRANGERS, Terms.DEFAULT);
    }

    @Test
    void an_approval_that_is_taken_back_lets_its_clock_run_again() {
        var entries =
                entries(
                        at(0, MIA, new Act.Opened(false)),
                        approval(10),
                        at(20, OMAR, new Act.Unapproved()),
                        approval(30),
                        at(40, OMAR, new Act.Merged()));
        assertThat(entries.get(0).starts())
                .containsExactly(
                        "timeToFirstComment",
                        "timeToFirstReview",
                        "timeToApprove",
                        "timeToEffectiveApproval",
                        "timeToMerge",
                        "timeToFirstAutomatedFeedback",
                        "cycleTime");
        assertThat(entries.get(1).stops())
                .containsExactly(
                        "timeToFirstComment",
                        "timeToFirstReview",
                        "timeToApprove",
                        "timeToEffectiveApproval");
        assertThat(entries.get(1).starts()).containsExactly("approvalToMerge");
        assertThat(entries.get(2).starts()).containsExactly("timeToEffectiveApproval");
        assertThat(entries.get(3).stops()).containsExactly("timeToEffectiveApproval");
        assertThat(entries.get(4).stops())
                .containsExactly("timeToMerge", "approvalToMerge", "cycleTime");
    }

    @Test
    void what_comes_before_it_is_ready_is_early_and_a_request_has_a_clock_of_its_own() {
        var entries =
                entries(
                        at(0, MIA, new Act.Opened(true)),
                        at(5, LINTER, new Act.Commented(null)),
                        at(10, MIA, new Act.ReviewRequested(new Reviewer.Person(OMAR))),
                        at(20, OMAR, new Act.Commented(null)),
                        at(30, MIA, new Act.Ready()));
        assertThat(entries.get(0).starts()).containsExactly("cycleTime");
        assertThat(entries.get(1).early()).containsExactly("timeToFirstAutomatedFeedback");
        assertThat(entries.get(2).starts()).containsExactly("requestToReview");
        assertThat(entries.get(3).early()).containsExactly("timeToFirstComment");
        assertThat(entries.get(3).stops()).containsExactly("requestToReview");
        assertThat(entries.get(4).starts()).contains("timeToFirstReview", "timeToMerge");
    }
}
