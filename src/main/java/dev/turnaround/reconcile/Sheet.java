package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.store.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one page of an API says, to be stored together.
///
/// @param skipped how many of its items are left out
/// @param failed how many of its items could not be read
/// @param checkpoint how far the run has come with this page; null when no run reads it
public record Sheet(
        String connection,
        List<Change> changes,
        int skipped,
        int failed,
        @Nullable Checkpoint checkpoint) {
    public Sheet {
        changes = List.copyOf(changes);
    }
}
