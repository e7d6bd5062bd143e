package dev.turnaround.model.calendar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Working time for any calendar, in zones whose clocks shift at all sorts of hours.
class WorkCalendarPropertyTest {
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    // Half an hour.
                    "Australia/Lord_Howe",
                    // Back over midnight, at one minute past, so that a date comes twice.
                    "America/St_Johns",
                    "America/Sao_Paulo",
                    "Asia/Kathmandu",
                    // A whole day was left out at the end of 2011.
                    "Pacific/Apia");

    /// Around shifts, and in the middle of nowhere. Minutes, since the clocks of all these zones
    /// shift on whole ones.
    private static final List<Instant> MOMENTS =
            List.of(
                    Instant.parse("2026-03-28T00:00:00Z"),
                    Instant.parse("2026-10-24T00:00:00Z"),
                    Instant.parse("2026-03-07T00:00:00Z"),
                    Instant.parse("2010-11-06T12:00:00Z"),
                    Instant.parse("2018-02-17T12:00:00Z"),
                    Instant.parse("2011-12-29T00:00:00Z"),
                    Instant.parse("1969-12-30T00:00:00Z"),
                    Instant.parse("2026-04-04T00:00:00Z"),
                    Instant.parse("2026-06-10T00:00:00Z"));

    @Provide
    Arbitrary<WorkCalendar> calendars() {
        return Arbitraries.randomValue(WorkCalendarPropertyTest::calendar);
    }

    private static WorkCalendar calendar(Random chance) {
        var week = new HashMap<DayOfWeek, List<Hours>>();
        for (var day : DayOfWeek.values()) {
            var ends = new TreeSet<Integer>();
            for (var count = 2 * chance.nextInt(4); ends.size() < count; ) {
                ends.add(chance.nextInt(24 * 12 + 1) * 5);
            }
            var hours = new ArrayList<Hours>();
            while (!ends.isEmpty()) {
                hours.add(new Hours(time(ends.removeFirst()), time(ends.removeFirst())));
            }
            week.put(day, hours);
        }
        var holidays = new TreeSet<LocalDate>();
        for (var moment : MOMENTS) {
            var day = LocalDate.ofInstant(moment, ZoneId.of("UTC"));
            for (var next = -1; next < 4; next++) {
                if (chance.nextInt(4) == 0) {
                    holidays.add(day.plusDays(next));
                }
            }
        }
        return new WorkCalendar(ZoneId.of(ZONES.get(chance.nextInt(ZONES.size()))), week, holidays);
    }

    private static LocalTime time(int minutes) {
        return minutes == 24 * 60 ? LocalTime.MIDNIGHT : LocalTime.ofSecondOfDay(60L * minutes);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.randomValue(chance ->
                MOMENTS.get(chance.nextInt(MOMENTS.size()))
                        .plus(chance.nextInt(4 * 24 * 60), ChronoUnit.MINUTES));
    }

    @Provide
    Arbitrary<Duration> lengths() {
        return Arbitraries.randomValue(chance -> Duration.ofMinutes(chance.nextInt(3 * 24 * 60)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 500)
    void it_is_what_counting_the_minutes_one_by_one_gives(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("lengths") Duration length) {
        var to = from.plus(length);
        var minutes = 0;
        for (var at = from; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
            minutes += works(calendar, at) ? 1 : 0;
        }
        assertThat(calendar.working(from, to)).isEqualTo(Duration.ofMinutes(minutes));
    }

    private static boolean works(WorkCalendar calendar, Instant at) {
        var local = at.atZone(calendar.zone());
        var time = local.toLocalTime();
        return !calendar.holidays().contains(local.toLocalDate())
                && calendar.week().getOrDefault(local.getDayOfWeek(), List.of()).stream()
                        .anyMatch(one ->
                                !time.isBefore(one.from())
                                        && (one.to().equals(LocalTime.MIDNIGHT)
                                                || time.isBefore(one.to())));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_parts_of_an_interval_add_up_to_it(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant one,
            @ForAll("moments") Instant other,
            @ForAll long seed) {
        var from = one.isBefore(other) ? one : other;
        var to = one.isBefore(other) ? other : one;
        var nanos = new Random(seed).nextLong(Duration.between(from, to).toNanos() + 1);
        var between = from.plusNanos(nanos);
        assertThat(calendar.working(from, between).plus(calendar.working(between, to)))
                .isEqualTo(calendar.working(from, to));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void it_never_shrinks_nor_grows_faster_than_time(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("lengths") Duration length,
            @ForAll("lengths") Duration more) {
        var shorter = calendar.working(from, from.plus(length));
        var longer = calendar.working(from, from.plus(length).plus(more));
        assertThat(shorter).isBetween(Duration.ZERO, length);
        assertThat(longer).isBetween(shorter, shorter.plus(more));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void who_works_always_works_as_long_as_time_passes(
            @ForAll("moments") Instant from, @ForAll("lengths") Duration length) {
        var nanos = from.plusNanos(1);
        assertThat(WorkCalendar.ALWAYS.working(from, from.plus(length))).isEqualTo(length);
        assertThat(WorkCalendar.ALWAYS.working(nanos, from.plus(length)))
                .isEqualTo(length.isZero() ? Duration.ZERO : length.minusNanos(1));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_calendar_without_hours_has_no_working_time(
            @ForAll("moments") Instant from, @ForAll("lengths") Duration length) {
        var never = new WorkCalendar(ZoneId.of("Europe/Berlin"), Map.of(), new TreeSet<>());
        assertThat(never.working(from, from.plus(length))).isZero();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void backwards_there_is_none(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("lengths") Duration length) {
        assertThat(calendar.working(from.plus(length), from)).isZero();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void so_much_has_been_worked_at_the_moment_after_it_and_not_before(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("lengths") Duration much) {
        var at = calendar.after(from, much);
        if (calendar.week().isEmpty()) {
            assertThat(at).isEqualTo(much.isZero() ? from : null);
            return;
        }
        assertThat(requireNonNull(at)).isAfterOrEqualTo(from);
        assertThat(calendar.working(from, at)).isEqualTo(much);
        if (!much.isZero()) {
            assertThat(calendar.working(from, at.minusNanos(1))).isLessThan(much);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void what_was_worked_is_worked_off_by_the_end_of_it(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("lengths") Duration length) {
        var to = from.plus(length);
        assertThat(calendar.after(from, calendar.working(from, to)))
                .isNotNull()
                .isBeforeOrEqualTo(to);
    }

    @Example
    void a_weekend_and_a_shift_of_the_clocks_lie_between_an_evening_and_its_answer() {
        var berlin =
                new WorkCalendar(
                        ZoneId.of("Europe/Berlin"), WorkCalendar.USUAL.week(), new TreeSet<>());
        // Friday 16:00 in winter; one hour is left. Monday is in summer.
        assertThat(berlin.after(Instant.parse("2026-03-27T15:00:00Z"), Duration.ofHours(4)))
                .isEqualTo(Instant.parse("2026-03-30T10:00:00Z"));
    }

    @Example
    void a_century_is_not_walked_day_by_day() {
        var week = new HashMap<DayOfWeek, List<Hours>>();
        week.put(DayOfWeek.MONDAY, List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0))));
        var mondays = new WorkCalendar(ZoneId.of("America/New_York"), week, new TreeSet<>());
        var from = Instant.parse("2026-01-01T00:00:00Z");
        var to = Instant.parse("2126-01-01T00:00:00Z");
        var days = Duration.between(from, to).toDays();
        assertThat(mondays.working(from, to).toHours() / 8).isCloseTo(days / 7, within(1L));
    }

    @Example
    void hours_that_overlap_are_refused() {
        var morning = new Hours(LocalTime.of(8, 0), LocalTime.of(13, 0));
        var day = new Hours(LocalTime.of(12, 0), LocalTime.of(17, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new WorkCalendar(
                                ZoneId.of("UTC"),
                                Map.of(DayOfWeek.MONDAY, List.of(day, morning)),
                                new TreeSet<>()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hours(LocalTime.of(17, 0), LocalTime.of(9, 0)));
    }
}
