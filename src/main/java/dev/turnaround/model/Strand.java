package dev.turnaround.model;

/// Acts that belong together when a source lists all of them: whoever can list one can list the
/// others of its strand.
public enum Strand {
    /// Made ready, made a draft.
    DRAFTS,
    /// Reviews asked for, and no longer.
    REQUESTS,
    /// Comments.
    COMMENTS,
    /// Reviews, and what became of them.
    REVIEWS,
    /// Moves of the source branch.
    PUSHES,
    /// Merged, closed, reopened.
    ENDS,
    /// What snapshots showed in passing. Who lists drafts, ends and, where sightings tell of
    /// reviewers, requests has no need of them.
    SIGHTINGS
}
