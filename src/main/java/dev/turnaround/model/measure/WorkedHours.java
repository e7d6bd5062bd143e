package dev.turnaround.model.measure;

import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How much of what was measured is working time, by the calendar of whoever was awaited.
///
/// @param calendars whose working hours are whose
record WorkedHours(Progress progress, Calendars calendars) {

    @Nullable Duration of(Metric metric, @Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            return null;
        }
        var phase = phase(metric);
        if (phase != null && progress.trail() == null) {
            return null;
        }
        var author = progress.opened().actor();
        var authors = calendars.ofAuthor(author == null ? null : author.id());
        var total = Duration.ZERO;
        for (var leg : new Timings(progress, Terms.DEFAULT).legs(from, to)) {
            if (phase == null || leg.phase() == phase) {
                var theirs = calendars.ofReviewer(leg.reviewer());
                total =
                        total.plus(
                                (theirs == null ? authors : theirs).working(leg.from(), leg.to()));
            }
        }
        return total.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Phase phase(Metric metric) {
        return switch (metric) {
            case TIME_IN_DRAFT -> Phase.DRAFT;
            case TIME_AWAITING_REVIEW -> Phase.AWAITING_REVIEW;
            case TIME_AWAITING_AUTHOR -> Phase.AWAITING_AUTHOR;
            case TIME_AWAITING_MERGE -> Phase.AWAITING_MERGE;
            case TIME_TO_FIRST_COMMENT, TIME_TO_APPROVE, TIME_TO_MERGE -> null;
        };
    }
}
