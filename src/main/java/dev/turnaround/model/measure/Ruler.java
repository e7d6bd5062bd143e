package dev.turnaround.model.measure;

import dev.turnaround.model.Answer;
import dev.turnaround.model.Moment;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.timing.CycleParts;
import dev.turnaround.model.timing.Start;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.model.timing.Timings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Holds one pull request against each metric.
final class Ruler {
    private final Progress progress;
    private final Timings sinceReady;
    private final Timings sinceOpened;
    private final Timings inReady;
    private final Function<String, @Nullable WorkCalendar> calendars;
    private final WorkCalendar authors;
    private final @Nullable Instant end;

    /// @param calendars when who is awaited works, by [dev.turnaround.model.Reviewer#key]; null for
    ///   whoever works when the author does
    /// @param authors when the author works
    Ruler(
            Progress progress,
            Terms terms,
            Function<String, @Nullable WorkCalendar> calendars,
            WorkCalendar authors) {
        this.progress = progress;
        this.sinceReady = new Timings(progress, terms.from(Start.READY));
        this.sinceOpened = new Timings(progress, terms.from(Start.OPENED));
        this.inReady = new Timings(progress, terms.from(Start.READY_TIME));
        this.calendars = calendars;
        this.authors = authors;
        var over = progress.mergedAt() == null ? progress.closedAt() : progress.mergedAt();
        this.end = over == null ? null : seconds(over.at());
    }

    /// What it shows for a metric: nothing where that has not begun, or there is nothing to go by.
    Stream<Measure> measure(Metric metric) {
        return switch (metric) {
            case TIME_TO_FIRST_COMMENT -> clock(metric, Timing.TIME_TO_FIRST_COMMENT);
            case TIME_TO_FIRST_REVIEW -> clock(metric, Timing.TIME_TO_FIRST_REVIEW);
            case TIME_TO_APPROVE -> clock(metric, Timing.TIME_TO_APPROVE);
            case TIME_TO_EFFECTIVE_APPROVAL -> clock(metric, Timing.TIME_TO_EFFECTIVE_APPROVAL);
            case TIME_TO_MERGE -> clock(metric, Timing.TIME_TO_MERGE);
            case TIME_TO_UNREVIEWED_MERGE ->
                    mergedUnreviewed() ? clock(metric, Timing.TIME_TO_MERGE) : Stream.empty();
            case TIME_TO_FIRST_AUTOMATED_FEEDBACK ->
                    clock(metric, Timing.TIME_TO_FIRST_AUTOMATED_FEEDBACK);
            case APPROVAL_TO_MERGE -> interval(metric, Timing.APPROVAL_TO_MERGE);
            case REQUEST_TO_REVIEW -> requests();
            case CODING_TIME -> interval(metric, Timing.CODING_TIME);
            case CYCLE_TIME -> interval(metric, Timing.CYCLE_TIME);
            case CYCLE_CODING -> part(metric, CycleParts::coding);
            case CYCLE_REVIEW -> part(metric, CycleParts::review);
            case CYCLE_AUTHOR -> part(metric, CycleParts::author);
            case CYCLE_MERGING -> part(metric, CycleParts::merging);
            case CYCLE_DRAFT -> part(metric, CycleParts::draft);
            case CYCLE_UNREVIEWED -> part(metric, CycleParts::unreviewed);
            case TIME_IN_DRAFT -> phase(metric, Phase.DRAFT);
            case TIME_AWAITING_REVIEW -> phase(metric, Phase.AWAITING_REVIEW);
            case TIME_AWAITING_AUTHOR -> phase(metric, Phase.AWAITING_AUTHOR);
            case TIME_AWAITING_MERGE -> phase(metric, Phase.AWAITING_MERGE);
        };
    }

    private boolean mergedUnreviewed() {
        return progress.mergedAt() != null
                && progress.trail() != null
                && progress.trail().firstReviewAt() == null;
    }

    /// A clock that begins with the opening, or with ready, and ends with a moment. What came
    /// before ready stopped it at 0, on the day on which it came.
    private Stream<Measure> clock(Metric metric, Timing timing) {
        var begun = sinceOpened.begin(timing);
        if (begun == null) {
            return Stream.empty();
        }
        var opened = seconds(begun.at());
        var ready = progress.readyAt() == null ? null : seconds(progress.readyAt().at());
        var stop = sinceOpened.stop(timing);
        var ended = stop == null ? end : seconds(stop.at());
        return Stream.of(
                new Measure(
                        metric.word(),
                        "",
                        earlier(opened, ended),
                        ready == null ? null : earlier(ready, ended),
                        ended,
                        stop != null,
                        stop == null ? null : between(opened, stop),
                        stop == null || ready == null ? null : between(ready, stop),
                        working(sinceOpened, timing),
                        working(sinceReady, timing),
                        seconds(inReady.elapsed(timing)),
                        working(inReady, timing)));
    }

