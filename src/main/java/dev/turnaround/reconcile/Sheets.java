package dev.turnaround.reconcile;

import dev.turnaround.ingest.Sheet;
import dev.turnaround.ingest.Stored;
import dev.turnaround.store.Tally;
import org.jspecify.annotations.Nullable;

/// Stores sheets.
@FunctionalInterface
public interface Sheets {
    /// Begins to store a sheet and its checkpoint, both or neither. Call on a virtual thread.
    ///
    /// @param before is stored before it, or neither is; null when it does not matter
    /// @throws dev.turnaround.ingest.Unavailable when it cannot be stored now
    Stored begin(Sheet sheet, @Nullable Stored before);

    /// Stores a sheet, and waits until it is.
    ///
    /// @throws dev.turnaround.ingest.Unavailable when it cannot be stored now
    default Tally take(Sheet sheet) {
        return begin(sheet, null).tally();
    }
}
