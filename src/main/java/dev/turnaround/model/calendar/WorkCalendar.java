package dev.turnaround.model.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// When somebody works.
///
/// A moment is working time when the wall clock of the zone then shows a time within the hours of
/// its day of the week, on a date that is no holiday. So where the clocks go forward within working
/// hours the hour that is skipped does not count, and where they go back the hour that comes twice
/// counts twice.
///
/// @param zone whose wall clock it is
/// @param week the hours of each day, in order; a day without hours is not in it
/// @param holidays dates without work
public record WorkCalendar(
        ZoneId zone, Map<DayOfWeek, List<Hours>> week, SortedSet<LocalDate> holidays) {

    private static final int WEEK = 7;

    /// Every moment is working time.
    public static final WorkCalendar ALWAYS =
            new WorkCalendar(
                    ZoneOffset.UTC,
                    Arrays.stream(DayOfWeek.values())
                            .collect(
                                    Collectors.toMap(
                                            Function.identity(), _ -> List.of(Hours.ALL_DAY))),
                    Collections.emptySortedSet());

    /// What holds where nobody has said otherwise: Monday to Friday, 9 to 17 o'clock in UTC, and no
    /// holidays.
    public static final WorkCalendar USUAL =
            new WorkCalendar(
                    ZoneOffset.UTC,
                    Arrays.stream(DayOfWeek.values())
                            .filter(day -> day.compareTo(DayOfWeek.FRIDAY) <= 0)
                            .collect(
                                    Collectors.toMap(
                                            Function.identity(),
                                            _ ->
                                                    List.of(
                                                            new Hours(
                                                                    LocalTime.of(9, 0),
                                                                    LocalTime.of(17, 0))))),
                    Collections.emptySortedSet());

    /// @throws IllegalArgumentException when hours of one day overlap
    public WorkCalendar {
        var ordered = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (var entry : week.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                ordered.put(entry.getKey(), inOrder(entry.getKey(), entry.getValue()));
            }
        }
        week = Collections.unmodifiableMap(ordered);
        holidays = Collections.unmodifiableSortedSet(new TreeSet<>(holidays));
    }

    private static List<Hours> inOrder(DayOfWeek day, Collection<Hours> hours) {
        var ordered = hours.stream().sorted(Comparator.comparing(Hours::from)).toList();
        for (var next = 1; next < ordered.size(); next++) {
            if (ordered.get(next - 1).endNanos() > ordered.get(next).from().toNanoOfDay()) {
                throw new IllegalArgumentException("the hours of " + day + " overlap");
            }
        }
        return ordered;
    }

    /// How much working time lies between two moments; zero when the second is not after the first.
    public Duration working(Instant from, Instant to) {
        var total = Duration.ZERO;
        if (week.isEmpty()) {
            return total;
        }
        var rules = zone.getRules();
        // Between two shifts the wall clock runs as time does.
        for (var at = from; at.isBefore(to); ) {
            var shift = rules.nextTransition(at);
            var end = shift == null || shift.getInstant().isAfter(to) ? to : shift.getInstant();
            var offset = rules.getOffset(at);
            total =
                    total.plus(
                            worked(
                                    LocalDateTime.ofInstant(at, offset),
                                    LocalDateTime.ofInstant(end, offset)));
            at = end;
        }
        return total;
    }

    /// The first moment at which so much working time has passed; null when it never will.
    ///
    /// @param much not negative
    public @Nullable Instant after(Instant from, Duration much) {
        if (much.isZero()) {
            return from;
        }
        if (week.isEmpty()) {
            return null;
        }
        var rules = zone.getRules();
        var left = much;
        var at = from;
        while (true) {
            var offset = rules.getOffset(at);
            var shift = rules.nextTransition(at);
            var begin = LocalDateTime.ofInstant(at, offset);
            if (shift == null) {
                return walk(begin, left).toInstant(offset);
            }
            var here = worked(begin, LocalDateTime.ofInstant(shift.getInstant(), offset));
            if (here.compareTo(left) >= 0) {
                return walk(begin, left).toInstant(offset);
            }
            left = left.minus(here);
            at = shift.getInstant();
        }
    }

    /// The first moment by a wall clock that is never changed at which so much has been worked.
    private LocalDateTime walk(LocalDateTime from, Duration much) {
        var left = much.toNanos();
        for (var day = from.toLocalDate(); ; day = day.plusDays(1)) {
            if (holidays.contains(day)) {
                continue;
            }
            var begin = day.equals(from.toLocalDate()) ? from.toLocalTime().toNanoOfDay() : 0;
            for (var hours : week.getOrDefault(day.getDayOfWeek(), List.of())) {
                var start = Math.max(begin, hours.from().toNanoOfDay());
                var worked = Math.max(0, hours.endNanos() - start);
                if (worked >= left) {
                    return day.atStartOfDay().plusNanos(start + left);
                }
                left -= worked;
            }
        }
    }

    private Duration worked(LocalDateTime from, LocalDateTime to) {
        var sum = scheduled(from, to);
        for (var day : holidays.subSet(from.toLocalDate(), to.toLocalDate().plusDays(1))) {
            var begin = day.atStartOfDay();
            var end = begin.plusDays(1);
            sum =
                    sum.minus(
                            scheduled(
                                    begin.isBefore(from) ? from : begin,
                                    end.isAfter(to) ? to : end));
        }
        return sum;
    }

    /// As [#worked], had there been no holidays.
    private Duration scheduled(LocalDateTime from, LocalDateTime to) {
        return scheduledUntil(to).minus(scheduledUntil(from));
    }

    /// The hours of an endless row of weeks up to a moment, from a Monday of long ago; only
    /// differences of it mean something.
    private Duration scheduledUntil(LocalDateTime moment) {
        var today = moment.getDayOfWeek();
        var now = moment.toLocalTime().toNanoOfDay();
        var monday = moment.toLocalDate().toEpochDay() - (today.getValue() - 1);
        var weeks = Math.floorDiv(monday, WEEK);
        var sum = Duration.ZERO;
        for (var entry : week.entrySet()) {
            var day = entry.getKey();
            var hours = entry.getValue();
            var whole = hours.stream().mapToLong(Hours::nanos).sum();
            sum = sum.plus(Duration.ofNanos(whole).multipliedBy(weeks));
            if (day.compareTo(today) < 0) {
                sum = sum.plusNanos(whole);
            } else if (day == today) {
                sum = sum.plusNanos(hours.stream().mapToLong(one -> one.nanosBefore(now)).sum());
            }
        }
        return sum;
    }
}
