package dev.turnaround.model;

/// What a submitted review said.
public enum ReviewVerdict {
    /// The source no longer tells, as after a dismissal; any other telling is better.
    UNKNOWN,
    /// A remark without a decision.
    COMMENTED,
    /// The reviewer agrees.
    APPROVED,
    /// The reviewer wants something changed before they agree.
    CHANGES_REQUESTED
}
