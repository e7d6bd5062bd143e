package dev.turnaround.model.measure;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is measured. To measure one thing more is one line here, one in [Ruler], a higher
/// [Measures#RULES], and a migration that gives the sums a column of its name.
public enum Metric {
    /// From ready to the first response.
    TIME_TO_FIRST_COMMENT("timeToFirstComment", true),
    /// From ready to the first submitted review.
    TIME_TO_FIRST_REVIEW("timeToFirstReview", true),
    /// From ready to the first approval.
    TIME_TO_APPROVE("timeToApprove", true),
    /// From ready to the moment since which the required approvals have been held.
    TIME_TO_EFFECTIVE_APPROVAL("timeToEffectiveApproval", true),
    /// From ready to the merge.
    TIME_TO_MERGE("timeToMerge", true),
    /// From ready to the merge, of those that were merged without a review.
    TIME_TO_UNREVIEWED_MERGE("timeToUnreviewedMerge", true),
    /// From ready to the first comment or review by a bot.
    TIME_TO_FIRST_AUTOMATED_FEEDBACK("timeToFirstAutomatedFeedback", true),
    /// From the effective approval to the merge.
    APPROVAL_TO_MERGE("approvalToMerge", false),
    /// From each request for a review to the answer.
    REQUEST_TO_REVIEW("requestToReview", false),
    /// From the first sign of work to the opening, where it is known.
    CODING_TIME("codingTime", false),
    /// From the first sign of work, else from the opening, to the merge.
    CYCLE_TIME("cycleTime", false),
    /// The part of the cycle time before the opening.
    CYCLE_CODING("cycleCoding", false),
    /// The part of it in which reviewers had to act.
    CYCLE_REVIEW("cycleReview", false),
    /// The part of it in which the author had to act.
    CYCLE_AUTHOR("cycleAuthor", false),
    /// The part of it in which it was approved.
    CYCLE_MERGING("cycleMerging", false),
    /// The part of it in which it was a draft.
    CYCLE_DRAFT("cycleDraft", false),
    /// The part of it in which reviewers had to act, where nobody ever responded.
    CYCLE_UNREVIEWED("cycleUnreviewed", false),
    /// Time as a draft, of those that are merged or closed.
    TIME_IN_DRAFT("timeInDraft", false),
    /// Time in which the reviewers had to act, of those that are merged or closed.
    TIME_AWAITING_REVIEW("timeAwaitingReview", false),
    /// Time in which the author had to act, of those that are merged or closed.
    TIME_AWAITING_AUTHOR("timeAwaitingAuthor", false),
    /// Time approved and not merged yet, of those that are merged or closed.
    TIME_AWAITING_MERGE("timeAwaitingMerge", false);

    private static final Map<String, Metric> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Metric::word, Function.identity()));

    private final String word;
    private final boolean fromReady;

    Metric(String word, boolean fromReady) {
        this.word = word;
        this.fromReady = fromReady;
    }

    /// The name in the API.
    public String word() {
        return word;
    }

    /// Whether it makes a difference from where it is measured. Where it makes none, `clock` is not
    /// looked at.
    public boolean fromReady() {
        return fromReady;
    }

    /// The one of that name.
    public static Optional<Metric> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }
}
