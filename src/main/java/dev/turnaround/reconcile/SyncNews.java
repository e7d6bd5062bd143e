package dev.turnaround.reconcile;

import dev.turnaround.store.SyncRun;

/// Hears how runs go on: each change of state, and progress a few times a second at most.
@FunctionalInterface
public interface SyncNews {
    /// A run as it stands. Called on the thread of the run, so it must be quick.
    void tell(SyncRun run);
}
