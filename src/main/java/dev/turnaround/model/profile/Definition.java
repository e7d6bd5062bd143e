package dev.turnaround.model.profile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a tool means by a number.
///
/// @param name as the tool calls it
/// @param subject what it is about
/// @param from when it begins
/// @param to when it ends
/// @param voices whose words count
/// @param early what becomes of an end before the start
/// @param eligible which pull requests have a value
/// @param closedCounts whether the time in which it was closed counts
/// @param minutes whether it is kept in whole minutes, rounded up
public record Definition(
        String name,
        Subject subject,
        Point from,
        Point to,
        Voices voices,
        Early early,
        Eligible eligible,
        boolean closedCounts,
        boolean minutes) {

    /// Whether a pull request is among those that are put together.
    public boolean includes(Story story) {
        return eligible.includes(story.progress().phase());
    }

    /// The value for one pull request; null when it has none, or none yet.
    public @Nullable Duration measure(Story story) {
        if (!eligible.includes(story.progress().phase())) {
            return null;
        }
        var to = story.find(this.to, voices, Instant.MAX, Instant.MIN);
        var from = story.find(this.from, voices, to == null ? Instant.MAX : to, Instant.MIN);
        if (from != null && early == Early.SKIPPED) {
            to = story.find(this.to, voices, Instant.MAX, from);
        }
        if (from == null || to == null) {
            return null;
        }
        if (to.isBefore(from)) {
            return switch (early) {
                case ZERO -> Duration.ZERO;
                case NEGATIVE -> Duration.between(from, to);
                case UNKNOWN, SKIPPED -> null;
            };
        }
        var elapsed = closedCounts ? Duration.between(from, to) : story.open(from, to);
        return minutes ? wholeMinutes(elapsed) : elapsed;
    }

    private static Duration wholeMinutes(Duration elapsed) {
        var whole = Duration.ofMinutes(elapsed.toMinutes());
        return whole.equals(elapsed) ? whole : whole.plusMinutes(1);
    }

    Definition from(Point other) {
        return new Definition(
                name, subject, other, to, voices, early, eligible, closedCounts, minutes);
    }

    Definition to(Point other) {
        return new Definition(
                name, subject, from, other, voices, early, eligible, closedCounts, minutes);
    }

    Definition heeding(Voices other) {
        return new Definition(
                name, subject, from, to, other, early, eligible, closedCounts, minutes);
    }

    Definition early(Early other) {
        return new Definition(
                name, subject, from, to, voices, other, eligible, closedCounts, minutes);
    }

    Definition of(Eligible other) {
        return new Definition(name, subject, from, to, voices, early, other, closedCounts, minutes);
    }

    Definition closedCounts(boolean other) {
        return new Definition(name, subject, from, to, voices, early, eligible, other, minutes);
    }

    Definition minutes(boolean other) {
        return new Definition(
                name, subject, from, to, voices, early, eligible, closedCounts, other);
    }
}
