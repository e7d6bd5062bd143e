package dev.turnaround.store;

import dev.turnaround.model.PullRequestKey;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of the delivery log.
///
/// @param receivedAt when its last byte had come in
/// @param connection through which connection
/// @param deliveryId the provider's identity of the event, or null
/// @param event the provider's word for it, or null
/// @param action the provider's word for what happened, or null
/// @param verdict what became of it
/// @param reason why, in a few words; null where the verdict says all
/// @param latency from receipt until it was about to be committed
/// @param repository the identity of the repository or project that it was about, or null
/// @param pullRequest the pull request that it was about, or null
public record DeliveryRecord(
        Instant receivedAt,
        String connection,
        @Nullable String deliveryId,
        @Nullable String event,
        @Nullable String action,
        DeliveryVerdict verdict,
        @Nullable String reason,
        Duration latency,
        @Nullable String repository,
        @Nullable PullRequestKey pullRequest) {}
