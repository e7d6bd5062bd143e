package dev.turnaround.model.timing;

import dev.turnaround.model.Answer;
import dev.turnaround.model.Moment;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.calendar.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures one pull request.
///
/// What was stored before there was a [Trail] shows nothing for the numbers that need one, until it
/// is folded again.
///
/// @param progress where it stands
/// @param terms what its team has settled
public record Timings(Progress progress, Terms terms) {

    /// What a clock shows.
    public Reading reading(Timing timing) {
        var from = begin(timing);
        return from == null ? new Reading.Nothing() : between(from, stop(timing));
    }

    /// When a clock began; null while it has not, and where that is not known.
    public @Nullable Moment begin(Timing timing) {
        if (needsTrail(timing) && progress.trail() == null) {
            return null;
        }
        return switch (timing) {
            case APPROVAL_TO_MERGE -> approvedAndReady();
            case CODING_TIME -> terms.begun() == null ? null : new Moment(terms.begun(), false);
            case CYCLE_TIME -> firstWork();
            case TIME_TO_FIRST_COMMENT,
                    TIME_TO_FIRST_REVIEW,
                    TIME_TO_APPROVE,
                    TIME_TO_EFFECTIVE_APPROVAL,
                    TIME_TO_MERGE,
                    TIME_TO_FIRST_AUTOMATED_FEEDBACK ->
                    start();
        };
    }

    private boolean needsTrail(Timing timing) {
        return switch (timing) {
            case TIME_TO_FIRST_REVIEW,
                    TIME_TO_EFFECTIVE_APPROVAL,
                    TIME_TO_FIRST_AUTOMATED_FEEDBACK,
                    APPROVAL_TO_MERGE ->
                    true;
            case TIME_TO_FIRST_COMMENT, TIME_TO_APPROVE, TIME_TO_MERGE ->
                    terms.start() == Start.READY_TIME;
            case CODING_TIME, CYCLE_TIME -> false;
        };
    }

    /// What stopped a clock, perhaps before it began; null while nothing has.
    public @Nullable Moment stop(Timing timing) {
        var trail = progress.trail();
        return switch (timing) {
            case TIME_TO_FIRST_COMMENT -> progress.firstResponseAt();
            case TIME_TO_FIRST_REVIEW -> trail == null ? null : trail.firstReviewAt();
            case TIME_TO_APPROVE -> progress.approvedAt();
            case TIME_TO_EFFECTIVE_APPROVAL -> effectiveApproval();
            case TIME_TO_FIRST_AUTOMATED_FEEDBACK ->
                    trail == null ? null : trail.firstAutomatedAt();
            case TIME_TO_MERGE, APPROVAL_TO_MERGE, CYCLE_TIME -> progress.mergedAt();
            case CODING_TIME -> opening();
        };
    }

    private @Nullable Moment effectiveApproval() {
        var trail = progress.trail();
        return trail == null ? null : trail.heldSince(terms.approvals());
    }

    private @Nullable Moment start() {
        return terms.start() == Start.OPENED ? opening() : progress.readyAt();
    }

    private Moment opening() {
        return new Moment(progress.opened().at(), progress.opened().estimated());
    }

    private Reading between(Moment from, @Nullable Moment to) {
        if (to == null) {
            return progress.phase().open() ? new Reading.Running(from.at()) : new Reading.Nothing();
        }
        var early = to.at().isBefore(from.at());
        return new Reading.Stopped(
                from.at(), early ? from.at() : to.at(), early, from.estimated() || to.estimated());
    }

    private @Nullable Moment approvedAndReady() {
        var approval = effectiveApproval();
        var ready = progress.readyAt();
        return approval != null && ready != null && ready.at().isAfter(approval.at())
                ? ready
                : approval;
    }

    private Moment firstWork() {
        var begun = terms.begun();
        var opening = opening();
        return begun == null || begun.isAfter(opening.at()) ? opening : new Moment(begun, false);
    }

    /// How long a clock ran until it stopped; null when it did not.
    public @Nullable Duration elapsed(Timing timing) {
        return reading(timing) instanceof Reading.Stopped(var from, var to, _, _)
                ? length(timing, from, to)
                : null;
    }

    /// How long a clock has been running; null when it does not run.
    public @Nullable Duration pending(Timing timing, Instant now) {
        return reading(timing) instanceof Reading.Running(var from)
                ? length(timing, from, now)
                : null;
    }

