package dev.turnaround.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is known of a token, which itself is known to its holder only.
///
/// @param expiresAt from when on it lets nobody in; null for never
/// @param revokedAt since when it lets nobody in; null while nobody has revoked it
/// @param lastUsedAt to the minute; null when it never was
public record ApiToken(
        UUID id,
        String name,
        String scope,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {}
