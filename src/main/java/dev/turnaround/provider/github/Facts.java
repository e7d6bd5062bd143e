package dev.turnaround.provider.github;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// GitHub's words as facts, each with its identity.
///
/// An act that GitHub numbers is known by that number, so that a webhook and the API tell the same
/// fact. One that it does not number is known by its kind and the second it is told for, and is
/// estimated until the API's exact list takes its place.
///
/// Fields: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request>
final class Facts {
    private static final long HOUR_SECONDS = 3_600;

    private Facts() {}

    /// What every snapshot implies, whatever it came with: any of them may be the first.
    ///
    /// @param draft whether it began as a draft, which only `opened` can tell; null else
    /// @param closer who closed or merged it, where the snapshot came with that act; null else
    static List<Fact> implied(Snapshot shown, @Nullable Boolean draft, @Nullable Actor closer) {
        var facts = new ArrayList<Fact>(6);
        facts.add(opened(shown, draft));
        if (shown.mergedAt() != null) {
            facts.add(merged(shown, shown.mergedAt(), closer));
        } else if (shown.closedAt() != null) {
            facts.add(closed(shown.closedAt(), closer));
        }
        facts.add(seen(shown));
        return facts;
    }

    private static Fact opened(Snapshot shown, @Nullable Boolean draft) {
        return opened(shown.createdAt(), shown.author(), draft);
    }

    // A pull request is opened once: the kind is the identity.
    static Fact opened(Instant at, @Nullable Actor author, @Nullable Boolean draft) {
        return Fact.exact("opened", at, author, new Act.Opened(draft));
    }

    private static Fact merged(Snapshot shown, Instant at, @Nullable Actor closer) {
        return merged(at, shown.mergedBy() == null ? closer : shown.mergedBy());
    }

    // It is merged at most once. GitHub's timeline has a `closed` beside it, which is no fact of
    // its own: <https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#merged>
    static Fact merged(Instant at, @Nullable Actor actor) {
        return Fact.exact("merged", at, actor, new Act.Merged());
    }

    // It may be closed many times; `closed_at` tells the times apart, and webhook and API agree on
    // it. <https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#closed>
    static Fact closed(Instant at, @Nullable Actor closer) {
        return Fact.exact("closed" + at(at), at, closer, new Act.Closed());
    }

    // One sighting an hour and condition is enough to make good a lost toggle, and merging keeps
    // the earliest of them.
    private static Fact seen(Snapshot shown) {
        var draft = shown.draft() == null ? "unknown" : shown.draft().toString();
        var open = shown.open() ? "open" : "closed";
        var hour = Math.floorDiv(shown.updatedAt().getEpochSecond(), HOUR_SECONDS);
        return Fact.estimated(
                "seen:" + draft + ":" + open + ":" + hour,
                shown.updatedAt(),
                null,
                new Act.Seen(shown.draft(), shown.open()));
    }

    // `ready_for_review` has neither id nor time; `updated_at` is the proxy.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=ready_for_review#pull_request>
    static Fact ready(Instant at, @Nullable Actor actor) {
        return Fact.estimated("ready" + at(at), at, actor, new Act.Ready());
    }

    // As `ready`: `converted_to_draft` here is `convert_to_draft` in the API.
    // <https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#convert_to_draft>
    static Fact draft(Instant at, @Nullable Actor actor) {
        return Fact.estimated("draft" + at(at), at, actor, new Act.Draft());
    }

    // As `ready`. <https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#reopened>
    static Fact reopened(Instant at, @Nullable Actor actor) {
        return Fact.estimated("reopened" + at(at), at, actor, new Act.Reopened());
    }

    // A branch can be pushed back to where it was, so the commit alone does not identify a push.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=synchronize#pull_request>
    static Fact pushed(String head, Instant at, @Nullable Actor actor) {
        return Fact.estimated("pushed:" + head + at(at), at, actor, new Act.Pushed(head));
    }

    // One delivery a reviewer, without id or time; the same reviewer may be asked again.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=review_requested#pull_request>
    static Fact requested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                "requested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequested(reviewer));
    }

    // As `requested`.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=review_request_removed#pull_request>
    static Fact unrequested(Reviewer reviewer, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                "unrequested:" + reviewer.key() + at(at),
                at,
                actor,
                new Act.ReviewRequestRemoved(reviewer));
    }

    // `review.id` is the same number as GraphQL's `fullDatabaseId` and the id in REST.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review>
    private static String reviewId(long review) {
        return "reviewed:" + review;
    }

    /// A submitted review.
    ///
    /// @param fallback its time where it has none of its own
    static Fact reviewed(Payload.Review review, Instant fallback) {
        var act = new Act.Reviewed(verdict(review.state()), review.empty());
        var id = reviewId(review.id());
        return review.submittedAt() == null
                ? Fact.estimated(id, fallback, review.user(), act)
                : Fact.exact(id, review.submittedAt(), review.user(), act);
    }

    /// The review that a comment shows to exist, whose own delivery may never come. Its verdict is
    /// not known, and it may have no words of its own.
    static Fact reviewAround(long review, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                reviewId(review), at, actor, new Act.Reviewed(ReviewVerdict.UNKNOWN, true));
    }

    // A review is dismissed at most once, and the delivery has neither an id nor a time for it.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads?actionType=dismissed#pull_request_review>
    static Fact dismissed(long review, Instant at, @Nullable Actor actor) {
        return Fact.estimated(
                "dismissed:" + review, at, actor, new Act.Dismissed(reviewId(review)));
    }

    // `comment.id` of a comment on the code: another series of numbers than that of comments on the
    // conversation, hence the word before it.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review_comment>
    private static String reviewCommentId(long comment) {
        return "comment:review:" + comment;
    }

    /// A comment on the code that is part of a review, and could not be seen before that was
    /// submitted.
    ///
    /// @param at when it could be seen, at the earliest
    static Fact reviewComment(Payload.Comment comment, long review, Instant at) {
        return Fact.estimated(
                reviewCommentId(comment.id()),
                at,
                comment.user(),
                new Act.Commented(reviewId(review)));
    }

    /// A comment on the code that stands alone.
    static Fact loneReviewComment(Payload.Comment comment) {
        return Fact.exact(
                reviewCommentId(comment.id()),
                comment.createdAt(),
                comment.user(),
                new Act.Commented(null));
    }

    // `comment.id` of a comment on the conversation.
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment>
    static Fact conversationComment(Payload.Comment comment) {
        return Fact.exact(
                "comment:issue:" + comment.id(),
                comment.createdAt(),
                comment.user(),
                new Act.Commented(null));
    }

    /// The same act, as a source tells it that knows its time.
    static Fact known(Fact guessed) {
        return Fact.exact(guessed.id(), guessed.at(), guessed.actor(), guessed.act());
    }

    /// What a review said. After a dismissal GitHub no longer tells, and a state that it may add
    /// says nothing here.
    static ReviewVerdict verdict(String state) {
        return switch (state.toLowerCase(Locale.ROOT)) {
            case "approved" -> ReviewVerdict.APPROVED;
            case "changes_requested" -> ReviewVerdict.CHANGES_REQUESTED;
            case "commented" -> ReviewVerdict.COMMENTED;
            default -> ReviewVerdict.UNKNOWN;
        };
    }

    private static String at(Instant at) {
        return "@" + at.getEpochSecond();
    }
}
