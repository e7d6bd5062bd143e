package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the delivery log holds of a connection's webhooks.
///
/// @param lastDeliveryAt when the last genuine one came; null when none is in the log
/// @param lastRejectedAt when the last one came that was not; null when none is in the log
/// @param why why that one was refused; null with it
public record WebhookSight(
        @Nullable Instant lastDeliveryAt, @Nullable Instant lastRejectedAt, @Nullable String why) {

    /// Nothing at all.
    public static final WebhookSight NONE = new WebhookSight(null, null, null);
}
