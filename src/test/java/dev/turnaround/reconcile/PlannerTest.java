package dev.turnaround.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import dev.turnaround.store.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which runs begin by themselves, and when.
class PlannerTest {
    private final Bed bed = new Bed();
    private final Reconciler reconciler = bed.reconciler();

    @AfterEach
    void close() {
        bed.close();
    }

    private void work(Reconciler with) {
        with.planOnce();
        while (with.workOnce(ScriptedApi.CONNECTION)) {
            assertThat(bed.runs()).isNotEmpty();
        }
    }

    private List<SyncReason> reasons() {
        return bed.runs().stream().map(SyncRun::reason).toList().reversed();
    }

    @Test
    void a_repository_that_was_never_read_is_read_when_it_is_known() {
        work(reconciler);
        work(reconciler);
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED);
        assertThat(bed.runs().getFirst().state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void each_repository_is_read_once_a_day_however_many_processes_there_are() {
        work(reconciler);
        var other = bed.reconciler();
        for (var hour = 0; hour < 72; hour++) {
            bed.clock.of(Duration.ofHours(1));
            work(reconciler);
            work(other);
        }
        assertThat(reasons())
                .containsExactly(
                        SyncReason.CONNECTED, SyncReason.DAILY, SyncReason.DAILY, SyncReason.DAILY);
        assertThat(bed.runs().getFirst().requestedAt())
                .isBetween(
                        Instant.parse("2026-03-05T03:30:00Z"),
                        Instant.parse("2026-03-05T05:30:00Z"));
    }

    @Test
    void a_server_that_was_down_for_more_than_a_day_reads_at_its_start() {
        work(reconciler);
        bed.clock.of(Duration.ofDays(3));
        work(bed.reconciler());
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED, SyncReason.STARTUP);
    }

    @Test
    void a_server_that_starts_again_soon_does_not() {
        work(reconciler);
        bed.clock.of(Duration.ofHours(3));
        work(bed.reconciler());
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED);
    }

    @Test
    void a_repository_is_read_when_refusals_have_ceased() throws SQLException {
        work(reconciler);
        bed.clock.of(Duration.ofHours(1));
        refuse(bed.clock.instant());
        bed.clock.of(Duration.ofMinutes(1));
        work(reconciler);
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED);
        bed.clock.of(Duration.ofMinutes(2));
        work(reconciler);
        work(reconciler);
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED, SyncReason.GAP);
    }

    private void refuse(Instant at) throws SQLException {
        try (var sql = TestDatabase.connect(bed.database.endpoint());
                var insert =
                        sql.prepareStatement(
                                "insert into refusal values (?, ?::timestamptz, ?::timestamptz, 12)")) {
            insert.setString(1, ScriptedApi.CONNECTION);
            insert.setString(2, at.minusSeconds(30).toString());
            insert.setString(3, at.toString());
            insert.execute();
        }
    }

    @Test
    void a_repository_whose_auto_sync_is_off_is_read_on_demand_only() {
        work(reconciler);
        bed.syncs.setAutoSync(ScriptedApi.CONNECTION, Bed.WEB, false).await();
        bed.clock.of(Duration.ofDays(3));
        work(bed.reconciler());
        assertThat(reasons()).containsExactly(SyncReason.CONNECTED);
        assertThat(bed.sync(reconciler).state()).isEqualTo(SyncState.SUCCEEDED);
    }
}
