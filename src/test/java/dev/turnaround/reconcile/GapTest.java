package dev.turnaround.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.Gap;
import dev.turnaround.store.RepositoryHealths;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.TestDatabase;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Webhooks stop coming, and somebody notices.
class GapTest {
    /// The first of the working weeks is that of [Bed#NOON].
    private static final Instant MONDAY_5 = Instant.parse("2026-03-30T00:00:00Z");

    private static final Instant LAST_WEBHOOK = Instant.parse("2026-03-27T17:30:00Z");

    private final Bed bed = new Bed();
    private final Reconciler reconciler = bed.reconciler();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void
            a_silence_at_an_hour_that_is_usually_busy_is_looked_into_once_and_nights_and_weekends_are_not() {
        workUntil(MONDAY_5);
        assertThat(gapRuns()).isEmpty();
        passUntil(at("12:59"));
        assertThat(gapRuns()).isEmpty();
        passUntil(at("13:00"));
        assertThat(gapRuns()).hasSize(1);
        assertThat(bed.log(gapRuns().getFirst()))
                .anyMatch(line ->
                        line.startsWith(
                                        "a gap is suspected: no webhook has come since 2026-03-27T17:30:00Z")
                                && line.endsWith(
                                        "brought 5 or more in each of the 3 weeks before"));
        passUntil(MONDAY_5.plus(Duration.ofDays(2)));
        assertThat(gapRuns()).hasSize(1);
    }

    @Test
    void two_processes_look_into_a_silence_together_once() {
        var other = bed.reconciler();
        workUntil(MONDAY_5);
        bed.clock.of(Duration.between(bed.clock.instant(), at("13:00")));
        reconciler.planOnce();
        other.planOnce();
        assertThat(gapRuns()).hasSize(1);
        assertThat(gap()).isEqualTo(new Gap(LAST_WEBHOOK, Gap.Reason.SILENCE, null));
    }

    @Test
    void a_suspicion_ends_when_nothing_is_missing() {
        workUntil(MONDAY_5);
        passUntil(at("13:00"));
        assertThat(gapRuns()).hasSize(1);
        assertThat(gap()).isNull();
    }

    @Test
    void a_gap_is_confirmed_by_what_should_have_come_and_ends_with_the_next_webhook() {
        workUntil(MONDAY_5);
        passUntil(at("12:58"));
        bed.api.pullRequest(Bed.WEB, 901, at("09:10"));
        bed.api.pullRequest(Bed.WEB, 902, at("10:10"));
        bed.api.pullRequest(Bed.WEB, 903, at("12:55"));
        passUntil(at("13:00"));
        // The third may still be on its way.
        assertThat(gap()).isEqualTo(new Gap(LAST_WEBHOOK, Gap.Reason.SILENCE, 2L));
        assertThat(bed.log(gapRuns().getFirst()))
                .contains(
                        "2 facts came by no webhook since 2026-03-27T17:30:00Z: the hook may be disabled, or this server was away; run turnaround check "
                                + ScriptedApi.CONNECTION);

        passUntil(at("15:10"));
        bed.api.pullRequest(Bed.WEB, 904, at("15:00"));
        passUntil(MONDAY_5.plus(Duration.ofDays(1)).plus(Duration.ofHours(6)));
        assertThat(gapRuns()).hasSize(1);
        assertThat(gap()).isEqualTo(new Gap(LAST_WEBHOOK, Gap.Reason.SILENCE, 3L));

        bed.clock.of(Duration.ofMinutes(1));
        webhook(905);
        passUntil(bed.clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(gap()).isNull();
    }

    @Test
    void what_is_missing_is_told_although_nobody_had_a_suspicion() {
        webhook(1);
        var silentSince = bed.clock.instant();
        bed.clock.of(Duration.ofHours(2));
        bed.api.pullRequest(Bed.WEB, 2, bed.clock.instant().minus(Duration.ofHours(1)));
        bed.sync(reconciler);
        assertThat(gap()).isEqualTo(new Gap(silentSince, Gap.Reason.SILENCE, 1L));
    }

    @Test
    void what_was_lost_before_the_last_webhook_is_no_gap() {
        bed.api.pullRequest(Bed.WEB, 2, bed.clock.instant().minus(Duration.ofHours(1)));
        webhook(1);
        bed.clock.of(Duration.ofHours(2));
        var run = bed.sync(reconciler);
        assertThat(run.counts().backfilled()).isEqualTo(1);
        assertThat(gap()).isNull();
    }

    @Test
    void webhooks_that_were_refused_are_a_gap_until_a_run_has_read_everything()
            throws SQLException {
        workOnce();
        bed.clock.of(Duration.ofHours(1));
        var began = bed.clock.instant();
        bed.clock.of(Duration.ofMinutes(5));
        refuse(began, bed.clock.instant());
        bed.clock.of(Duration.ofMinutes(3));
        reconciler.planOnce();
        assertThat(gap()).isEqualTo(new Gap(began, Gap.Reason.REFUSED, null));
        assertThat(bed.log(gapRuns().getFirst()))
                .containsExactly(
                        "a gap is suspected: webhooks could not be stored until 2026-03-02T13:05:00Z");
        workOnce();
        assertThat(gap()).isNull();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-30T" + time + ":00Z");
    }

    /// One webhook in each working hour, and in the last week somebody who plans every hour.
    private void workUntil(Instant end) {
        for (var number = 1L; bed.clock.instant().isBefore(end); number++) {
            var now = bed.clock.instant().atZone(ZoneOffset.UTC);
            var weekday = now.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
            if (weekday && now.getHour() >= 8 && now.getHour() < 18) {
                bed.clock.of(Duration.ofMinutes(30));
                webhook(number);
                bed.clock.of(Duration.ofMinutes(30));
            } else {
                bed.clock.of(Duration.ofHours(1));
            }
            if (bed.clock.instant().isAfter(end.minus(Duration.ofDays(7)))) {
                workOnce();
            }
        }
    }

    private void webhook(long number) {
        bed.api.pullRequest(Bed.WEB, number, bed.clock.instant());
        bed.webhook(bed.api.told(bed.api.repositories.getFirst(), number));
    }

    /// Somebody plans every twenty minutes, and at the end.
    private void passUntil(Instant end) {
        while (bed.clock.instant().isBefore(end)) {
            var left = Duration.between(bed.clock.instant(), end);
            var step = Duration.ofMinutes(20);
            bed.clock.of(left.compareTo(step) < 0 ? left : step);
            workOnce();
        }
    }

    private void workOnce() {
        reconciler.planOnce();
        while (reconciler.workOnce(ScriptedApi.CONNECTION)) {
            assertThat(bed.runs()).isNotEmpty();
        }
    }

    private List<SyncRun> gapRuns() {
        return bed.runs().stream().filter(run -> run.reason() == SyncReason.GAP).toList();
    }

    private @Nullable Gap gap() {
        return new RepositoryHealths(bed.readers)
                .of(ScriptedApi.CONNECTION, Bed.WEB)
                .await()
                .orElseThrow()
                .gap();
    }

    private void refuse(Instant from, Instant to) throws SQLException {
        try (var sql = TestDatabase.connect(bed.database.endpoint());
                var insert =
                        sql.prepareStatement(
                                "insert into refusal values (?, ?::timestamptz, ?::timestamptz, 12)")) {
            insert.setString(1, ScriptedApi.CONNECTION);
            insert.setString(2, from.toString());
            insert.setString(3, to.toString());
            insert.execute();
        }
    }
}
