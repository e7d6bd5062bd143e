package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Facts;
import dev.turnaround.model.Fold;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Settled;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import dev.turnaround.model.issue.Category;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueFold;
import dev.turnaround.model.issue.IssueStrand;
import dev.turnaround.model.issue.Status;
import dev.turnaround.model.reference.Evidence;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is stored is read as it was written.
class StateJsonTest {
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00.123456Z");
    private static final Actor OMAR = new Actor("2", "omar", false);
    private static final Reviewer PERSON = new Reviewer.Person(OMAR);
    private static final Reviewer TEAM = new Reviewer.Team("7", "web");

    private static final Status DOING = new Status("3", "Doing", Category.IN_PROGRESS);

    static List<Act> acts() {
        return List.of(
                new Act.Opened(null),
                new Act.Opened(true),
                new Act.Ready(),
                new Act.Draft(),
                new Act.ReviewRequested(PERSON),
                new Act.ReviewRequestRemoved(TEAM),
                new Act.Commented(null),
                new Act.Reviewed(ReviewVerdict.APPROVED, true),
                new Act.Dismissed("reviewed:1"),
                new Act.Unapproved(),
                new Act.Withdrawn(),
                new Act.ApprovalsReset(),
                new Act.Pushed("0a1"),
                new Act.Merged(),
                new Act.Closed(),
                new Act.Reopened(),
                new Act.Seen(null, true),
                new Act.Seen(false, false, List.of()),
                new Act.Seen(true, true, List.of(PERSON, TEAM)));
    }

    @ParameterizedTest
    @MethodSource("acts")
    void an_act_is_read_as_it_was_written(Act act) {
        assertThat(StateJson.readAct(StateJson.write(act))).isEqualTo(act);
    }

    static List<IssueAct> issueActs() {
        return List.of(
                new IssueAct.Created(null),
                new IssueAct.Created(DOING),
                new IssueAct.Moved(null, DOING),
                new IssueAct.Placed(DOING, DOING),
                new IssueAct.Assigned(OMAR),
                new IssueAct.Assigned(null),
                new IssueAct.Commented(),
                new IssueAct.Linked(Evidence.REMOTE_LINK, "https://example.com/a"),
                new IssueAct.Deleted(),
                new IssueAct.Seen(DOING));
    }

    @Test
    void no_kind_of_act_on_an_issue_is_forgotten_here() {
        assertThat(issueActs().stream().map(Object::getClass).distinct())
                .map(Class::getName)
                .containsExactlyInAnyOrder(
                        Arrays.stream(IssueAct.class.getPermittedSubclasses())
                                .map(Class::getName)
                                .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("issueActs")
    void an_act_on_an_issue_is_read_as_it_was_written_under_the_word_for_its_kind(IssueAct act) {
        var json = StateJson.write(act);
        assertThat(json).contains("\"kind\":\"" + act.kind() + "\"");
        assertThat(StateJson.readIssueAct(json)).isEqualTo(act);
    }

    @ParameterizedTest
    @MethodSource("issueActs")
    void progress_of_an_issue_is_read_as_it_was_written(IssueAct act) {
        var facts = List.of(IssueFact.estimated("one", AT, OMAR, act));
        var state =
                new StateJson.IssueState(
                        IssueAttributes.NONE,
                        IssueFold.of(facts),
                        new Settled<>(Map.of(IssueStrand.MOVES, AT)));

        assertThat(StateJson.readIssueState(StateJson.write(state))).isEqualTo(state);
    }

    @Test
    void progress_is_read_as_it_was_written() {
        var facts =
                List.of(
                        Fact.exact("opened", AT, OMAR, new Act.Opened(null)),
                        Fact.estimated(
                                "seen", AT, null, new Act.Seen(true, true, List.of(PERSON, TEAM))),
                        Fact.exact("comment", AT.plusSeconds(1), null, new Act.Commented(null)));
        var state =
                new StateJson.State(
                        Attributes.NONE,
                        Fold.of(facts),
                        new Settled<>(
                                Map.of(Strand.DRAFTS, AT, Strand.COMMENTS, AT.plusSeconds(9))));

        assertThat(StateJson.readState(StateJson.write(state))).isEqualTo(state);
    }

    @Test
    void a_state_with_a_trail_is_read_as_it_was_written() {
        var state = new StateJson.State(Attributes.NONE, Fold.of(talk()), null);

        assertThat(StateJson.readState(StateJson.write(state))).isEqualTo(state);
    }

    @Test
    void the_first_commit_is_read_as_it_was_written() {
        var state =
                new StateJson.State(
                        Attributes.NONE.begun(new Stamped<>(AT.minusSeconds(60), AT)),
                        Fold.of(talk()),
                        null);

        assertThat(StateJson.readState(StateJson.write(state))).isEqualTo(state);
    }

    /// Asked, approved twice, objected, answered by a bot.
    private static List<Fact> talk() {
        var lena = new Actor("3", "lena", false);
        var approved = new Act.Reviewed(ReviewVerdict.APPROVED, false);
        return List.of(
                Fact.exact("opened", AT, new Actor("1", "mia", false), new Act.Opened(false)),
                Fact.exact("asked", AT.plusSeconds(1), null, new Act.ReviewRequested(PERSON)),
                Fact.exact("team", AT.plusSeconds(2), null, new Act.ReviewRequested(TEAM)),
                Fact.exact(
                        "bot",
                        AT.plusSeconds(3),
                        new Actor("9", "ci[bot]", true),
                        new Act.Commented(null)),
                Fact.exact("one", AT.plusSeconds(4), OMAR, approved),
                Fact.estimated("two", AT.plusSeconds(5), lena, approved));
    }

    /// As the version before the trail wrote it.
    @Test
    void a_state_from_before_there_was_a_trail_is_read_and_folded_anew_with_the_next_fact()
            throws IOException {
        var facts = talk();
        var json =
                (ObjectNode)
                        new ObjectMapper()
                                .readTree(
                                        StateJson.write(
                                                new StateJson.State(
                                                        Attributes.NONE, Fold.of(facts), null)));
        ((ObjectNode) json.get("progress")).remove("trail");

        var before = StateJson.readState(json.toString()).progress();
        assertThat(before.resumable()).isFalse();
        assertThat(before.spent()).isEqualTo(Fold.of(facts).spent());

        var merged = Fact.exact("merged", AT.plusSeconds(9), OMAR, new Act.Merged());
        var after = new Facts(before, Settled.nothing(), List.of());
        after.take(List.of(merged), null);
        assertThat(after.needsHistory()).isTrue();
        after.learn(facts);
        assertThat(after.progress())
                .isEqualTo(Fold.of(Stream.concat(facts.stream(), Stream.of(merged)).toList()));
    }

    /// It is written with every fact.
    @Test
    void a_state_is_not_much_larger_for_its_trail() throws IOException {
        var state = new StateJson.State(Attributes.NONE, Fold.of(talk()), null);
        var json = (ObjectNode) new ObjectMapper().readTree(StateJson.write(state));
        var trail = json.get("progress").get("trail").toString();

        assertThat(trail.length()).as(trail).isLessThan(700);
    }

    @Test
    void a_sighting_from_before_reviewers_were_kept_does_not_tell_them() {
        assertThat(StateJson.readAct("{\"kind\":\"seen\",\"draft\":false,\"open\":true}"))
                .isEqualTo(new Act.Seen(false, true));
    }
}
