package dev.turnaround.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run of reconciliation over one repository or project, as it stands.
///
/// @param repository the repository's identity at the provider
/// @param repositoryName as it was called when the run was asked for
/// @param since what was asked for; null for what is missing
/// @param startedAt null while it is queued
/// @param endedAt null while it goes on
/// @param phase what it is doing, or did last; null before it began
/// @param done how many items of this phase were read
/// @param total how many there are; null when nobody says
/// @param counts over all phases
/// @param waitingUntil when it goes on; null while it does not wait
/// @param trouble what went wrong; null when nothing did
/// @param cancelAsked whether somebody wants it to end
/// @param silentSince when the last webhook about the repository had come as the run began; null
///   when none ever had
public record SyncRun(
        UUID id,
        String connection,
        String repository,
        String repositoryName,
        SyncReason reason,
        SyncState state,
        @Nullable Instant since,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable SyncPhase phase,
        long done,
        @Nullable Long total,
        Counts counts,
        @Nullable Instant waitingUntil,
        @Nullable Trouble trouble,
        boolean cancelAsked,
        @Nullable Instant silentSince) {

    /// What became of the items that were read.
    ///
    /// @param facts facts that were new
    /// @param backfilled those of them that a webhook should have brought
    public record Counts(long ingested, long skipped, long failed, long facts, long backfilled) {
        /// All items that were read.
        public long processed() {
            return ingested + skipped + failed;
        }
    }

    /// What went wrong.
    ///
    /// @param code a stable word for programs
    /// @param what in one sentence
    /// @param advice what to do; null when there is nothing to do
    public record Trouble(String code, String what, @Nullable String advice) {}
}
