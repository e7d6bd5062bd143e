package dev.turnaround.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.ingest.Unavailable;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How one run goes, whatever gets in its way.
class RunTest {
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private final Bed bed = new Bed();
    private final ScriptedApi api = bed.api;
    private final Reconciler reconciler = bed.reconciler();

    @AfterEach
    void close() {
        bed.close();
    }

    private static Runnable fails(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void everything_is_read_page_by_page_and_the_watermark_moves() {
        bed.pullRequests(5);
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(run.phase()).isEqualTo(SyncPhase.PULL_REQUESTS);
        assertThat(run.done()).isEqualTo(5);
        assertThat(run.total()).isEqualTo(5);
        assertThat(run.counts().ingested()).isEqualTo(5);
        assertThat(api.lists()).isEqualTo(3);
        assertThat(bed.watermark()).isEqualTo(Bed.NOON.minus(Listing.CLOCKS_APART));
    }

    @Test
    void the_first_run_reads_as_far_back_as_is_set_and_the_next_from_the_watermark_with_overlap() {
        bed.sync(reconciler);
        bed.clock.of(Duration.ofHours(6));
        api.calls.clear();
        var watermark = Objects.requireNonNull(bed.watermark());
        bed.sync(reconciler);
        assertThat(api.calls)
                .contains("changed PULL_REQUESTS " + watermark.minus(Listing.OVERLAP) + " null");
        assertThat(bed.watermark()).isAfter(watermark);
    }

    @Test
    void what_is_asked_for_never_leaves_out_what_is_missing() {
        bed.sync(reconciler);
        var missing = Objects.requireNonNull(bed.watermark()).minus(Listing.OVERLAP);
        for (var since : List.of(Bed.NOON, Bed.NOON.minus(Duration.ofDays(9)))) {
            api.calls.clear();
            reconciler.request(ScriptedApi.CONNECTION, Bed.WEB, since, SyncReason.DEMAND);
            reconciler.workOnce(ScriptedApi.CONNECTION);
            var earlier = since.isBefore(missing) ? since : missing;
            assertThat(api.calls).contains("changed PULL_REQUESTS " + earlier + " null");
        }
    }

    @Test
    void a_run_that_is_killed_goes_on_in_another_process_from_its_cursor() {
        bed.pullRequests(5);
        api.beforeList(
                3,
                () -> {
                    throw new Killed();
                });
        assertThatThrownBy(() -> bed.sync(reconciler)).isInstanceOf(Killed.class);
        var left = bed.runs().getFirst();
        assertThat(left.state()).isEqualTo(SyncState.RUNNING);
        assertThat(left.counts().ingested()).isEqualTo(4);

        api.calls.clear();
        assertThat(bed.reconciler().workOnce(ScriptedApi.CONNECTION)).isTrue();

        var run = bed.runs().getFirst();
        assertThat(run.id()).isEqualTo(left.id());
        assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(api.calls).filteredOn(call -> call.startsWith("changed")).hasSize(1);
        assertThat(api.calls).anyMatch(call -> call.endsWith(" 4"));
        assertThat(bed.log(run))
                .contains("is taken up again")
                .anyMatch(line -> line.startsWith("pull requests: 5 read that changed since"));
        // Those that are open and were read before the crash are looked after once more.
        assertThat(run.counts().ingested()).isEqualTo(9);
    }

    @Test
    void what_changed_while_nobody_read_on_is_read_after_a_list_that_is_taken_up_again() {
        bed.pullRequests(5);
        api.beforeList(
                2,
                () -> {
                    throw new Killed();
                });
        assertThatThrownBy(() -> bed.sync(reconciler)).isInstanceOf(Killed.class);
        bed.clock.of(Duration.ofDays(1));
        api.pullRequest(Bed.WEB, 1, bed.clock.instant().minusSeconds(3600));

        reconciler.workOnce(ScriptedApi.CONNECTION);

        assertThat(bed.sheets.getLast().changes()).hasSize(1);
        assertThat(bed.watermark()).isEqualTo(bed.clock.instant().minus(Listing.CLOCKS_APART));
    }

    @Test
    void a_run_whose_pages_cannot_be_stored_stands_where_it_stood() {
        bed.pullRequests(3);
        bed.beforeStoring =
                sheet -> {
                    if (sheet.checkpoint() != null && bed.sheets.size() == 2) {
                        throw new Unavailable("the database is away");
                    }
                };
        assertThatThrownBy(() -> bed.sync(reconciler)).isInstanceOf(Unavailable.class);
        assertThat(bed.runs().getFirst().state()).isEqualTo(SyncState.RUNNING);
        assertThat(bed.watermark()).isNull();
        bed.beforeStoring = _ -> {};
        reconciler.workOnce(ScriptedApi.CONNECTION);
        assertThat(bed.runs().getFirst().state()).isEqualTo(SyncState.SUCCEEDED);
    }

    @Test
    void a_run_is_cancelled_between_two_pages_from_another_process() {
        bed.pullRequests(5);
        var other = bed.reconciler();
        api.beforeList(2, () -> other.cancel(bed.runs().getFirst().id()));
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.CANCELLED);
        assertThat(api.lists()).isEqualTo(2);
        assertThat(bed.watermark()).isNull();
        assertThat(other.cancel(run.id())).isFalse();
    }

