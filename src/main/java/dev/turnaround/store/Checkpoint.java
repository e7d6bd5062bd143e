package dev.turnaround.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far a run has come. Written with what it read, so that a run that dies goes on where it was.
///
/// @param sync the run
/// @param connection its connection
/// @param repository the identity of its repository
/// @param listing the list that was read on; null when what was read is no part of one
/// @param done how many items of the present phase have been read, those of this page among them
/// @param total how many there are in all; null when nobody says
/// @param silentSince when the last webhook about the repository had come as the run began; null
///   when none ever had
public record Checkpoint(
        UUID sync,
        String connection,
        String repository,
        @Nullable Listing listing,
        long done,
        @Nullable Long total,
        @Nullable Instant silentSince) {

    /// A place in a list.
    ///
    /// @param subject what is listed, as `sync_target` words it
    /// @param since the list holds what changed since then
    /// @param begunAt when it was asked for, by the provider's clock
    /// @param next where the next page begins; null after the last one, and then the place stays
    ///   where it was until [SyncTargets#listed]: a run that dies in between reads one page again
    ///   instead of all
    public record Listing(String subject, Instant since, Instant begunAt, @Nullable String next) {}
}
