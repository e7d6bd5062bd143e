package dev.turnaround.api;

import dev.turnaround.store.SyncReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes requests for runs of reconciliation. Waits, maybe for the provider.
@FunctionalInterface
public interface SyncRequests {

    /// Asks for runs.
    ///
    /// @param repository identity or name of the only one; null for all that are selected
    /// @param since read from then on at least; null for what is missing
    /// @return which runs they will be
    /// @throws dev.turnaround.reconcile.UnknownTarget when no such repository is known or can be
    ///   seen
    /// @throws dev.turnaround.provider.ApiFailure when the provider had to be asked and refused
    List<UUID> ask(
            String connection,
            @Nullable String repository,
            @Nullable Instant since,
            SyncReason reason);
}