    @Test
    void a_run_that_waits_is_cancelled_without_waiting_for_the_end_of_it() {
        bed.pullRequests(1);
        var hour = Bed.NOON.plus(Duration.ofHours(1));
        api.beforeList(
                1,
                () -> {
                    reconciler.cancel(bed.runs().getFirst().id());
                    throw new ApiFailure.Limited(hour, "5,000 calls an hour");
                });
        assertThat(bed.sync(reconciler).state()).isEqualTo(SyncState.CANCELLED);
        assertThat(bed.clock.instant()).isBefore(Bed.NOON.plusSeconds(10));
    }

    @Test
    void a_run_that_nobody_has_begun_is_cancelled_at_once() {
        var id =
                reconciler
                        .request(ScriptedApi.CONNECTION, null, null, SyncReason.DEMAND)
                        .getFirst();
        assertThat(reconciler.cancel(id)).isTrue();
        assertThat(reconciler.workOnce(ScriptedApi.CONNECTION)).isFalse();
        assertThat(api.lists()).isZero();
    }

    @Test
    void a_limit_is_waited_for_in_full_sight_and_the_same_page_asked_for_again() {
        bed.pullRequests(3);
        var until = Bed.NOON.plus(Duration.ofMinutes(40));
        api.beforeList(2, fails(new ApiFailure.Limited(until, "5,000 calls an hour")));
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(run.waitingUntil()).isNull();
        assertThat(bed.clock.instant()).isBetween(until, until.plusSeconds(6));
        assertThat(bed.told)
                .anyMatch(one ->
                        one.state() == SyncState.WAITING
                                && one.waitingUntil() != null
                                && !one.waitingUntil().isBefore(until));
        assertThat(bed.log(run)).anyMatch(line -> line.contains("waits until 2026-03-02T12:40"));
        assertThat(api.calls.get(api.calls.size() - 1))
                .isEqualTo(api.calls.get(api.calls.size() - 2));
    }

    @Test
    void an_outage_is_waited_for_some_minutes_and_then_told_as_it_was_seen() {
        bed.pullRequests(3);
        for (var call = 2; call < 10; call++) {
            api.beforeList(call, fails(new ApiFailure.Away("502 four times")));
        }
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.FAILED);
        assertThat(Objects.requireNonNull(run.trouble()).code()).isEqualTo("unreachable");
        assertThat(Objects.requireNonNull(run.trouble()).what()).isEqualTo("502 four times");
        assertThat(api.lists()).isEqualTo(7);
        assertThat(bed.clock.instant())
                .isBetween(
                        Bed.NOON.plus(Duration.ofMinutes(5)), Bed.NOON.plus(Duration.ofMinutes(8)));
        assertThat(bed.watermark()).isNull();

