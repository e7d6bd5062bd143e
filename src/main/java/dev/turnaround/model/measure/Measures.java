package dev.turnaround.model.measure;

import dev.turnaround.model.Moment;
import dev.turnaround.model.Phase;
import dev.turnaround.model.Progress;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.calendar.Calendars;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is measured of one pull request.
///
/// @param author the account that opened it; null when that is deleted
/// @param bot whether that is no human
/// @param all its measures, one for each metric and occurrence
public record Measures(@Nullable String author, boolean bot, List<Measure> all) {

    /// Which rules these are. A higher number lets what is stored be measured again, in the
    /// background; so it moves with every change to what [#of] gives.
    public static final int RULES = 2;

    /// Copies the list.
    public Measures {
        all = List.copyOf(all);
    }

    /// A value without its name.
    private record Reading(
            String occurrence,
            Instant openedAt,
            @Nullable Instant readyAt,
            @Nullable Instant endedAt,
            boolean stopped,
            @Nullable Duration sinceOpened,
            @Nullable Duration sinceReady) {}

    /// Measures a pull request.
    ///
    /// @param calendars whose working hours are whose at its connection
    public static Measures of(PullRequest pullRequest, Calendars calendars) {
        var progress = pullRequest.progress();
        var author = progress.opened().actor();
        var hours = new WorkedHours(progress, calendars);
        var all = new ArrayList<Measure>();
        for (var metric : Metric.values()) {
            for (var one : read(metric, progress)) {
                all.add(
                        new Measure(
                                metric.word(),
                                one.occurrence(),
                                one.openedAt(),
                                one.readyAt(),
                                one.endedAt(),
                                one.stopped(),
                                one.sinceOpened(),
                                one.sinceReady(),
                                one.sinceOpened() == null
                                        ? null
                                        : hours.of(metric, one.openedAt(), one.endedAt()),
                                one.sinceReady() == null
                                        ? null
                                        : hours.of(metric, one.readyAt(), one.endedAt())));
            }
        }
        return new Measures(
                author == null ? null : author.id(), author != null && author.bot(), all);
    }

    private static List<Reading> read(Metric metric, Progress it) {
        return switch (metric) {
            case TIME_TO_FIRST_COMMENT -> clock(it, it.firstResponseAt());
            case TIME_TO_APPROVE -> clock(it, it.approvedAt());
            case TIME_TO_MERGE -> clock(it, it.mergedAt());
            case TIME_IN_DRAFT -> phase(it, Phase.DRAFT);
            case TIME_AWAITING_REVIEW -> phase(it, Phase.AWAITING_REVIEW);
            case TIME_AWAITING_AUTHOR -> phase(it, Phase.AWAITING_AUTHOR);
            case TIME_AWAITING_MERGE -> phase(it, Phase.AWAITING_MERGE);
        };
    }

    /// A clock that begins with the opening, or with ready, and ends with a moment. What came
    /// before ready stopped it at 0, on the day on which it came.
    private static List<Reading> clock(Progress progress, @Nullable Moment stop) {
        var opened = seconds(progress.opened().at());
        var ready = progress.readyAt() == null ? null : seconds(progress.readyAt().at());
        var ended = stop == null ? endOf(progress) : seconds(stop.at());
        return List.of(
                new Reading(
                        "",
                        earlier(opened, ended),
                        ready == null ? null : earlier(ready, ended),
                        ended,
                        stop != null,
                        stop == null ? null : between(opened, stop),
                        stop == null || ready == null ? null : between(ready, stop)));
    }

    /// The time in a phase, once the pull request is merged or closed.
    private static List<Reading> phase(Progress progress, Phase phase) {
        var ended = endOf(progress);
        return List.of(
                new Reading(
                        "",
                        earlier(seconds(progress.opened().at()), ended),
                        null,
                        ended,
                        ended != null,
                        ended == null
                                ? null
                                : progress.spent()
                                        .getOrDefault(phase, Duration.ZERO)
                                        .truncatedTo(ChronoUnit.SECONDS),
                        null));
    }

    private static @Nullable Instant endOf(Progress progress) {
        var end = progress.mergedAt() == null ? progress.closedAt() : progress.mergedAt();
        return end == null ? null : seconds(end.at());
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
}
