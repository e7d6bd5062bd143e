package dev.turnaround.store;

import dev.turnaround.model.PullRequest;

/// A pull request as it lies in the database.
///
/// @param pullRequest what is known
/// @param version how often it was written; a writer that expected another one has read too early
/// @param people the version of the [Directory] that it was folded with
public record StoredPullRequest(PullRequest pullRequest, long version, long people) {}