    private Duration length(Timing timing, Instant from, Instant to) {
        return isWhole(timing)
                ? between(from, to)
                : counted(timing, from, to).map(Leg::length).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration between(Instant from, Instant to) {
        var between = Duration.between(from, to);
        return between.isNegative() ? Duration.ZERO : between;
    }

    /// Whether all the time from its begin to its end counts.
    private boolean isWhole(Timing timing) {
        return timing != Timing.CYCLE_TIME
                && !(timing.fromReady() && terms.start() == Start.READY_TIME);
    }

    /// How much of [#elapsed] is working time, by the calendar of whoever was [awaited][#legs];
    /// null when the clock did not stop.
    ///
    /// @param calendars of people and teams, by [dev.turnaround.model.Reviewer#key]; null for
    ///   whoever has none
    /// @param authors the author's
    public @Nullable Duration working(
            Timing timing,
            Function<String, @Nullable WorkCalendar> calendars,
            WorkCalendar authors) {
        return reading(timing) instanceof Reading.Stopped(var from, var to, _, _)
                ? working(counted(timing, from, to), calendars, authors)
                : null;
    }

    /// How much of [#pending] is working time; null when the clock does not run.
    public @Nullable Duration workingPending(
            Timing timing,
            Instant now,
            Function<String, @Nullable WorkCalendar> calendars,
            WorkCalendar authors) {
        return reading(timing) instanceof Reading.Running(var from)
                ? working(counted(timing, from, now), calendars, authors)
                : null;
    }

    private static Duration working(
            Stream<Leg> legs,
            Function<String, @Nullable WorkCalendar> calendars,
            WorkCalendar authors) {
        return legs.map(
                        leg -> {
                            var theirs =
                                    leg.reviewer() == null ? null : calendars.apply(leg.reviewer());
                            return (theirs == null ? authors : theirs)
                                    .working(leg.from(), leg.to());
                        })
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Stream<Leg> counted(Timing timing, Instant from, Instant to) {
        var legs = legs(from, to).stream();
        if (isWhole(timing)) {
            return legs;
        }
        return timing == Timing.CYCLE_TIME
                ? legs.filter(leg -> leg.phase() != Phase.CLOSED)
                : legs.filter(Leg::ready);
    }

    /// An interval, cut where somebody else is awaited: where a review is awaited, the reviewer
    /// (whoever answered in the end, else the first by name of those who were asked, see
    /// [dev.turnaround.model.Span#awaited]); at all other times, closed ones too, the author.
    public List<Leg> legs(Instant from, Instant to) {
        var trail = progress.trail();
        if (!from.isBefore(to)) {
            return List.of();
        }
        if (trail == null) {
            return List.of(new Leg(from, to, null, false, null));
        }
        var legs = new ArrayList<Leg>();
        var spans = trail.spans();
        cut(new Leg(Instant.MIN, spans.getFirst().since(), null, false, null), from, to, legs);
        for (var each = 0; each < spans.size(); each++) {
            var span = spans.get(each);
            var runs = each == spans.size() - 1;
            var reviewer =
                    runs && span.phase() == Phase.AWAITING_REVIEW
                            ? progress.owing()
                            : span.awaited();
            var end = runs ? Instant.MAX : spans.get(each + 1).since();
            cut(new Leg(span.since(), end, span.phase(), span.ready(), reviewer), from, to, legs);
        }
        return legs;
    }

    private static void cut(Leg leg, Instant from, Instant to, List<Leg> into) {
        var begin = leg.from().isBefore(from) ? from : leg.from();
        var end = leg.to().isAfter(to) ? to : leg.to();
        if (begin.isBefore(end)) {
            into.add(new Leg(begin, end, leg.phase(), leg.ready(), leg.reviewer()));
        }
    }

    /// The parts of the cycle time; null while it is not merged.
    public @Nullable CycleParts cycleParts() {
        var merged = progress.mergedAt();
        return merged == null
                ? null
                : CycleParts.of(progress, elapsed(Timing.CODING_TIME), merged.at());
    }

    /// The answered requests for a review: one value of `requestToReview` each.
    public List<Answer> requests() {
        var trail = progress.trail();
        return trail == null ? List.of() : trail.answers();
    }

    /// Since when each human or team that owes an answer does, by key; empty once it is merged or
    /// closed.
    public Map<String, Instant> requestsPending() {
        return progress.phase().open() ? requestsUnanswered() : Map.of();
    }

    /// The same, and those who still owed one when it was merged or closed.
    public Map<String, Instant> requestsUnanswered() {
        var trail = progress.trail();
        if (trail == null) {
            return Map.of();
        }
        var owing = new TreeMap<>(trail.asked());
        owing.keySet()
                .removeIf(key -> {
                    var one = progress.participants().get(key);
                    return one == null || one.bot();
                });
        return owing;
    }

    /// How much working time a request took: all by the calendar of whoever answered.
    ///
    /// @param calendars as for [#working]
    /// @param authors for those who have none
    public static Duration working(
            Answer answer,
            Function<String, @Nullable WorkCalendar> calendars,
            WorkCalendar authors) {
        var theirs = calendars.apply(answer.by());
        return (theirs == null ? authors : theirs).working(answer.from(), answer.to());
    }
}
