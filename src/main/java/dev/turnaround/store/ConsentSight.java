package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a connection stands that somebody has to consent to.
///
/// @param grantedAt when the last grant was; null when there never was one
/// @param lostAt when it turned out to be over; null while it is not
/// @param lostWhy why, for people; null while it is not over
/// @param refusal why the last attempt came to nothing; null when it did not
public record ConsentSight(
        @Nullable Instant grantedAt,
        @Nullable Instant lostAt,
        @Nullable String lostWhy,
        @Nullable ConsentRefusal refusal) {

    /// Nobody has consented yet.
    public static final ConsentSight NONE = new ConsentSight(null, null, null, null);

    /// Whether somebody has to consent.
    public boolean needed() {
        return grantedAt == null || lostAt != null;
    }
}
