package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How well a repository or project is known.
///
/// @param id its identity at the provider
/// @param autoSync whether runs begin by themselves
/// @param ingested pull requests that are stored
/// @param merged how many of them are merged
/// @param skipped pull requests that were left out by configuration
/// @param failed pull requests that could not be read
/// @param liveFacts facts that a webhook told
/// @param facts all facts that count
/// @param lastDeliveryAt when a webhook about it came last
/// @param lastSyncAt when a run last read everything
/// @param gap where webhooks may be missing; null when nothing looks like it
public record RepositoryHealth(
        String connection,
        String id,
        String name,
        boolean autoSync,
        long ingested,
        long merged,
        long skipped,
        long failed,
        long liveFacts,
        long facts,
        @Nullable Instant lastDeliveryAt,
        @Nullable Instant lastSyncAt,
        @Nullable Gap gap) {

    /// Pull requests that somebody told of.
    public long processed() {
        return ingested + skipped + failed;
    }

    /// The part of the facts that webhooks told, from 0 to 1; null while there are none.
    public @Nullable Double completeness() {
        return facts == 0 ? null : (double) liveFacts / facts;
    }
}
