package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a provider granted to a connection, as it is kept.
///
/// @param sealed null when it was lost
/// @param expiresAt null when it does not end by itself
/// @param lostAt when it turned out to be over; null while it is not
/// @param lostWhy why somebody has to consent anew; null when nobody has to
public record KeptGrant(
        @Nullable String sealed,
        Instant grantedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lostAt,
        @Nullable String lostWhy) {}
