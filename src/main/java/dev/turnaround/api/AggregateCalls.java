package dev.turnaround.api;

import dev.turnaround.contract.AggregateJson;
import dev.turnaround.contract.Problem;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.profile.Profiles;
import dev.turnaround.model.timing.Start;
import dev.turnaround.store.Aggregate;
import dev.turnaround.store.AggregateQuery;
import dev.turnaround.store.AggregateQuery.By;
import dev.turnaround.store.Aggregates;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the call for aggregates.
final class AggregateCalls {
    private static final int DAYS_DEFAULT = 30;
    private static final int INTERVALS_MAX = 400;

    private static final List<String> COLUMNS =
            List.of(
                    "metric",
                    "group.id",
                    "group.name",
                    "from",
                    "to",
                    "count",
                    "fewerThanFive",
                    "p50Seconds",
                    "p75Seconds",
                    "p90Seconds",
                    "meanSeconds",
                    "pending",
                    "survivalMedianSeconds",
                    "unreviewed");

    private static final List<String> COMPARED =
            List.of(
                    "previous.from",
                    "previous.to",
                    "previous.count",
                    "previous.fewerThanFive",
                    "previous.p50Seconds",
                    "previous.p75Seconds",
                    "previous.p90Seconds",
                    "previous.meanSeconds",
                    "previous.pending",
                    "previous.survivalMedianSeconds",
                    "previous.unreviewed");

    private final Aggregates aggregates;
    private final boolean byAuthor;
    private final ProfileCalls profiles;
    private final Waiting waiting;
    private final InstantSource clock;

    /// @param byAuthor whether anybody may see what single authors come to
    AggregateCalls(
            Aggregates aggregates,
            boolean byAuthor,
            ProfileCalls profiles,
            Waiting waiting,
            InstantSource clock) {
        this.aggregates = aggregates;
        this.byAuthor = byAuthor;
        this.profiles = profiles;
        this.waiting = waiting;
        this.clock = clock;
    }

    void list(RoutingContext context) {
        var parameters = Parameters.of(context);
        var compare = parameters.text("compare") != null;
        var query = query(parameters, compare, clock.instant());
        var profile = parameters.text("profile");
        if (!byAuthor && (query.by() == By.AUTHOR || !query.scope().authors().isEmpty())) {
            Problem.send(
                    context.request(),
                    403,
                    "views of single authors are switched off here (metrics.byAuthor)");
            return;
        }
        if (profile != null && !profile.equals(Profiles.TURNAROUND.name())) {
            if (compare || query.by() != By.NONE || query.survivalUntil() != null) {
                throw new Parameters.Unusable("profile", "without by, compare and survival");
            }
            profiles.aggregate(
                    context, profile, parameters.words("metric"), query.borders(), query.scope());
            return;
        }
        waiting.on(() -> aggregates.of(query))
                .onSuccess(found -> {
                    var columns = new ArrayList<>(COLUMNS);
                    if (compare) {
                        columns.addAll(COMPARED);
                    }
                    Answer.page(context, items(found, query.borders(), compare), null, columns);
                })
                .onFailure(context::fail);
    }

    private static List<Map<String, @Nullable Object>> items(
            List<Aggregate> found, List<LocalDate> borders, boolean compare) {
        var items = new ArrayList<Map<String, @Nullable Object>>(found.size());
        for (var i = 0; i < found.size(); i++) {
            var one = found.get(i);
            if (!compare) {
                items.add(AggregateJson.of(one, borders));
            } else if (one.interval() > 0) {
                items.add(AggregateJson.compared(one, found.get(i - 1), borders));
            }
        }
        return items;
    }

    private static AggregateQuery query(Parameters parameters, boolean compare, Instant now) {
        var today = Cells.day(now);
        if ("working".equals(parameters.text("time"))) {
            throw new Parameters.Unusable("time", "calendar: working hours are not kept yet");
        }
        var window = window(parameters, today);
        var profile = parameters.text("profile");
        return new AggregateQuery(
                profile == null || profile.equals(Profiles.TURNAROUND.name())
                        ? metrics(parameters.words("metric"))
                        : List.of(),
                start(parameters.text("clock")),
                false,
                borders(window.from(), window.to(), parameters.text("interval"), compare),
                today,
                by(parameters.text("by")),
                Boolean.TRUE.equals(parameters.flag("bots")),
                Boolean.TRUE.equals(parameters.flag("exact")),
                survivalUntil(parameters, now),
                scope(parameters));
    }