        api.calls.clear();
        bed.clock.of(Duration.ofHours(1));
        for (var call = 2; call < 10; call++) {
            api.beforeList(call, () -> {});
        }
        assertThat(bed.sync(reconciler).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(api.calls)
                .filteredOn(call -> call.startsWith("changed"))
                .first()
                .asString()
                .endsWith(" 2");
    }

    @Test
    void what_is_refused_is_told_with_advice_and_does_not_keep_the_other_subject_back() {
        api.subjects.add(Subject.ISSUES);
        bed.pullRequests(1);
        api.beforeList(
                2,
                fails(
                        new ApiFailure.Refused(
                                new Diagnosis("missing_scope", "It may not.", "Let it."))));
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(run.trouble())
                .isEqualTo(new SyncRun.Trouble("missing_scope", "It may not.", "Let it."));
        assertThat(bed.log(run)).contains("It may not. Let it.");
        assertThat(bed.watermark()).isNotNull();
        assertThat(bed.targets.target(ScriptedApi.CONNECTION, Bed.WEB, "issues").watermark())
                .isNull();
    }

    @Test
    void a_page_that_cannot_be_read_does_not_move_the_watermark() {
        bed.pullRequests(3);
        api.beforeList(2, fails(new ApiFailure.Unreadable("no pageInfo")));
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(bed.watermark()).isNull();
    }

    @Test
    void a_list_whose_cursor_has_expired_is_begun_again() {
        bed.pullRequests(3);
        api.beforeList(2, fails(new ApiFailure.CursorExpired()));
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(run.done()).isEqualTo(3);
        assertThat(run.counts().processed()).isEqualTo(5);
    }

