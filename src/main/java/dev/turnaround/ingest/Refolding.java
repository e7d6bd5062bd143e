package dev.turnaround.ingest;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.PeopleJob;
import dev.turnaround.store.Writes;
import java.util.List;

/// A step of a recomputation.
///
/// @param keys the pull requests that it is about
/// @param to where the recomputation stands after it
record Refolding(PeopleJob job, List<PullRequestKey> keys, PeopleJob.Place to) {

    /// The step as it is written.
    Writes.Refolded step() {
        return new Writes.Refolded(job.version(), job.place(), to, keys.size());
    }
}
