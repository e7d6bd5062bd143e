package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import java.util.function.Predicate;

/// A connection that can be read.
///
/// @param connection its id
/// @param wanted which of its repositories or projects are selected
/// @param unlinkedToo whether pull requests count whose author is linked to nobody
public record Source(
        String connection, Api api, Predicate<Repository> wanted, boolean unlinkedToo) {

    /// Whether news counts. What is gone counts always: it may have counted before.
    boolean counts(Change change) {
        return unlinkedToo || !(change instanceof Change.ToPullRequest);
    }
}
