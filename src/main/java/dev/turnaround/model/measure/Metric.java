package dev.turnaround.model.measure;

import java.util.Arrays;
import java.util.Optional;

/// What is measured. To measure one thing more is one line here, one in [Measures], and a higher
/// [Measures#RULES].
public enum Metric {
    /// From ready to the first response.
    TIME_TO_FIRST_COMMENT("timeToFirstComment", true),
    /// From ready to the first approval.
    TIME_TO_APPROVE("timeToApprove", true),
    /// From ready to the merge.
    TIME_TO_MERGE("timeToMerge", true),
    /// Time as a draft, of those that are merged or closed.
    TIME_IN_DRAFT("timeInDraft", false),
    /// Time in which the reviewers had to act, of those that are merged or closed.
    TIME_AWAITING_REVIEW("timeAwaitingReview", false),
    /// Time in which the author had to act, of those that are merged or closed.
    TIME_AWAITING_AUTHOR("timeAwaitingAuthor", false),
    /// Time approved and not merged yet, of those that are merged or closed.
    TIME_AWAITING_MERGE("timeAwaitingMerge", false);

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
        return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
    }
}
