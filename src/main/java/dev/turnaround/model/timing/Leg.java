package dev.turnaround.model.timing;

import dev.turnaround.model.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A part of an interval in which the same party was awaited.
///
/// @param from when it begins
/// @param to when it ends
/// @param phase whose turn it was; null before the opening
/// @param ready whether it was open and no draft
/// @param reviewer who was awaited, by [dev.turnaround.model.Reviewer#key]; null for the author
public record Leg(
        Instant from, Instant to, @Nullable Phase phase, boolean ready, @Nullable String reviewer) {

    /// How long it is.
    public Duration length() {
        return Duration.between(from, to);
    }
}
