package dev.turnaround.store;

import org.jspecify.annotations.Nullable;

/// What brought a fact.
///
/// @param source the word for it in the API
/// @param delivery which delivery it was, or null
/// @param live whether a webhook told of it, as well as it could
public record Origin(String source, @Nullable String delivery, boolean live) {

    /// A list of the provider's API brought what no webhook had told of.
    public static final Origin BACKFILL = new Origin("reconciliation", null, false);

    /// A list brought the exact telling of what a webhook had guessed.
    public static final Origin EXACT = new Origin("reconciliation", null, true);

    /// A webhook brought it.
    ///
    /// @param delivery the provider's identity of the delivery, or null
    public static Origin webhook(@Nullable String delivery) {
        return new Origin("webhook", delivery, true);
    }
}
