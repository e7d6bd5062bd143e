package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of the runs of a repository or project.
///
/// @param id the repository's identity at the provider
/// @param autoSync whether runs begin by themselves
/// @param lastSyncAt when a run last read everything; null when none did
/// @param lastAskedAt when a run that was to read everything was last asked for, whatever became of
///   it; null when none was
/// @param unfinished whether one waits or goes on
public record SyncedRepository(
        String connection,
        String id,
        String name,
        boolean autoSync,
        @Nullable Instant lastSyncAt,
        @Nullable Instant lastAskedAt,
        boolean unfinished) {}
