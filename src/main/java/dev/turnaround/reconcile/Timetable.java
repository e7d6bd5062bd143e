package dev.turnaround.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.SplittableRandom;

/// When repositories are read, and how far back.
///
/// @param dailyAt the time of day from which the daily runs begin
/// @param zone where that is the time of day
/// @param backfillDays how far back a repository is read for the first time
public record Timetable(LocalTime dailyAt, ZoneId zone, int backfillDays) {

    /// Daily runs begin spread over this time, so that neither this server nor the provider has all
    /// of them at once.
    static final Duration SPREAD = Duration.ofHours(1);

    /// When the daily run of a repository was due last.
    ///
    /// The same for all processes, and about the same every day: the delay is made of the
    /// repository's identity.
    Instant lastDue(String connection, String repository, Instant now) {
        var seed = connection.hashCode() * 31L + repository.hashCode();
        var delay = Duration.ofMillis(new SplittableRandom(seed).nextLong(SPREAD.toMillis()));
        var today = now.minus(delay).atZone(zone).toLocalDate();
        var due = today.atTime(dailyAt).atZone(zone).toInstant().plus(delay);
        return due.isAfter(now)
                ? today.minusDays(1).atTime(dailyAt).atZone(zone).toInstant().plus(delay)
                : due;
    }

    /// From when on a repository is read for the first time.
    Instant backfillFrom(Instant now) {
        return now.minus(Duration.ofDays(backfillDays));
    }
}
