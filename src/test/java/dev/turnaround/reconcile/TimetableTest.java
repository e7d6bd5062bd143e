package dev.turnaround.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// When daily runs are due.
class TimetableTest {
    private static final Timetable BERLIN =
            new Timetable(LocalTime.of(3, 30), ZoneId.of("Europe/Berlin"), 180);

    @Test
    void the_time_of_day_is_that_of_the_zone_in_winter_and_in_summer() {
        for (var begin : new String[] {"2026-01-15T02:30:00Z", "2026-07-15T01:30:00Z"}) {
            var due = BERLIN.lastDue("acme", "55", Instant.parse(begin).plus(Timetable.SPREAD));
            assertThat(due)
                    .isBetween(Instant.parse(begin), Instant.parse(begin).plus(Timetable.SPREAD));
        }
    }

    @Test
    void a_day_passes_between_two_that_are_due_and_nothing_due_lies_ahead() {
        var now = Instant.parse("2026-06-01T00:00:00Z");
        var before = BERLIN.lastDue("acme", "55", now);
        for (var minute = 0; minute < 3 * 24 * 60; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            var due = BERLIN.lastDue("acme", "55", now);
            assertThat(due).isBeforeOrEqualTo(now).isAfter(now.minus(Duration.ofDays(1)));
            assertThat(Duration.between(before, due)).isIn(Duration.ZERO, Duration.ofDays(1));
            before = due;
        }
    }

    @Test
    void not_all_repositories_are_due_at_once() {
        var now = Instant.parse("2026-06-01T12:00:00Z");
        var minutes =
                IntStream.range(0, 600)
                        .mapToObj(id -> BERLIN.lastDue("acme", Integer.toString(id), now))
                        .map(due -> due.getEpochSecond() / 60)
                        .distinct()
                        .count();
        assertThat(minutes).isEqualTo(60);
    }
}
