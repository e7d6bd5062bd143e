package dev.turnaround.world;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueFold;
import dev.turnaround.model.issue.Status;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.jira.JiraStatus;
import dev.turnaround.simulator.play.Deed;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.IssueHistory;
import dev.turnaround.simulator.world.PullRequestHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a server that missed nothing must say.
///
/// The rules of the clocks are the fold's and are tested elsewhere: here what truly happened, and
/// when, is given to it as exact facts with identities of their own.
final class Truth {
    private static final String DRAFT_OF_GITLAB = "Draft: ";

    private Truth() {}

    static Standing of(PullRequestHistory history) {
        var prefix = history.scene() == Scene.GITLAB && history.draft() ? DRAFT_OF_GITLAB : "";
        return Standing.of(
                Fold.of(facts(history)),
                prefix + history.title(),
                history.branch(),
                history.target(),
                List.copyOf(history.issues()));
    }

    /// How many facts of it count, by kind.
    static SortedMap<String, Integer> kinds(PullRequestHistory history) {
        var kinds = new TreeMap<String, Integer>();
        facts(history).stream()
                .filter(Fact::stands)
                .forEach(fact -> kinds.merge(fact.act().kind(), 1, Integer::sum));
        switch (history.scene()) {
            case GITHUB ->
                    kinds.merge("reviewed", -reviewsThatCameToNothing(history), Integer::sum);
            case GITLAB -> kinds.merge("review_requested", becameReviewers(history), Integer::sum);
            // Its commits have identities, and the first one is there from the beginning.
            case BITBUCKET -> kinds.merge("pushed", 1, Integer::sum);
            case JIRA -> {}
        }
        kinds.values().removeIf(count -> count == 0);
        return kinds;
    }

    /// A review that says nothing and whose comments are all removed is no more.
    static int reviewsThatCameToNothing(PullRequestHistory history) {
        var removed = new HashSet<Long>();
        history.entries()
                .forEach(entry -> {
                    if (entry.deed() instanceof Deed.CommentRemoved(var comment)) {
                        removed.add(comment);
                    }
                });
        return (int)
                history.entries().stream()
                        .filter(entry ->
                                entry.deed()
                                                instanceof
                                                Deed.Reviewed(
                                                        _,
                                                        var verdict,
                                                        var wordless,
                                                        var comments)
                                        && verdict == Deed.Verdict.REMARKS
                                        && wordless
                                        && !comments.isEmpty()
                                        && removed.containsAll(comments))
                        .count();
    }

    /// Whoever objects is a reviewer from then on. Taken off the list they must have been put on it
    /// some time, and who put them there is not written down.
    private static int becameReviewers(PullRequestHistory history) {
        var asked = new HashSet<Person>();
        var became = 0;
        for (var entry : history.entries()) {
            switch (entry.deed()) {
                case Deed.Asked(var reviewer) -> asked.add(reviewer);
                case Deed.Unasked(var reviewer) -> became += asked.add(reviewer) ? 1 : 0;
                default -> {}
            }
        }
        return became;
    }

    /// How many facts of it count, by kind.
    static SortedMap<String, Integer> kinds(IssueHistory history) {
        var kinds = new TreeMap<String, Integer>();
        facts(history).forEach(fact -> kinds.merge(fact.act().kind(), 1, Integer::sum));
        return kinds;
    }

    private static List<Fact> facts(PullRequestHistory history) {
        var facts = new ArrayList<Fact>();
        for (var entry : history.entries()) {
            var at = entry.at().truncatedTo(grain(history.scene()));
            var actor = actor(entry.by());
            var id = "%s:%04d".formatted(entry.deed().getClass().getSimpleName(), facts.size());
            switch (entry.deed()) {
                case Deed.Reviewed(var review, var verdict, var wordless, var comments) -> {
                    var name = reviewId(review);
                    facts.add(
                            Fact.exact(
                                    name, at, actor, new Act.Reviewed(verdict(verdict), wordless)));
                    for (var comment : comments) {
                        facts.add(
                                Fact.exact(commentId(comment), at, actor, new Act.Commented(name)));
                    }
                }
                case Deed.Commented(var comment) ->
                        facts.add(
                                Fact.exact(commentId(comment), at, actor, new Act.Commented(null)));
                case Deed.CommentRemoved(var comment) ->
                        facts.replaceAll(fact ->
                                fact.id().equals(commentId(comment)) ? fact.asDeleted() : fact);
                default -> {
                    var act = act(entry.deed());
                    if (act != null) {
                        facts.add(Fact.exact(id, at, actor, act));
                    }
                }
            }
        }
        return facts;
    }

