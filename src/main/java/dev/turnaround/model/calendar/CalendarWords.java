package dev.turnaround.model.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A calendar as people write it: a zone such as `Europe/Berlin`, by the name of each day its hours
/// such as `09:00-12:30`, and dates such as `2026-12-25`. The end of the day is `24:00`.
///
/// @param zone null where none is given
/// @param week hours by day; days without hours may be left out
/// @param holidays dates without work
public record CalendarWords(
        @Nullable String zone, Map<String, List<String>> week, List<String> holidays) {

    private static final String END_OF_DAY = "24:00";

    /// Copies the collections.
    public CalendarWords {
        week = Map.copyOf(week);
        holidays = List.copyOf(holidays);
    }

    /// Something that cannot be used.
    ///
    /// @param field which one, such as `week.monday`
    /// @param expected what was expected there
    public record Fault(String field, String expected) {}

    /// What the words mean.
    public sealed interface Meaning {
        /// A calendar.
        record Good(WorkCalendar calendar) implements Meaning {}

        /// None, for these faults.
        record Wrong(List<Fault> faults) implements Meaning {
            /// Copies the list.
            public Wrong {
                faults = List.copyOf(faults);
            }
        }
    }

    /// What the words mean.
    public Meaning meaning() {
        var faults = new ArrayList<Fault>();
        var where = zone(faults);
        var hours = week(faults);
        var dates = new TreeSet<LocalDate>();
        for (var index = 0; index < holidays.size(); index++) {
            try {
                dates.add(LocalDate.parse(holidays.get(index)));
            } catch (DateTimeException nonsense) {
                faults.add(new Fault("holidays[" + index + "]", "a date such as 2026-12-25"));
            }
        }
        if (where == null || !faults.isEmpty()) {
            return new Meaning.Wrong(faults);
        }
        return new Meaning.Good(new WorkCalendar(where, hours, dates));
    }

    private @Nullable ZoneId zone(List<Fault> faults) {
        try {
            if (zone != null) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            // Said below.
        }
        faults.add(new Fault("zone", "a time zone such as UTC or Europe/Berlin"));
        return null;
    }

    private Map<DayOfWeek, List<Hours>> week(List<Fault> faults) {
        var hours = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        for (var entry : week.entrySet()) {
            var field = "week." + entry.getKey();
            var day = day(entry.getKey());
            if (day.isEmpty()) {
                faults.add(new Fault(field, "a day from monday to sunday"));
                continue;
            }
            var ofDay = new ArrayList<Hours>();
            for (var text : entry.getValue()) {
                hours(text)
                        .ifPresentOrElse(
                                ofDay::add,
                                () ->
                                        faults.add(
                                                new Fault(
                                                        field,
                                                        "hours such as 09:00-17:00 that end after they"
                                                                + " begin")));
            }
            if (overlap(ofDay)) {
                faults.add(new Fault(field, "hours that do not overlap"));
            }
            hours.put(day.get(), ofDay);
        }
        if (faults.isEmpty() && hours.values().stream().allMatch(List::isEmpty)) {
            faults.add(new Fault("week", "hours on one day at least"));
        }
        return hours;
    }

    private static boolean overlap(List<Hours> hours) {
        var ordered = hours.stream().sorted(Comparator.comparing(Hours::from)).toList();
        for (var next = 1; next < ordered.size(); next++) {
            if (ordered.get(next - 1).endNanos() > ordered.get(next).from().toNanoOfDay()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<DayOfWeek> day(String word) {
        return Arrays.stream(DayOfWeek.values()).filter(day -> word(day).equals(word)).findFirst();
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Hours> hours(String text) {
        var dash = text.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        try {
            var from = LocalTime.parse(text.substring(0, dash).strip());
            var end = text.substring(dash + 1).strip();
            var to = end.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(end);
            return to.equals(LocalTime.MIDNIGHT) && !end.equals(END_OF_DAY)
                    ? Optional.empty()
                    : Optional.of(new Hours(from, to));
        } catch (IllegalArgumentException | DateTimeException nonsense) {
            return Optional.empty();
        }
    }

    /// The words for a calendar.
    public static CalendarWords of(WorkCalendar calendar) {
        var week = new LinkedHashMap<String, List<String>>();
        calendar.week()
                .forEach((day, hours) ->
                        week.put(word(day), hours.stream().map(CalendarWords::word).toList()));
        return new CalendarWords(
                zone(calendar.zone()),
                week,
                calendar.holidays().stream().map(LocalDate::toString).toList());
    }

    private static String word(Hours hours) {
        return hours.from()
                + "-"
                + (hours.to().equals(LocalTime.MIDNIGHT) ? END_OF_DAY : hours.to().toString());
    }

    /// The offset of nothing is called `Z`, which nobody would write.
    private static String zone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }
}
