package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import java.util.List;

/// What somebody did to a pull request, in nobody's words.
///
/// Comments and reviews have numbers of their own within the pull request, so that what becomes of
/// them can be told. They need not be the provider's.
public sealed interface Deed {

    /// It was opened.
    record Opened(boolean draft) implements Deed {}

    /// It was shown to reviewers.
    record MadeReady() implements Deed {}

    /// It was taken back from reviewers.
    record MadeDraft() implements Deed {}

    /// Somebody was asked for a review.
    record Asked(Person reviewer) implements Deed {}

    /// A team was asked for a review.
    record AskedTeam(Team team) implements Deed {}

    /// Somebody need not review it after all.
    record Unasked(Person reviewer) implements Deed {}

    /// Something was said, as no part of a review.
    record Commented(long comment) implements Deed {}

    /// What was said was removed.
    record CommentRemoved(long comment) implements Deed {}

    /// A review was submitted.
    ///
    /// @param wordless whether it says nothing on the whole
    /// @param comments what it says on lines; where the provider has no reviews, none
    record Reviewed(long review, Verdict verdict, boolean wordless, List<Long> comments)
            implements Deed {
        public Reviewed {
            comments = List.copyOf(comments);
        }
    }

    /// A review lost its force.
    record Dismissed(long review) implements Deed {}

    /// Somebody took their approval back.
    record TookApprovalBack() implements Deed {}

    /// Somebody took their objection back.
    record TookObjectionBack() implements Deed {}

    /// No approval counts any more.
    record ApprovalsFell() implements Deed {}

    /// Commits arrived.
    record Pushed() implements Deed {}

    /// It has another title.
    record Retitled(String title) implements Deed {}

    /// It is to go into another branch.
    record Retargeted(String branch) implements Deed {}

    /// It was merged.
    record Merged() implements Deed {}

    /// It was closed unmerged.
    record Closed() implements Deed {}

    /// It was opened again.
    record Reopened() implements Deed {}

    /// It was deleted, with all that belongs to it.
    record Deleted() implements Deed {}

    /// What a review says.
    enum Verdict {
        APPROVES,
        OBJECTS,
        REMARKS
    }
}