    private static @Nullable Act act(Deed deed) {
        return switch (deed) {
            case Deed.Opened(var draft) -> new Act.Opened(draft);
            case Deed.MadeReady _ -> new Act.Ready();
            case Deed.MadeDraft _ -> new Act.Draft();
            case Deed.Asked(var reviewer) ->
                    new Act.ReviewRequested(new Reviewer.Person(actor(reviewer)));
            case Deed.AskedTeam(var team) ->
                    new Act.ReviewRequested(
                            new Reviewer.Team(Long.toString(team.id()), team.slug()));
            case Deed.Unasked(var reviewer) ->
                    new Act.ReviewRequestRemoved(new Reviewer.Person(actor(reviewer)));
            case Deed.Dismissed(var review) -> new Act.Dismissed(reviewId(review));
            case Deed.TookApprovalBack _ -> new Act.Unapproved();
            case Deed.TookObjectionBack _ -> new Act.Withdrawn();
            case Deed.ApprovalsFell _ -> new Act.ApprovalsReset();
            case Deed.Pushed _ -> new Act.Pushed(null);
            case Deed.Merged _ -> new Act.Merged();
            case Deed.Closed _ -> new Act.Closed();
            case Deed.Reopened _ -> new Act.Reopened();
            case Deed.Reviewed _,
                    Deed.Commented _,
                    Deed.CommentRemoved _,
                    Deed.Deleted _,
                    Deed.Retitled _,
                    Deed.Retargeted _ ->
                    null;
        };
    }

    private static ReviewVerdict verdict(Deed.Verdict verdict) {
        return switch (verdict) {
            case APPROVES -> ReviewVerdict.APPROVED;
            case OBJECTS -> ReviewVerdict.CHANGES_REQUESTED;
            case REMARKS -> ReviewVerdict.COMMENTED;
        };
    }

    private static String reviewId(long review) {
        return "review:" + review;
    }

    private static String commentId(long comment) {
        return "comment:" + comment;
    }

    private static ChronoUnit grain(Scene scene) {
        return switch (scene) {
            case GITHUB, GITLAB -> ChronoUnit.SECONDS;
            case BITBUCKET -> ChronoUnit.MICROS;
            case JIRA -> ChronoUnit.MILLIS;
        };
    }

    private static Actor actor(Person person) {
        return new Actor(
                Long.toString(person.id()), person.login(), person.kind() == Person.Kind.BOT);
    }

    static IssueStanding of(IssueHistory history) {
        var assignee = history.assignee();
        return IssueStanding.of(
                IssueFold.of(facts(history)), assignee == null ? null : assignee.login());
    }

    private static List<IssueFact> facts(IssueHistory history) {
        var facts = new ArrayList<IssueFact>();
        var stood = JiraStatus.TO_DO;
        for (var entry : history.entries()) {
            var at = entry.at().truncatedTo(grain(Scene.JIRA));
            var id = "%04d".formatted(facts.size());
            switch (entry.step()) {
                case IssueHistory.Step.Created _ ->
                        facts.add(told(id, at, entry.by(), new IssueAct.Created(status(stood))));
                case IssueHistory.Step.Moved(var to) -> {
                    facts.add(
                            told(
                                    id,
                                    at,
                                    entry.by(),
                                    new IssueAct.Moved(status(stood), status(to))));
                    stood = to;
                }
                case IssueHistory.Step.Assigned(var to) ->
                        facts.add(
                                told(
                                        id,
                                        at,
                                        entry.by(),
                                        new IssueAct.Assigned(to == null ? null : actor(to))));
                case IssueHistory.Step.Commented(var comment) ->
                        facts.add(
                                told(commentId(comment), at, entry.by(), new IssueAct.Commented()));
                case IssueHistory.Step.CommentRemoved(var comment) ->
                        facts.removeIf(fact -> fact.id().equals(commentId(comment)));
                case IssueHistory.Step.Deleted _ ->
                        facts.add(told(id, at, entry.by(), new IssueAct.Deleted()));
            }
        }
        return facts;
    }

    private static IssueFact told(String id, Instant at, Person by, IssueAct act) {
        return IssueFact.exact(id, at, actor(by), act);
    }

    private static Status status(JiraStatus status) {
        return new Status(status.id(), status.title(), null);
    }
}
