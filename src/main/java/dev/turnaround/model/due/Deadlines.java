package dev.turnaround.model.due;

import dev.turnaround.model.Progress;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.timing.Reading;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timings;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// When a pull request is late.
public final class Deadlines {

    private Deadlines() {}

    /// The target that it misses first, or has missed first, of those whose clock runs; null when
    /// none does. It says when that is if whoever is awaited now goes on being awaited, and holds
    /// until somebody acts: so a clock can be set by it.
    public static @Nullable Due first(
            Progress progress, Collection<Target> targets, Calendars calendars) {
        if (targets.isEmpty() || !progress.phase().open()) {
            return null;
        }
        var timings = new Timings(progress, Terms.DEFAULT);
        return targets.stream()
                .map(target -> due(timings, target, calendars))
                .filter(Objects::nonNull)
                .min(Comparator.comparing(Due::at).thenComparing(due -> due.target().timing()))
                .orElse(null);
    }

    private static @Nullable Due due(Timings timings, Target target, Calendars calendars) {
        if (!(timings.reading(target.timing()) instanceof Reading.Running(var from))) {
            return null;
        }
        var at =
                target.working()
                        ? working(timings, from, target, calendars)
                        : from.plus(target.within());
        return at == null ? null : new Due(target, at);
    }

    /// Part by part, each by the calendar of whoever is awaited in it. The last has no end.
    private static @Nullable Instant working(
            Timings timings, Instant from, Target target, Calendars calendars) {
        var author = timings.progress().opened().actor();
        var authors = calendars.ofAuthor(author == null ? null : author.id());
        var left = target.within();
        for (var leg : timings.legs(from, Instant.MAX)) {
            var theirs = calendars.ofReviewer(leg.reviewer());
            var calendar = theirs == null ? authors : theirs;
            var worked =
                    leg.to().equals(Instant.MAX) ? left : calendar.working(leg.from(), leg.to());
            if (worked.compareTo(left) >= 0) {
                return calendar.after(leg.from(), left);
            }
            left = left.minus(worked);
        }
        return null;
    }
}
