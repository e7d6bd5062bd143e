package dev.turnaround.model.issue;

import dev.turnaround.model.Moment;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One uninterrupted time in a status.
///
/// @param status identity of the status; null when nothing tells where the issue began
/// @param entry identity of the fact that led there
/// @param sighted whether that fact is a sighting: the move itself never arrived
/// @param entered since when
/// @param left until when; null while it stands there. Estimated when a move in between never
///   arrived
public record Stay(
        @Nullable String status,
        String entry,
        boolean sighted,
        Moment entered,
        @Nullable Moment left) {

    /// How long it took, or has taken so far; never negative.
    public Duration until(Instant now) {
        var time = Duration.between(entered.at(), left == null ? now : left.at());
        return time.isNegative() ? Duration.ZERO : time;
    }

    Stay leftAt(Moment moment) {
        return new Stay(status, entry, sighted, entered, moment);
    }
}
