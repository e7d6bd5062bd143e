package dev.turnaround.api;

import dev.turnaround.contract.AggregateJson;
import dev.turnaround.contract.Problem;
import dev.turnaround.contract.TargetJson;
import dev.turnaround.model.measure.Cells;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.profile.Profiles;
import dev.turnaround.model.timing.Start;
import dev.turnaround.store.Aggregate;
import dev.turnaround.store.AggregateQuery;
import dev.turnaround.store.AggregateQuery.By;
import dev.turnaround.store.Aggregates;
import dev.turnaround.store.Agreements;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers the call for aggregates.
final class AggregateCalls {
    static final int DAYS_DEFAULT = 30;
    private static final Pattern MILLIS = Pattern.compile("\\d{11,14}");
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
    private final Agreements agreements;
    private final boolean byAuthor;
    private final ProfileCalls profiles;
    private final Waiting waiting;
    private final InstantSource clock;

    /// @param byAuthor whether anybody may see what single authors come to
    AggregateCalls(
            Aggregates aggregates,
            Agreements agreements,
            boolean byAuthor,
            ProfileCalls profiles,
            Waiting waiting,
            InstantSource clock) {
        this.aggregates = aggregates;
        this.agreements = agreements;
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
        waiting.on(() -> found(query))
                .onSuccess(answer -> {
                    var found = answer.lines();
                    var columns = new ArrayList<>(COLUMNS);
                    if (compare) {
                        columns.addAll(COMPARED);
                    }
                    var items = items(found, query.borders(), compare);
                    var flat = Boolean.TRUE.equals(parameters.flag("flat"));
                    Answer.page(
                            context,
                            flat ? flat(items) : items,
                            null,
                            columns(columns, flat),
                            answer.beside());
                })
                .onFailure(context::fail);
    }

    /// @param beside what else belongs to the answer
    private record Found(List<Aggregate> lines, Map<String, @Nullable Object> beside) {}

    /// Working time says by which calendars it was measured.
    private Found found(AggregateQuery query) {
        var lines = aggregates.of(query);
        return new Found(
                lines,
                query.working()
                        ? Map.of(
                                "calendars",
                                agreements.calendars().stream().map(TargetJson::calendar).toList())
                        : Map.of());
    }

    /// What stands in an object within a row, in the row itself: `group.name` as `groupName`.
    private static List<Map<String, @Nullable Object>> flat(
            List<Map<String, @Nullable Object>> items) {
        return items.stream()
                .map(item -> {
                    var row = new LinkedHashMap<String, @Nullable Object>();
                    item.forEach((name, value) -> {
                        if (value instanceof Map<?, ?> inner) {
                            inner.forEach((key, part) -> row.put(flat(name + "." + key), part));
                        } else if (!name.equals("group")) {
                            row.put(name, value);
                        }
                    });
                    return row;
                })
                .<Map<String, @Nullable Object>>map(row -> row)
                .toList();
    }

    private static List<String> columns(List<String> columns, boolean flat) {
        return flat ? columns.stream().map(AggregateCalls::flat).toList() : columns;
    }

    private static String flat(String column) {
        var dot = column.indexOf('.');
        return dot < 0
                ? column
                : column.substring(0, dot)
                        + Character.toUpperCase(column.charAt(dot + 1))
                        + column.substring(dot + 2);
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
        var window = window(parameters, today);
        var profile = parameters.text("profile");
        return new AggregateQuery(
                profile == null || profile.equals(Profiles.TURNAROUND.name())
                        ? metrics(parameters.words("metric"))
                        : List.of(),
                start(parameters.text("clock")),
                "working".equals(parameters.text("time")),
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
        var from = day(parameters, "from", false);
        var to = day(parameters, "to", true);
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
    /// be told from them. Milliseconds since 1970 are widened to whole days: whoever gives them, as
    /// Grafana does, means what somebody chose on a time line, and looks at what comes back.
    static @Nullable LocalDate day(Parameters parameters, String name, boolean end) {
        var text = parameters.text(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == "2026-11-21".length()) {
                return LocalDate.parse(text);
            }
            if (MILLIS.matcher(text).matches()) {
                var at = Instant.ofEpochMilli(Long.parseLong(text));
                var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
                return end && !at.equals(at.truncatedTo(ChronoUnit.DAYS)) ? day.plusDays(1) : day;
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
                name,
                "a day such as 2026-11-21, the instant at which it begins in UTC, or milliseconds since 1970");
    }

    /// Where the intervals begin and end; the first and the last may be cut short. With the
    /// interval before the first one if it is to be compared.
    static List<LocalDate> borders(
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

    static Set<String> lowerCase(Set<String> words) {
        return words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
