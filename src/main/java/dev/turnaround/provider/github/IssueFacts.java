package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GitHub's words about issues as facts, each with its identity, by the rules of [Facts].
///
/// Fields: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues>
final class IssueFacts {
    private static final long HOUR_SECONDS = 3_600;

    private IssueFacts() {}

    /// What every snapshot implies, whatever it came with: any of them may be the first.
    ///
    /// @param closer who closed it, where the snapshot came with that act; null else
    static List<IssueFact> implied(IssueSnapshot shown, @Nullable Actor closer) {
        var facts = new ArrayList<IssueFact>(4);
        facts.add(created(shown));
        facts.add(
                shown.closedAt() == null
                        ? seenOpen(shown.updatedAt())
                        : closed(shown.closedAt(), closer));
        return facts;
    }

    // Every issue is open at first.
    static IssueFact created(IssueSnapshot shown) {
        return IssueFact.exact(
                "created", shown.createdAt(), shown.author(), new IssueAct.Created(Board.OPEN));
    }

    /// The same act, as a source tells it that knows its time.
    static IssueFact known(IssueFact guessed) {
        return IssueFact.exact(guessed.id(), guessed.at(), guessed.actor(), guessed.act());
    }

    // It may be closed many times; `closed_at` tells the times apart.
    static IssueFact closed(Instant at, @Nullable Actor closer) {
        return IssueFact.exact(
                "closed" + at(at), at, closer, new IssueAct.Moved(null, Board.CLOSED));
    }

    // One sighting an hour is enough to make good a lost reopening, and merging keeps the earliest
    // of them.
    private static IssueFact seenOpen(Instant at) {
        var hour = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        return IssueFact.estimated("seen:open:" + hour, at, null, new IssueAct.Seen(Board.OPEN));
    }

    // `reopened` has neither id nor time; `updated_at` is the proxy.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=reopened#issues>
    static IssueFact reopened(Instant at, @Nullable Actor actor) {
        return IssueFact.estimated(
                "reopened" + at(at), at, actor, new IssueAct.Moved(Board.CLOSED, Board.OPEN));
    }

    // As `reopened`; one delivery an assignee.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=assigned#issues>
    static IssueFact assigned(Actor assignee, Instant at, @Nullable Actor actor) {
        return IssueFact.estimated(
                "assigned:" + assignee.id() + at(at), at, actor, new IssueAct.Assigned(assignee));
    }

    /// Somebody no longer has it.
    ///
    /// @param left who still has it; null for nobody
    static IssueFact unassigned(
            Actor assignee, @Nullable Actor left, Instant at, @Nullable Actor actor) {
        return IssueFact.estimated(
                "unassigned:" + assignee.id() + at(at), at, actor, new IssueAct.Assigned(left));
    }

    // `comment.id`, as on the conversation of a pull request.
    static IssueFact commented(Payload.Comment comment) {
        return IssueFact.exact(
                "comment:issue:" + comment.id(),
                comment.createdAt(),
                comment.user(),
                new IssueAct.Commented());
    }

    // It is gone once, and no field says when. Moved to another repository it is gone too, because
    // it goes on there under another identity.
    static IssueFact gone(Instant at, @Nullable Actor actor) {
        return IssueFact.estimated("deleted", at, actor, new IssueAct.Deleted());
    }

    // A move on a board has neither id nor time; `updated_at` of the item is the proxy. No API
    // tells of it afterwards.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads#projects_v2_item>
    static IssueFact placed(Payload.Item item, Payload.Move move, @Nullable Actor actor) {
        var to = move.to() == null ? Board.OPEN : move.to();
        return placed(item, new IssueAct.Placed(move.from(), to), to.id(), actor);
    }

    /// It was taken off a board.
    static IssueFact unplaced(Payload.Item item, @Nullable Actor actor) {
        return placed(item, new IssueAct.Placed(null, Board.OPEN), Board.OPEN.id(), actor);
    }

    private static IssueFact placed(
            Payload.Item item, IssueAct act, String to, @Nullable Actor actor) {
        var id = "placed:" + item.id() + ":" + to + at(item.updatedAt());
        return IssueFact.estimated(id, item.updatedAt(), actor, act);
    }

    private static String at(Instant at) {
        return "@" + at.getEpochSecond();
    }
}
