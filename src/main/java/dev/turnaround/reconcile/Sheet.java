package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.store.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one page of an API says, to be stored together.
///
/// @param failures items of the page that could not be read
/// @param checkpoint how far the run has come with this page; null when no run reads it
public record Sheet(
        String connection, List<Change> changes, int failures, @Nullable Checkpoint checkpoint) {
    public Sheet {
        changes = List.copyOf(changes);
    }
}
