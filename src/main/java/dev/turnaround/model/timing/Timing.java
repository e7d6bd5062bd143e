package dev.turnaround.model.timing;

/// A number that has one value for a pull request. The other one is [Timings#requests].
public enum Timing {
    /// To the first response of any kind by a human who is not the author.
    TIME_TO_FIRST_COMMENT("timeToFirstComment"),
    /// To the first submitted review by a human who is not the author.
    TIME_TO_FIRST_REVIEW("timeToFirstReview"),
    /// To the first approval by a human who is not the author, even if it is dismissed later.
    TIME_TO_APPROVE("timeToApprove"),
    /// To the moment since which the required approvals have been held, with nobody objecting: now
    /// or, if it is merged, at the merge. An approval that was taken back and not given again is
    /// none, so that this one can run again, as no other does.
    TIME_TO_EFFECTIVE_APPROVAL("timeToEffectiveApproval"),
    /// To the merge.
    TIME_TO_MERGE("timeToMerge"),
    /// To the first comment or review by a bot.
    TIME_TO_FIRST_AUTOMATED_FEEDBACK("timeToFirstAutomatedFeedback"),
    /// From the effective approval to the merge. An approval before it was ready counts from there,
    /// so that this and the time to it are the time to merge.
    APPROVAL_TO_MERGE("approvalToMerge"),
    /// From the first sign of work to the opening. 0 if the work began after the opening.
    CODING_TIME("codingTime"),
    /// From the first sign of work, else from the opening, to the merge, without the time in which
    /// it was closed. [CycleParts] are its parts.
    CYCLE_TIME("cycleTime");

    private final String word;

    Timing(String word) {
        this.word = word;
    }

    /// The name in the API.
    public String word() {
        return word;
    }

    /// Whether it is counted from when the pull request was ready, or from what [Start] says.
    public boolean fromReady() {
        return switch (this) {
            case TIME_TO_FIRST_COMMENT,
                    TIME_TO_FIRST_REVIEW,
                    TIME_TO_APPROVE,
                    TIME_TO_EFFECTIVE_APPROVAL,
                    TIME_TO_MERGE,
                    TIME_TO_FIRST_AUTOMATED_FEEDBACK ->
                    true;
            case APPROVAL_TO_MERGE, CODING_TIME, CYCLE_TIME -> false;
        };
    }
}
