package dev.turnaround.model;

/// One of the durations that the product is about. All start when the pull request is first ready
/// for review.
public enum Clock {
    /// Until the first response of any kind by a human who is not the author.
    TIME_TO_FIRST_COMMENT("timeToFirstComment"),
    /// Until the first approval by a human who is not the author, even if it is dismissed later.
    TIME_TO_APPROVE("timeToApprove"),
    /// Until the merge.
    TIME_TO_MERGE("timeToMerge");

    private final String word;

    Clock(String word) {
        this.word = word;
    }

    /// The name in the API.
    public String word() {
        return word;
    }
}