    /// What begins where it does, wherever clocks are said to start.
    private Stream<Measure> interval(Metric metric, Timing timing) {
        var begun = sinceReady.begin(timing);
        if (begun == null) {
            return Stream.empty();
        }
        var stop = sinceReady.stop(timing);
        return Stream.of(
                plain(
                        metric,
                        "",
                        seconds(begun.at()),
                        stop == null ? end : seconds(stop.at()),
                        seconds(sinceReady.elapsed(timing)),
                        working(sinceReady, timing)));
    }

    private Stream<Measure> requests() {
        var all = new ArrayList<Measure>();
        var occurrences = new HashMap<String, Integer>();
        for (var answer : sinceReady.requests()) {
            all.add(
                    plain(
                            Metric.REQUEST_TO_REVIEW,
                            occurrence(answer.asked(), answer.from(), occurrences),
                            seconds(answer.from()),
                            seconds(answer.to()),
                            Duration.between(seconds(answer.from()), seconds(answer.to())),
                            working(answer)));
        }
        sinceReady
                .requestsUnanswered()
                .forEach((asked, from) ->
                        all.add(
                                plain(
                                        Metric.REQUEST_TO_REVIEW,
                                        occurrence(asked, from, occurrences),
                                        seconds(from),
                                        end,
                                        null,
                                        null)));
        return all.stream();
    }

    /// Who was asked and when. They may be asked again within a moment in which they answered.
    private static String occurrence(String asked, Instant from, Map<String, Integer> known) {
        var word = asked + " " + from;
        var times = known.merge(word, 1, Integer::sum);
        return times == 1 ? word : word + " #" + times;
    }

    private Stream<Measure> part(Metric metric, Function<CycleParts, Duration> which) {
        var parts = sinceReady.cycleParts();
        var begun = sinceReady.begin(Timing.CYCLE_TIME);
        return parts == null || begun == null
                ? Stream.empty()
                : Stream.of(
                        plain(
                                metric,
                                "",
                                seconds(begun.at()),
                                end,
                                seconds(which.apply(parts)),
                                null));
    }

    /// The time in a phase, once the pull request is merged or closed.
    private Stream<Measure> phase(Metric metric, Phase phase) {
        return Stream.of(
                plain(
                        metric,
                        "",
                        seconds(progress.opened().at()),
                        end,
                        end == null
                                ? null
                                : seconds(progress.spent().getOrDefault(phase, Duration.ZERO)),
                        worked(phase)));
    }

    /// The working hours in a phase; null where it was not kept whose turn it was when.
    private @Nullable Duration worked(Phase phase) {
        if (end == null || progress.trail() == null) {
            return null;
        }
        var total = Duration.ZERO;
        for (var leg : sinceOpened.legs(seconds(progress.opened().at()), end)) {
            if (leg.phase() == phase) {
                var theirs = leg.reviewer() == null ? null : calendars.apply(leg.reviewer());
                total =
                        total.plus(
                                (theirs == null ? authors : theirs).working(leg.from(), leg.to()));
            }
        }
        return seconds(total);
    }

    /// @param value null unless it stopped
    private static Measure plain(
            Metric metric,
            String occurrence,
            Instant begun,
            @Nullable Instant ended,
            @Nullable Duration value,
            @Nullable Duration working) {
        return new Measure(
                metric.word(),
                occurrence,
                earlier(begun, ended),
                null,
                ended,
                value != null,
                value,
                null,
                working,
                null,
                null,
                null);
    }

    private @Nullable Duration working(Timings timings, Timing timing) {
        return seconds(timings.working(timing, calendars, authors));
    }

    private @Nullable Duration working(Answer answer) {
        return seconds(Timings.working(answer, calendars, authors));
    }

    private static Instant earlier(Instant begun, @Nullable Instant ended) {
        return ended != null && ended.isBefore(begun) ? ended : begun;
    }

    private static Duration between(Instant begun, Moment stop) {
        var elapsed = Duration.between(begun, seconds(stop.at()));
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static @Nullable Duration seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.truncatedTo(ChronoUnit.SECONDS);
    }
}
