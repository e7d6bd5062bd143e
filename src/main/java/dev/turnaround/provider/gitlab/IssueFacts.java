package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Actor;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// GitLab's words about issues as facts, each with its identity: comments are numbered, all else is
/// known by its kind and the second.
final class IssueFacts {
    private static final long HOUR_SECONDS = 3_600;

    private IssueFacts() {}

    /// @param began the status in which it was created, which only its creation can tell
    static IssueFact created(Instant at, @Nullable Actor author, @Nullable Status began) {
        return IssueFact.exact("created", at, author, new IssueAct.Created(began));
    }

    /// It was closed. `closed_at` is the time and the identity, whatever the delivery came with.
    static IssueFact closed(Instant at, Status to, @Nullable Actor actor) {
        return IssueFact.exact("closed" + at(at), at, actor, new IssueAct.Moved(null, to));
    }

    /// It was closed, by `at`.
    static IssueFact closedBy(Instant at, Status to, @Nullable Actor actor) {
        return IssueFact.estimated("closed" + at(at), at, actor, new IssueAct.Moved(null, to));
    }

    static IssueFact reopened(Instant at, Status to, @Nullable Actor actor) {
        return IssueFact.estimated("reopened" + at(at), at, actor, new IssueAct.Moved(null, to));
    }

    /// @param to null when nobody has it from now on
    static IssueFact assigned(Instant at, @Nullable Actor to, @Nullable Actor actor) {
        return IssueFact.estimated("assigned" + at(at), at, actor, new IssueAct.Assigned(to));
    }

    static IssueFact commented(long note, Instant at, @Nullable Actor actor) {
        return IssueFact.exact("comment:" + note, at, actor, new IssueAct.Commented());
    }

    /// One sighting an hour and status is enough to make good a lost move, and merging keeps the
    /// earliest of them.
    static IssueFact seen(Instant at, Status status) {
        var hour = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        return IssueFact.estimated(
                "seen:" + status.id() + ":" + hour, at, null, new IssueAct.Seen(status));
    }

    /// The same fact, told with the time of the act itself.
    static IssueFact exactly(IssueFact fact) {
        return IssueFact.exact(fact.id(), fact.at(), fact.actor(), fact.act());
    }

    private static String at(Instant at) {
        return "@" + at.getEpochSecond();
    }
}
