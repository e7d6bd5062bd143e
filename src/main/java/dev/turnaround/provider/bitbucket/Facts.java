package dev.turnaround.provider.bitbucket;

import static dev.turnaround.model.ReviewVerdict.APPROVED;
import static dev.turnaround.model.ReviewVerdict.CHANGES_REQUESTED;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Moment;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Bitbucket's words as facts, each with its identity.
///
/// An event is known by what it says, never by the delivery that brought it: a hook of the
/// repository beside one of the workspace brings everything twice, and the API brings it again.
/// What has no number of its own is known by its kind, by who did it and by the second, because
/// webhook and API need not agree on the fraction.
///
/// | fact | identity | told again by the API as |
/// | --- | --- | --- |
/// | opened | `opened` | the pull request's `created_on` |
/// | merged | `merged` | the activity's `MERGED` update, whose date is some milliseconds later |
/// | declined, Cloud | `closed` (it cannot be reopened) | the activity's `DECLINED` update |
/// | declined, Data Center | `closed@SECOND` of `closedDate` | the same field |
/// | approved | `approved:WHO@SECOND` of `approval.date` | activity `approval`, participant |
/// | changes requested | `changes_requested:WHO@SECOND` of `changes_request.date` | activity `changes_requested`, with a d |
/// | either taken back | `unapproved:…`, `withdrawn:…` with the second of the event | nothing; or the same with the second of the verdict, where the activity still has it |
/// | comment | `comment:ID` | the comment's `id` |
/// | pushed | `pushed:` and the first twelve digits of the head | the first twelve of forty |
/// | requested | `requested:WHO@SECOND` of the opening or event | the activity's update |
/// | sighting, Cloud | `seen@TIME`, the pull request's `updated_on` | the same field |
/// | sighting, Data Center | `seen:VERSION@SECOND` of the event | nothing |
///
/// An approval after one that was taken back has another second and so another identity.
final class Facts {
    /// What Cloud's webhooks tell of a hash; its API tells all forty digits.
    private static final int HEAD_DIGITS = 12;

    private Facts() {}

    /// It was opened, once: the kind is the identity.
    ///
    /// @param draft whether it began as a draft; null when this does not tell
    static Fact opened(Snapshot shown, @Nullable Boolean draft) {
        return Fact.exact("opened", shown.createdAt(), shown.author(), new Act.Opened(draft));
    }

    /// Its condition at a moment. This is how Cloud tells of drafts and reviewers: `updated` does
    /// not say what was updated.
    static Fact seen(Snapshot shown, Instant at) {
        var id = shown.version() == null ? "seen@" + at : "seen:" + shown.version() + at(at);
        return Fact.estimated(
                id, at, null, new Act.Seen(shown.draft(), shown.open(), shown.reviewers()));
    }

    /// Its source branch points at a commit, since `at` or earlier. The same commit again is the
    /// same fact, and the earliest telling of it stands.
    static Fact pushed(String head, Moment at, @Nullable Actor actor) {
        var id = "pushed:" + head.substring(0, HEAD_DIGITS);
        return fact(id, at, actor, new Act.Pushed(head));
    }

    static Fact requested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.exact(
                "requested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequested(reviewer));
    }

    static Fact unrequested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.exact(
                "unrequested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequestRemoved(reviewer));
    }

    static Fact ready(Moment at, @Nullable Actor actor) {
        return fact("ready" + at(at.at()), at, actor, new Act.Ready());
    }

    static Fact draft(Moment at, @Nullable Actor actor) {
        return fact("draft" + at(at.at()), at, actor, new Act.Draft());
    }

    static Fact approved(Moment at, @Nullable Actor actor) {
        return fact("approved" + by(actor) + at(at.at()), at, actor, reviewed(APPROVED));
    }

    static Fact changesRequested(Moment at, @Nullable Actor actor) {
        return fact(
                "changes_requested" + by(actor) + at(at.at()),
                at,
                actor,
                reviewed(CHANGES_REQUESTED));
    }

    private static Act reviewed(ReviewVerdict verdict) {
        return new Act.Reviewed(verdict, true);
    }

    static Fact unapproved(Moment at, @Nullable Actor actor) {
        return fact("unapproved" + by(actor) + at(at.at()), at, actor, new Act.Unapproved());
    }

    static Fact withdrawn(Moment at, @Nullable Actor actor) {
        return fact("withdrawn" + by(actor) + at(at.at()), at, actor, new Act.Withdrawn());
    }

    /// A verdict no longer stands although the API still lists it. It is known by the second of the
    /// verdict that it takes back, because that is all that is known of it.
    ///
    /// @param judged the verdict
    /// @param at when, at the latest
    static Fact takenBack(Fact judged, ReviewVerdict verdict, Instant at) {
        var whose = by(judged.actor()) + at(judged.at());
        return verdict == APPROVED
                ? Fact.estimated("unapproved" + whose, at, judged.actor(), new Act.Unapproved())
                : Fact.estimated("withdrawn" + whose, at, judged.actor(), new Act.Withdrawn());
    }

    static Fact commented(long comment, Instant at, @Nullable Actor actor) {
        return Fact.exact("comment:" + comment, at, actor, new Act.Commented(null));
    }

    /// It was merged, at most once: the kind is the identity.
    static Fact merged(Moment at, @Nullable Actor actor) {
        return fact("merged", at, actor, new Act.Merged());
    }

    /// It was declined where that is for good.
    static Fact declined(Moment at, @Nullable Actor actor) {
        return fact("closed", at, actor, new Act.Closed());
    }

    /// It was declined where it can be reopened, or deleted.
    static Fact closed(Moment at, @Nullable Actor actor) {
        return fact("closed" + at(at.at()), at, actor, new Act.Closed());
    }

    private static Fact fact(String id, Moment at, @Nullable Actor actor, Act act) {
        return at.estimated()
                ? Fact.estimated(id, at.at(), actor, act)
                : Fact.exact(id, at.at(), actor, act);
    }

    private static String by(@Nullable Actor actor) {
        return ":" + (actor == null ? "unknown" : actor.id());
    }

    private static String at(Instant at) {
        return "@" + at.getEpochSecond();
    }
}
