package dev.turnaround.reconcile;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import dev.turnaround.store.OpenItems;
import dev.turnaround.store.SyncLogLine.Level;
import dev.turnaround.store.SyncRun;

/// Looks whether issues that are done are still there: nobody tells of it when they are deleted,
/// and no list of changes holds them. Some in each run, so that all have their turn within days and
/// no run is long because of them.
///
/// Pull requests need none of it. One that is gone ends as if it had been closed, so that one that
/// was closed or merged before stays what it was: a review that took place.
final class Patrol {
    static final int ISSUES_MAX = 1_000;

    private final Means means;
    private final Api api;
    private final Repository repository;
    private final SyncRun run;
    private final Watch watch;
    private final Caller caller;

    Patrol(Means means, Api api, Repository repository, SyncRun run, Watch watch, Caller caller) {
        this.means = means;
        this.api = api;
        this.repository = repository;
        this.run = run;
        this.watch = watch;
        this.caller = caller;
    }

    /// Goes on from where the last one ended. A run that dies meanwhile leaves it where it was.
    ///
    /// @param sweep reads what is not found
    void walk(OpenItems open, Sweep sweep) {
        var targets = means.targets();
        var from = targets.patrol(run.connection(), run.repository());
        var keys = open.doneIssues(run.connection(), run.repository(), from, ISSUES_MAX);
        if (!keys.isEmpty()) {
            var missing = caller.ask(() -> api.missing(repository, keys));
            if (!missing.isEmpty()) {
                watch.note(Level.INFO, missing.size() + " issues that were done are not found");
                sweep.read(missing.stream().map(Item::of).toList());
            }
        }
        var last = keys.size() < ISSUES_MAX ? null : keys.getLast().id();
        if (from != null || last != null) {
            targets.patrolled(run.connection(), run.repository(), last);
        }
    }
}
