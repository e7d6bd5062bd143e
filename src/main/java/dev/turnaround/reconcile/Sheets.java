package dev.turnaround.reconcile;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.store.Tally;

/// Stores sheets.
@FunctionalInterface
public interface Sheets {
    /// Stores a sheet and its checkpoint, both or neither. Call on a virtual thread.
    ///
    /// @throws dev.turnaround.ingest.Unavailable when it cannot be stored now
    Tally take(Sheet sheet);
}
