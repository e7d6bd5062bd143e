package dev.turnaround.model.profile;

/// A moment in the story of a pull request at which a number may begin or end.
public enum Point {
    /// It was opened, as a draft or not.
    OPENED("when it was opened"),
    /// The first moment at which it was open and no draft.
    FIRST_READY("when it was first ready"),
    /// The first time it stopped being a draft; the opening, if it never did. Not the first moment
    /// at which it was ready: what is opened ready and made a draft later is marked as ready late.
    FIRST_MADE_READY("when it was first marked as ready, else when it was opened"),
    /// The last time it became ready before the end; the opening, if it was ready then.
    LAST_READY("when it last became ready"),
    /// The first request for a review.
    FIRST_REQUEST("when a review was first requested"),
    /// The first commit was authored.
    FIRST_COMMIT("when the first commit was authored"),
    /// The first commit was authored or it was opened, whichever was first.
    FIRST_COMMIT_OR_OPENED("when the first commit was authored, or it was opened"),
    /// The first comment or review.
    FIRST_RESPONSE("at the first comment or review"),
    /// The first comment or review; the merge, if there was none before.
    FIRST_RESPONSE_OR_MERGED("at the first comment or review, else at the merge"),
    /// The first review, whatever it said.
    FIRST_REVIEW("at the first review"),
    /// The first review that approved or requested changes.
    FIRST_VERDICT("at the first approval or request for changes"),
    /// The first approval, even if it is taken back.
    FIRST_APPROVAL("at the first approval"),
    /// The last approval.
    LAST_APPROVAL("at the last approval"),
    /// It was merged.
    MERGED("at the merge");

    private final String words;

    Point(String words) {
        this.words = words;
    }

    /// As the end of a sentence.
    String words() {
        return words;
    }
}
