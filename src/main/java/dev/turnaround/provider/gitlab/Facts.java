package dev.turnaround.provider.gitlab;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GitLab's words as facts, each with its identity.
///
/// GitLab numbers comments and nothing else; of the rest, hooks of a project and of its group bring
/// everything twice. What has no number is known by its kind, by who did it and by the second.
///
/// | fact | identity | time |
/// | --- | --- | --- |
/// | opened | `opened` | `created_at` |
/// | merged | `merged` | `merged_at`, else the event's `updated_at` |
/// | closed, reopened | `closed@SECOND`, `reopened@SECOND` | when it was told |
/// | closed, seen later | `closed:seen:HOUR` | `updated_at` |
/// | draft, ready | `draft@SECOND`, `ready@SECOND` | when it was told |
/// | pushed | `pushed:OLD:NEW` | when it was told; commits' own times are their authors' |
/// | requested, unrequested | `requested:WHO@SECOND`, … | opening, or when it was told |
/// | approved, unapproved | `approved:WHO@SECOND`, … | when it was told, never `updated_at` |
/// | changes requested, reviewed | `changes_requested:WHO@SECOND`, … | when it was told |
/// | approvals reset | `approvals_reset@SECOND` | when it was told |
/// | comment | `comment:ID` | its `created_at` |
/// | sighting | `seen@SECOND` | `updated_at` |
///
/// *When it was told* is `actioned_at` from 18.10 on. Before that it is `updated_at`, or for what
/// that may be too early for, the time at which the delivery came in. Either is a proxy, and so the
/// fact is estimated. The API has the time of the act itself ([#exactly]), in the same second or
/// one close by; and it tells a push by `pushed:WHO@SECOND`, since it does not tell the commits.
final class Facts {
    private static final long HOUR_SECONDS = 3_600;

    private Facts() {}

    /// @param draft whether it began as a draft; null when this does not tell
    static Fact opened(Instant at, @Nullable Actor author, @Nullable Boolean draft) {
        return Fact.exact("opened", at, author, new Act.Opened(draft));
    }

    /// It was merged, at most once.
    static Fact merged(Instant at, @Nullable Actor actor) {
        return Fact.exact("merged", at, actor, new Act.Merged());
    }

    /// It was merged, by `at`.
    static Fact mergedBy(Instant at, @Nullable Actor actor) {
        return Fact.estimated("merged", at, actor, new Act.Merged());
    }

    static Fact closed(Instant at, @Nullable Actor actor) {
        return Fact.estimated("closed" + at(at), at, actor, new Act.Closed());
    }

    /// It was found closed. One such finding an hour is enough to make good a lost event, and
    /// merging keeps the earliest of them.
    static Fact foundClosed(Instant at) {
        var hour = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        return Fact.estimated("closed:seen:" + hour, at, null, new Act.Closed());
    }

    static Fact reopened(Instant at, @Nullable Actor actor) {
        return Fact.estimated("reopened" + at(at), at, actor, new Act.Reopened());
    }

    static Fact toggled(boolean toDraft, Instant at, @Nullable Actor actor) {
        return toDraft
                ? Fact.estimated("draft" + at(at), at, actor, new Act.Draft())
                : Fact.estimated("ready" + at(at), at, actor, new Act.Ready());
    }

    static Fact pushed(String from, @Nullable String to, Instant at, @Nullable Actor actor) {
        var id = "pushed:" + from + ":" + (to == null ? "unknown" : to);
        return Fact.estimated(id, at, actor, new Act.Pushed(to));
    }

    static Fact requestedAtOpening(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.exact(
                "requested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequested(reviewer));
    }

    static Fact requested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                "requested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequested(reviewer));
    }

    static Fact unrequested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                "unrequested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequestRemoved(reviewer));
    }

    static Fact approved(Instant at, @Nullable Actor actor) {
        return reviewed("approved", ReviewVerdict.APPROVED, at, actor);
    }

    static Fact changesRequested(Instant at, @Nullable Actor actor) {
        return reviewed("changes_requested", ReviewVerdict.CHANGES_REQUESTED, at, actor);
    }

    static Fact reviewed(Instant at, @Nullable Actor actor) {
        return reviewed("reviewed", ReviewVerdict.COMMENTED, at, actor);
    }

    /// What a review says in words are notes of their own.
    private static Fact reviewed(
            String word, ReviewVerdict verdict, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                word + by(actor) + at(at), at, actor, new Act.Reviewed(verdict, true));
    }

    static Fact unapproved(Instant at, @Nullable Actor actor) {
        return Fact.estimated("unapproved" + by(actor) + at(at), at, actor, new Act.Unapproved());
    }

    /// A push took approvals back. GitLab does not say whose: all are taken to have fallen, also
    /// where only those of the code's owners have.
    static Fact approvalsReset(Instant at, @Nullable Actor pusher) {
        return Fact.estimated("approvals_reset" + at(at), at, pusher, new Act.ApprovalsReset());
    }

    static Fact commented(long note, Instant at, @Nullable Actor actor) {
        return Fact.exact("comment:" + note, at, actor, new Act.Commented(null));
    }

    static Fact seen(
            Instant at, @Nullable Boolean draft, boolean open, @Nullable List<Reviewer> reviewers) {
        return Fact.estimated("seen" + at(at), at, null, new Act.Seen(draft, open, reviewers));
    }

    /// It was closed; `closed_at` is the time.
    static Fact closedExactly(Instant at, @Nullable Actor actor) {
        return exactly(closed(at, actor));
    }

    /// The branch moved; from where and to where is not told.
    static Fact pushedSometime(Instant at, @Nullable Actor actor) {
        return Fact.exact("pushed" + by(actor) + at(at), at, actor, new Act.Pushed(null));
    }

    /// The same fact, told with the time of the act itself.
    static Fact exactly(Fact fact) {
        return Fact.exact(fact.id(), fact.at(), fact.actor(), fact.act());
    }

    private static String by(@Nullable Actor actor) {
        return ":" + (actor == null ? "unknown" : actor.id());
    }

    private static String at(Instant at) {
        return "@" + at.getEpochSecond();
    }
}
