package dev.turnaround.store;

import dev.turnaround.model.PullRequest;
import dev.turnaround.model.measure.Measures;
import org.jspecify.annotations.Nullable;

/// A pull request as it lies in the database.
///
/// @param pullRequest what is known
/// @param version how often it was written; a writer that expected another one has read too early
/// @param people the version of the [Directory] that it was folded with
/// @param measures what was measured of it as it was written; null where that is not remembered
public record StoredPullRequest(
        PullRequest pullRequest, long version, long people, @Nullable Measures measures) {}
