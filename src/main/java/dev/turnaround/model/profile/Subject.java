package dev.turnaround.model.profile;

/// What a number is about, so that those of two tools can be held against each other.
public enum Subject {
    /// How long the author waits for any response.
    RESPONSE,
    /// How long the author waits for a review.
    REVIEW,
    /// How long it takes to be approved.
    APPROVAL,
    /// How long it is in review, after somebody has turned to it.
    IN_REVIEW,
    /// How long it waits for its merge once it is approved.
    MERGING,
    /// How long it is open until it is merged.
    OPEN,
    /// How long it is worked on before it is offered.
    CODING,
    /// How long it takes from the first work to the merge.
    CYCLE
}
