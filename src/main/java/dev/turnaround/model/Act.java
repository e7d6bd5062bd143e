package dev.turnaround.model;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What kind of thing a [Fact] says happened, with what is particular to the kind.
public sealed interface Act {

    /// The pull request came into being.
    ///
    /// @param draft whether it began as a draft; null when the telling came later and cannot know
    record Opened(@Nullable Boolean draft) implements Act {}

    /// It stopped being a draft.
    record Ready() implements Act {}

    /// It became a draft again.
    record Draft() implements Act {}

    /// A review was asked of somebody.
    record ReviewRequested(Reviewer reviewer) implements Act {}

    /// Such a request was taken back.
    record ReviewRequestRemoved(Reviewer reviewer) implements Act {}

    /// Somebody wrote a comment.
    ///
    /// @param review identity of the review fact that the comment is a part of; null for a comment
    ///   of its own
    record Commented(@Nullable String review) implements Act {}

    /// A review was submitted.
    ///
    /// @param verdict what it said
    /// @param empty whether it has no words of its own, as the shell that GitHub puts around a
    ///   single reply
    record Reviewed(ReviewVerdict verdict, boolean empty) implements Act {}

    /// A review lost its force.
    ///
    /// @param review identity of the review fact
    record Dismissed(String review) implements Act {}

    /// Somebody took their own approval back.
    record Unapproved() implements Act {}

    /// Somebody took their own request for changes back. For the API it is `dismissed`: a review
    /// lost its force.
    record Withdrawn() implements Act {}

    /// All approvals that stood lost their force at once, as by a push where the project wants new
    /// code approved anew; the source does not say whose. For the API it is `dismissed`: reviews
    /// lost their force.
    record ApprovalsReset() implements Act {}

    /// The source branch moved.
    ///
    /// @param head the commit it now points at, or null when the source does not say
    record Pushed(@Nullable String head) implements Act {}

    /// It was merged, for good.
    record Merged() implements Act {}

    /// It was closed unmerged.
    record Closed() implements Act {}

    /// It was opened again.
    record Reopened() implements Act {}

    /// A snapshot showed the pull request in this condition at a moment. It says nothing new unless
    /// the fact that led there never arrived; then it stands in for it, estimated.
    ///
    /// @param draft whether it was a draft; null when the snapshot does not say
    /// @param open whether it was neither closed nor merged
    /// @param reviewers everybody who was asked for a review, whether they have answered or not,
    ///   each once and in the order of their keys; null when the snapshot does not say or lists
    ///   only those who still owe an answer
    record Seen(@Nullable Boolean draft, boolean open, @Nullable List<Reviewer> reviewers)
            implements Act {
        public Seen {
            reviewers = reviewers == null ? null : ordered(reviewers);
        }

        /// A sighting that does not tell the reviewers.
        public Seen(@Nullable Boolean draft, boolean open) {
            this(draft, open, null);
        }

        private static List<Reviewer> ordered(List<Reviewer> reviewers) {
            var byKey = new TreeMap<String, Reviewer>();
            for (var reviewer : reviewers) {
                byKey.merge(
                        reviewer.key(),
                        reviewer,
                        (one, other) ->
                                one.toString().compareTo(other.toString()) >= 0 ? one : other);
            }
            return List.copyOf(byKey.values());
        }
    }

    /// The name of the kind, as METRICS and the API have it.
    default String kind() {
        return switch (this) {
            case Opened _ -> "opened";
            case Ready _ -> "ready";
            case Draft _ -> "draft";
            case ReviewRequested _ -> "review_requested";
            case ReviewRequestRemoved _ -> "review_request_removed";
            case Commented _ -> "commented";
            case Reviewed _ -> "reviewed";
            case Dismissed _ -> "dismissed";
            case Unapproved _ -> "unapproved";
            case Withdrawn _ -> "dismissed";
            case ApprovalsReset _ -> "dismissed";
            case Pushed _ -> "pushed";
            case Merged _ -> "merged";
            case Closed _ -> "closed";
            case Reopened _ -> "reopened";
            case Seen _ -> "seen";
        };
    }

    /// Whom it is about besides whoever did it.
    default List<Reviewer> about() {
        return switch (this) {
            case ReviewRequested(var reviewer) -> List.of(reviewer);
            case ReviewRequestRemoved(var reviewer) -> List.of(reviewer);
            case Seen(_, _, var reviewers) -> reviewers == null ? List.of() : reviewers;
            case Opened _,
                    Ready _,
                    Draft _,
                    Commented _,
                    Reviewed _,
                    Dismissed _,
                    Unapproved _,
                    Withdrawn _,
                    ApprovalsReset _,
                    Pushed _,
                    Merged _,
                    Closed _,
                    Reopened _ ->
                    List.of();
        };
    }

    /// The strand it belongs to; null for the opening, which nothing takes back.
    default @Nullable Strand strand() {
        return switch (this) {
            case Opened _ -> null;
            case Ready _, Draft _ -> Strand.DRAFTS;
            case ReviewRequested _, ReviewRequestRemoved _ -> Strand.REQUESTS;
            case Commented _ -> Strand.COMMENTS;
            case Reviewed _, Dismissed _, Unapproved _, Withdrawn _, ApprovalsReset _ ->
                    Strand.REVIEWS;
            case Pushed _ -> Strand.PUSHES;
            case Merged _, Closed _, Reopened _ -> Strand.ENDS;
            case Seen _ -> Strand.SIGHTINGS;
        };
    }

    /// Where the kind stands among facts of the same second. Providers' times have that grain, so
    /// ties are common; what sets the scene comes before what happens in it, and what ends it comes
    /// last.
    default int rank() {
        return switch (this) {
            case Opened _ -> 0;
            case Draft _ -> 1;
            case Ready _ -> 2;
            case ReviewRequested _ -> 3;
            case ReviewRequestRemoved _ -> 4;
            case Pushed _ -> 5;
            case Commented _ -> 6;
            case Reviewed _ -> 7;
            case Dismissed _ -> 8;
            case Unapproved _ -> 9;
            case Withdrawn _ -> 10;
            case ApprovalsReset _ -> 11;
            case Closed _ -> 12;
            case Reopened _ -> 13;
            case Merged _ -> 14;
            case Seen _ -> 15;
        };
    }
}
