package dev.turnaround.model;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import dev.turnaround.model.calendar.Hours;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.timing.Reading;
import dev.turnaround.model.timing.Start;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timing;
import dev.turnaround.model.timing.Timings;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the numbers of a story come to, in the words of the [scenarios][Scenario].
///
/// | statement | meaning |
/// | --- | --- |
/// | `timeToFirstReview 10m` | a number, by its name in the API; `early` for 0 because it came too soon, `running`, `none` |
/// | `requestToReview omar 10m, web by lena 20m` | each answered request, in the order of the answers |
/// | `pendingRequests omar 09:00, web 09:10` | who owes an answer since when |
/// | `cycleParts coding 1h, review 10m` | what is not 0 of them |
/// | `awaited 09:00 awaiting_review omar, 09:10 awaiting_author author` | who was awaited since when |
///
/// After any of them, in this order: ` of 2` (approvals are required), ` opened` or ` readyTime`
/// (where it starts), ` begun 08:00` (the first sign of work), ` with omar berlin, author office`
/// (working time, by these calendars): `office` and `berlin` have 9 to 17 from Monday to Friday in
/// UTC and in Europe/Berlin, where `berlin` is free on 2026-04-03 and 2026-04-06; `halves` has 8 to
/// 12 and 13 to 17 from Monday to Thursday and 8 to 12 on Friday, in America/New_York; `night` has
/// all of Sunday in Europe/Berlin; `always` and `never` say what they are.
record SaidTimings(Progress progress) {
    private static final Pattern STATEMENT =
            Pattern.compile(
                    "(?<name>\\w+) .*?(?<of> of \\d+)?(?<start> opened| readyTime)?"
                            + "(?<begun> begun \\S+)?(?<with> with .+)?");
    private static final List<DayOfWeek> WEEKDAYS =
            List.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY);
    private static final Map<String, WorkCalendar> CALENDARS =
            Map.of(
                    "office",
                    calendar("UTC", WEEKDAYS, "09:00-17:00"),
                    "berlin",
                    calendar("Europe/Berlin", WEEKDAYS, "09:00-17:00", "2026-04-03", "2026-04-06"),
                    "halves",
                    halves(),
                    "night",
                    calendar("Europe/Berlin", List.of(DayOfWeek.SUNDAY), "00:00-00:00"),
                    "always",
                    WorkCalendar.ALWAYS,
                    "never",
                    new WorkCalendar(ZoneId.of("UTC"), Map.of(), new TreeSet<>()));

    private static WorkCalendar halves() {
        var week = new HashMap<DayOfWeek, List<Hours>>();
        WEEKDAYS.forEach(day -> week.put(day, List.of(hours("08:00-12:00"), hours("13:00-17:00"))));
        week.put(FRIDAY, List.of(hours("08:00-12:00")));
        return new WorkCalendar(ZoneId.of("America/New_York"), week, new TreeSet<>());
    }

    private static WorkCalendar calendar(
            String zone, List<DayOfWeek> days, String hours, String... holidays) {
        return new WorkCalendar(
                ZoneId.of(zone),
                days.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> List.of(hours(hours)))),
                Stream.of(holidays)
                        .map(LocalDate::parse)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Hours hours(String text) {
        var ends = text.split("-", 2);
        return new Hours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
    }

    /// What is so, in the form of the statement; null when it is not of this kind.
    @Nullable String insteadOf(String statement) {
        var read = STATEMENT.matcher(statement);
        if (!read.matches()) {
            return null;
        }
        var options = Stream.of("of", "start", "begun", "with");
        var calendars = read.group("with") == null ? null : calendars(read.group("with"));
        var timings =
                new Timings(
                        progress,
                        terms(read.group("of"), read.group("start"), read.group("begun")));
        var said = say(read.group("name"), timings, calendars);
        return said == null
                ? null
                : read.group("name")
                        + " "
                        + said
                        + options.map(read::group)
                                .map(option -> option == null ? "" : option)
                                .collect(Collectors.joining());
    }

    private static Terms terms(
            @Nullable String of, @Nullable String start, @Nullable String begun) {
        return new Terms(
                start == null
                        ? Start.READY
                        : Stream.of(Start.values())
                                .filter(one -> one.word().equals(start.strip()))
                                .findAny()
                                .orElseThrow(),
                of == null ? 1 : Integer.parseInt(of.substring(" of ".length())),
                begun == null ? null : Scenario.instant(begun.substring(" begun ".length())));
    }

    /// By key; the author's under `user:author`.
    private static Map<String, WorkCalendar> calendars(String with) {
        var calendars = new HashMap<String, WorkCalendar>();
        for (var one : with.substring(" with ".length()).split(", ", -1)) {
            var words = one.split(" ", 2);
            var key = words[0].startsWith("team:") ? words[0] : Reviewer.key(words[0]);
            calendars.put(key, present(CALENDARS.get(words[1]), words[1]));
        }
        return calendars;
    }

    private static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("no such " + name);
        }
        return value;
    }

    private @Nullable String say(
            String name, Timings timings, @Nullable Map<String, WorkCalendar> calendars) {
        return switch (name) {
            case "requestToReview" -> requests(timings, calendars);
            case "pendingRequests" -> pendingRequests(timings);
            case "cycleParts" -> cycleParts(timings);
            case "awaited" -> awaited(timings);
            default ->
                    Stream.of(Timing.values())
                            .filter(timing -> timing.word().equals(name))
                            .findAny()
                            .map(timing -> value(timing, timings, calendars))
                            .orElse(null);
        };
    }

    private static String value(
            Timing timing, Timings timings, @Nullable Map<String, WorkCalendar> calendars) {
        return switch (timings.reading(timing)) {
            case Reading.Nothing() -> "none";
            case Reading.Running _ -> "running";
            case Reading.Stopped(_, _, var early, _) -> {
                var time =
                        calendars == null
                                ? timings.elapsed(timing)
                                : timings.working(timing, calendars::get, authors(calendars));
                yield early ? "early" : Said.duration(time);
            }
        };
    }

    private static WorkCalendar authors(Map<String, WorkCalendar> calendars) {
        return calendars.getOrDefault("user:author", WorkCalendar.ALWAYS);
    }

    private String requests(Timings timings, @Nullable Map<String, WorkCalendar> calendars) {
        return list(
                timings.requests().stream()
                        .map(one ->
                                name(one.asked())
                                        + (one.by().equals(one.asked())
                                                ? ""
                                                : " by " + name(one.by()))
                                        + " "
                                        + Said.duration(
                                                calendars == null
                                                        ? Duration.between(one.from(), one.to())
                                                        : Timings.working(
                                                                one,
                                                                calendars::get,
                                                                authors(calendars)))));
    }

    private String pendingRequests(Timings timings) {
        return list(
                timings.requestsPending().entrySet().stream()
                        .map(one -> name(one.getKey()) + " " + Scenario.time(one.getValue())));
    }

    private String name(String key) {
        var known = progress.participants().get(key);
        return known == null ? key : known.name();
    }

    private static String cycleParts(Timings timings) {
        var parts = timings.cycleParts();
        return parts == null
                ? "none"
                : list(
                        Stream.of(
                                        part("coding", parts.coding()),
                                        part("review", parts.review()),
                                        part("author", parts.author()),
                                        part("merging", parts.merging()),
                                        part("draft", parts.draft()),
                                        part("unreviewed", parts.unreviewed()))
                                .filter(part -> !part.endsWith(" 0")));
    }

    private static String part(String name, Duration time) {
        return name + " " + Said.duration(time);
    }

    private String awaited(Timings timings) {
        return list(
                timings.legs(progress.opened().at(), Instant.MAX).stream()
                        .map(leg ->
                                Scenario.time(leg.from())
                                        + " "
                                        + (leg.phase() == null ? "coding" : leg.phase().word())
                                        + " "
                                        + (leg.reviewer() == null
                                                ? "author"
                                                : name(leg.reviewer()))));
    }

    private static String list(Stream<String> words) {
        var list = words.collect(Collectors.joining(", "));
        return list.isEmpty() ? "nothing" : list;
    }
}