    @Test
    void what_failed_is_read_again_alone() {
        bed.pullRequests(3);
        api.unreadable.add(2L);
        var run = bed.sync(reconciler);
        assertThat(run.state()).isEqualTo(SyncState.PARTIAL);
        assertThat(Objects.requireNonNull(run.trouble()).code()).isEqualTo("items_failed");
        assertThat(bed.flaws()).containsExactly("2");
        assertThat(bed.watermark()).isNull();
        assertThat(bed.log(run)).contains("pull requests: 2: its reviews are missing");

        api.calls.clear();
        assertThat(bed.sync(reconciler, SyncReason.RETRY).state()).isEqualTo(SyncState.PARTIAL);
        api.unreadable.clear();
        var retry = bed.sync(reconciler, SyncReason.RETRY);

        assertThat(retry.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(retry.counts().ingested()).isEqualTo(1);
        assertThat(api.calls).containsExactly("pullRequests [2]", "pullRequests [2]");
        assertThat(bed.flaws()).isEmpty();
    }

    @Test
    void a_list_of_which_something_failed_is_read_again_until_nothing_does() {
        bed.pullRequests(3);
        api.unreadable.add(3L);
        bed.sync(reconciler);
        bed.sync(reconciler);
        assertThat(bed.watermark()).isNull();
        api.unreadable.clear();
        assertThat(bed.sync(reconciler).state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(bed.flaws()).isEmpty();
        assertThat(bed.watermark()).isNotNull();
    }

    @Test
    void a_failure_before_a_crash_is_not_forgotten_by_the_one_who_goes_on() {
        bed.pullRequests(3);
        api.unreadable.add(1L);
        api.beforeList(
                2,
                () -> {
                    throw new Killed();
                });
        assertThatThrownBy(() -> bed.sync(reconciler)).isInstanceOf(Killed.class);
        reconciler.workOnce(ScriptedApi.CONNECTION);
        assertThat(bed.watermark()).isNull();
    }

    @Test
    void items_that_are_processed_are_ingested_skipped_or_failed() {
        var strict = new Bed(false);
        strict.pullRequests(5);
        strict.api.unreadable.add(4L);
        var run = strict.sync(strict.reconciler());
        strict.close();
        var counts = run.counts();
        assertThat(counts.skipped()).isEqualTo(4);
        assertThat(counts.failed()).isEqualTo(1);
        assertThat(counts.ingested()).isZero();
        assertThat(counts.processed()).isEqualTo(5).isEqualTo(run.done());
    }

    @Test
    void what_is_open_here_and_was_not_met_is_looked_after_and_ends_when_it_is_gone() {
        var old = Bed.NOON.minus(Duration.ofDays(400));
        var web = api.repositories.getFirst();
        bed.webhook(ScriptedApi.opened(web, 1, old));
        bed.webhook(ScriptedApi.opened(web, 7, old));
        bed.webhook(ScriptedApi.opened(web, 8, old));
        bed.pullRequests(1);
        api.pullRequest(Bed.WEB, 8, old);
        api.gone = Bed.NOON;

        var run = bed.sync(reconciler);

        assertThat(api.calls).last().isEqualTo("pullRequests [7, 8]");
        assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED);
        assertThat(run.phase()).isEqualTo(SyncPhase.OPEN);
        assertThat(run.total()).isEqualTo(2);
        bed.sync(reconciler);
        assertThat(api.calls).last().asString().doesNotContain("7");
    }

    @Test
    void deliveries_that_the_provider_could_not_make_are_taken_in_since_the_last_success() {
        bed.sync(reconciler);
        assertThat(api.calls).noneMatch(call -> call.startsWith("undelivered"));
        var began = bed.clock.instant();
        bed.clock.of(Duration.ofHours(5));
        var web = api.repositories.getFirst();
        api.undelivered.add(
                new Reading.Relevant(
                        new Envelope("d-1", "pull_request", "opened"),
                        ScriptedApi.opened(web, 9, Bed.NOON)));
        var run = bed.sync(reconciler);
        assertThat(api.calls).contains("undelivered " + began.minus(Listing.OVERLAP));
        assertThat(run.counts().ingested()).isPositive();
    }

    @Test
    void one_works_on_a_repository_at_a_time_over_all_processes() throws InterruptedException {
        bed.pullRequests(1);
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        api.beforeList(
                1,
                () -> {
                    inside.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException closing) {
                        Thread.currentThread().interrupt();
                    }
                });
        var first = Thread.ofVirtual().start(() -> bed.sync(reconciler));
        inside.await();
        var other = bed.reconciler();
        other.request(ScriptedApi.CONNECTION, "acme/web", null, SyncReason.DEMAND);
        assertThat(other.workOnce(ScriptedApi.CONNECTION)).isFalse();
        goOn.countDown();
        first.join();
        assertThat(other.workOnce(ScriptedApi.CONNECTION)).isTrue();
        assertThat(bed.runs()).allMatch(run -> run.state() == SyncState.SUCCEEDED).hasSize(2);
    }

    @Test
    void who_asks_for_what_waits_already_shares_it() {
        var asked =
                List.of(
                        reconciler.request(
                                ScriptedApi.CONNECTION, "acme/web", null, SyncReason.DEMAND),
                        bed.reconciler()
                                .request(
                                        ScriptedApi.CONNECTION,
                                        "ACME/Web",
                                        Instant.EPOCH,
                                        SyncReason.DEMAND));
        assertThat(asked.getFirst()).isEqualTo(asked.getLast());
        assertThat(bed.runs().getFirst().since()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void what_is_not_there_cannot_be_asked_for() {
        assertThatThrownBy(() ->
                        reconciler.request(ScriptedApi.CONNECTION, "a/b", null, SyncReason.DEMAND))
                .isInstanceOf(UnknownTarget.class);
        assertThatThrownBy(() -> reconciler.request("none", null, null, SyncReason.DEMAND))
                .isInstanceOf(UnknownTarget.class);
    }
}
