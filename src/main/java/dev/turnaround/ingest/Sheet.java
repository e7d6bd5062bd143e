package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.store.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of a list that a provider's API gave.
///
/// @param connection through which connection it was read
/// @param changes what is on it
/// @param skipped how many were read besides that are not wanted
/// @param failed how many of its items could not be read
/// @param checkpoint where its reader stands after it, to be written in the same transaction; null
///   when nobody needs to know
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
