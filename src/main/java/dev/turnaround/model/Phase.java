package dev.turnaround.model;

import java.util.Locale;

/// Whose turn it is. An open pull request is in exactly one of the first four.
public enum Phase {
    /// Not offered for review yet.
    DRAFT,
    /// The reviewers must act.
    AWAITING_REVIEW,
    /// The author must act: a response asks for something.
    AWAITING_AUTHOR,
    /// Approved, and nobody objects.
    AWAITING_MERGE,
    /// Merged, for good.
    MERGED,
    /// Closed unmerged; it may be reopened.
    CLOSED;

    /// Whether the clock of this phase runs.
    public boolean open() {
        return this != MERGED && this != CLOSED;
    }

    /// The name in the API, such as `awaiting_review`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