    /// A time of whole days.
    ///
    /// @param to exclusive
    record Window(LocalDate from, LocalDate to) {}

    static Window window(Parameters parameters, LocalDate today) {
        var from = day(parameters, "from");
        var to = day(parameters, "to");
        if (to == null) {
            to = today.plusDays(1);
        }
        if (from == null) {
            from = to.minusDays(DAYS_DEFAULT);
        }
        if (!from.isBefore(to)) {
            throw new Parameters.Unusable("from", "before `to`");
        }
        return new Window(from, to);
    }

    static AggregateQuery.Scope scope(Parameters parameters) {
        return new AggregateQuery.Scope(
                lowerCase(parameters.words("repository")),
                lowerCase(parameters.words("author")),
                lowerCase(parameters.words("team")));
    }

    private static Start start(@Nullable String word) {
        return Arrays.stream(Start.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(Start.READY);
    }

    private static @Nullable Instant survivalUntil(Parameters parameters, Instant now) {
        if (!Boolean.TRUE.equals(parameters.flag("survival"))) {
            return null;
        }
        if (Start.READY_TIME.word().equals(parameters.text("clock"))) {
            throw new Parameters.Unusable(
                    "survival",
                    "without clock=readyTime: the rows do not tell how much of it counts");
        }
        return now;
    }

    private static By by(@Nullable String word) {
        return word == null ? By.NONE : By.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<Metric> metrics(Set<String> words) {
        for (var word : words) {
            if (Metric.of(word).isEmpty()) {
                throw new Parameters.Unusable(
                        "metric",
                        "of "
                                + Arrays.stream(Metric.values())
                                        .map(Metric::word)
                                        .collect(Collectors.joining(", ")));
            }
        }
        return Arrays.stream(Metric.values())
                .filter(metric -> words.isEmpty() || words.contains(metric.word()))
                .toList();
    }

    /// A day, or the instant at which one begins: sums are kept by the day, and half of one cannot
    /// be told from them.
    private static @Nullable LocalDate day(Parameters parameters, String name) {
        var text = parameters.text(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == "2026-11-21".length()) {
                return LocalDate.parse(text);
            }
            // A plus sign that was not escaped arrives as a space.
            var at = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (at.equals(at.truncatedTo(ChronoUnit.DAYS))) {
                return LocalDate.ofInstant(at, ZoneOffset.UTC);
            }
        } catch (DateTimeException nonsense) {
            // Said below.
        }
        throw new Parameters.Unusable(
                name, "a day such as 2026-11-21, or the instant at which it begins in UTC");
    }

    /// Where the intervals begin and end; the first and the last may be cut short. With the
    /// interval before the first one if it is to be compared.
    private static List<LocalDate> borders(
            LocalDate from, LocalDate to, @Nullable String interval, boolean compare) {
        var borders = new ArrayList<LocalDate>();
        if (compare) {
            borders.add(
                    switch (interval) {
                        case "day" -> from.minusDays(1);
                        case "week" -> from.minusWeeks(1);
                        case "month" -> from.minusMonths(1);
                        case null, default -> from.minusDays(ChronoUnit.DAYS.between(from, to));
                    });
        }
        var day = from;
        while (day.isBefore(to)) {
            borders.add(day);
            if (borders.size() > INTERVALS_MAX) {
                throw new Parameters.Unusable(
                        "interval", "one of which no more than " + INTERVALS_MAX + " fit");
            }
            day =
                    switch (interval) {
                        case "day" -> day.plusDays(1);
                        case "week" -> day.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                        case "month" -> day.plusMonths(1).withDayOfMonth(1);
                        case null, default -> to;
                    };
        }
        borders.add(to);
        return borders;
    }

    private static Set<String> lowerCase(Set<String> words) {
        return words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
