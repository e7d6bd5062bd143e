package dev.turnaround.model.issue;

/// Acts on issues that belong together when a source lists all of them.
public enum IssueStrand {
    /// Moves from status to status.
    MOVES,
    /// Moves on a board.
    PLACES,
    /// Who has it.
    ASSIGNMENTS,
    /// Comments.
    COMMENTS,
    /// Links.
    LINKS,
    /// What snapshots showed in passing. Who lists the moves has no need of them.
    SIGHTINGS
}
