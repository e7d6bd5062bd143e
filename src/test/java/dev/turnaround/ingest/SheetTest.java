package dev.turnaround.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Phase;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Database;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RecordedFact;
import dev.turnaround.store.Tally;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pages of an API meet what webhooks told.
class SheetTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String FORGE = "acme-forge";
    private static final Repository WEB = new Repository("55", new Stamped<>("acme/web", NINE));
    private static final PullRequestKey KEY = new PullRequestKey(FORGE, "55", 7);
    private static final Actor MIA = new Actor("1", "mia", false);
    private static final Actor OMAR = new Actor("2", "omar", false);
    private static final Fact OPENED = Fact.exact("opened", NINE, MIA, new Act.Opened(true));
    private static final Fact READY_GUESSED =
            Fact.estimated("ready:1", at(33), MIA, new Act.Ready());
    private static final Fact READY = Fact.exact("ready:e81", at(30), MIA, new Act.Ready());
    private static final Fact COMMENT =
            Fact.exact("comment:5", at(40), OMAR, new Act.Commented(null));
    private static final Fact APPROVAL =
            Fact.exact("review:6", at(50), OMAR, new Act.Reviewed(ReviewVerdict.APPROVED, false));

    private final Database database = new Database(TestDatabase.create());
    private final Vertx vertx = Vertx.vertx();
    private final Readers readers;
    private final Reading reading;
    private final Ingest ingest;

    SheetTest() {
        database.migrate();
        readers = database.readers(vertx);
        reading = new Reading(readers);
        ingest =
                new Ingest(
                        vertx,
                        database,
                        Clock.systemUTC(),
                        _ -> "any",
                        true,
                        Terms.DEFAULT,
                        () -> {});
    }

    @AfterEach
    void close() {
        ingest.close();
        readers.close().await();
        vertx.close().await();
    }

    @Test
    void a_page_brings_what_no_webhook_told_and_counts_it_as_backfilled() {
        deliver(OPENED);
        var tally = list(at(60), OPENED, READY, COMMENT);

        assertThat(tally).isEqualTo(new Tally(1, 0, 0, 2, 2, 0));
        assertThat(pullRequest().progress().firstResponseAt())
                .extracting(moment -> moment == null ? null : moment.at())
                .isEqualTo(COMMENT.at());
        assertThat(origins())
                .containsExactlyInAnyOrder(
                        "opened webhook", "ready:e81 reconciliation", "comment:5 reconciliation");
    }

    @Test
    void an_exact_time_takes_the_place_of_a_guess_and_is_not_backfilled() {
        deliver(OPENED, READY_GUESSED);
        assertThat(readyAt()).isEqualTo(at(33));

        var tally = list(at(60), OPENED, READY);

        assertThat(readyAt()).isEqualTo(at(30));
        assertThat(tally.backfilled()).isZero();
        assertThat(pullRequest().progress().spent()).containsKey(Phase.DRAFT);
    }

    @Test
    void a_webhook_that_comes_late_does_not_bring_the_guess_back() {
        list(at(60), OPENED, READY);
        deliver(OPENED, READY_GUESSED);

        assertThat(readyAt()).isEqualTo(at(30));
    }

    @Test
    void what_happened_after_the_list_stays() {
        deliver(OPENED, COMMENT, APPROVAL);
        list(at(45), OPENED, READY, COMMENT);

        assertThat(pullRequest().progress().approvedAt()).isNotNull();
    }

    @Test
    void a_comment_that_is_gone_at_the_provider_counts_no_more_until_it_is_back() {
        deliver(OPENED, READY, COMMENT);
        list(at(60), OPENED, READY);
        assertThat(pullRequest().progress().firstResponseAt()).isNull();

        list(at(90), OPENED, READY, COMMENT);
        assertThat(pullRequest().progress().firstResponseAt()).isNotNull();
    }

    @Test
    void a_list_that_goes_less_far_is_overruled_though_it_comes_later() {
        list(at(90), OPENED, READY, COMMENT);
        list(at(60), OPENED, READY);

        assertThat(pullRequest().progress().firstResponseAt()).isNotNull();
    }

    @Test
    void what_is_gone_at_the_provider_is_closed_until_it_is_back() {
        deliver(OPENED, READY);
        take(new Change.PullRequestGone(KEY, WEB, at(60)));
        assertThat(pullRequest().progress().phase()).isEqualTo(Phase.CLOSED);

        list(at(90), OPENED, READY);
        assertThat(pullRequest().progress().phase()).isEqualTo(Phase.AWAITING_REVIEW);
    }

    @Test
    void what_nobody_had_heard_of_cannot_be_gone() {
        assertThat(take(new Change.PullRequestGone(KEY, WEB, at(60))))
                .isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
        assertThat(reading.pullRequest(KEY).await()).isEmpty();
    }

    @Test
    void the_same_page_again_changes_nothing() {
        list(at(60), OPENED, READY, COMMENT);
        var before = pullRequest();
        var tally = list(at(60), OPENED, READY, COMMENT);

        assertThat(tally).isEqualTo(new Tally(1, 0, 0, 0, 0, 0));
        assertThat(pullRequest()).isEqualTo(before);
    }

    @Test
    void a_page_waits_for_the_one_before_it_and_holds_nobody_up_meanwhile() throws Exception {
        var committed = new CountDownLatch(1);
        var before =
                Stored.begin(() -> {
                    committed.await();
                    return Tally.NOTHING;
                });
        deliver(OPENED);
        var page = ingest.begin(sheet(listed(at(60), OPENED, READY)), before);
        deliver(OPENED, COMMENT);

        assertThat(page.within(Duration.ofMillis(300))).isFalse();
        assertThat(origins()).containsExactlyInAnyOrder("opened webhook", "comment:5 webhook");
        committed.countDown();

        assertThat(page.tally().facts()).isPositive();
        assertThat(readyAt()).isEqualTo(READY.at());
    }

    @Test
    void a_page_after_one_that_could_not_be_stored_is_not_stored_either() {
        var before =
                Stored.begin(() -> {
                    throw new Unavailable("the database is away");
                });

        var page = ingest.begin(sheet(listed(at(60), OPENED, READY)), before);

        assertThatThrownBy(page::tally).isInstanceOf(Unavailable.class);
        assertThat(reading.pullRequest(KEY).await()).isEmpty();
        assertThat(list(at(60), OPENED, READY).facts()).isEqualTo(2);
    }

    @Test
    void pages_that_tell_of_the_same_pull_request_are_stored_in_their_order() {
        @Nullable Stored last = null;
        var facts = new ArrayList<>(List.of(OPENED, READY));
        for (var minute = 31; minute < 51; minute++) {
            facts.add(Fact.exact("comment:" + minute, at(minute), OMAR, new Act.Commented(null)));
            last = ingest.begin(sheet(listed(at(minute), facts.toArray(Fact[]::new))), last);
        }

        assertThat(Objects.requireNonNull(last).tally().facts()).isEqualTo(1);
        assertThat(origins()).hasSize(22);
    }

    @Test
    void who_is_interrupted_gives_up_the_page_that_waits() throws Exception {
        var never =
                Stored.begin(() -> {
                    new CountDownLatch(1).await();
                    return Tally.NOTHING;
                });
        var page = ingest.begin(sheet(listed(at(60), OPENED, READY)), never);
        var gaveUp = new CompletableFuture<Boolean>();
        var waits =
                Thread.ofVirtual()
                        .start(() -> {
                            page.end();
                            gaveUp.complete(Thread.currentThread().isInterrupted());
                        });
        waits.interrupt();

        assertThat(gaveUp.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(reading.pullRequest(KEY).await()).isEmpty();
    }

    private static Instant at(int minute) {
        return NINE.plusSeconds(60L * minute);
    }

    private void deliver(Fact... facts) {
        var change = new Change.ToPullRequest(KEY, WEB, Attributes.NONE, List.of(facts));
        ingest.submit(new Arrival(FORGE, null, null, null, NINE, Arrival.news(change))).await();
    }

    private Tally list(Instant until, Fact... facts) {
        return take(listed(until, facts));
    }

    private static Change listed(Instant until, Fact... facts) {
        var coverage = new Coverage(until, Set.of(Strand.values()));
        return new Change.ToPullRequest(KEY, WEB, Attributes.NONE, List.of(facts), coverage);
    }

    private Tally take(Change change) {
        return ingest.take(sheet(change));
    }

    private static Sheet sheet(Change change) {
        return new Sheet(FORGE, List.of(change), 0, 0, null);
    }

    private PullRequest pullRequest() {
        return reading.pullRequest(KEY).await().orElseThrow().pullRequest();
    }

    private @Nullable Instant readyAt() {
        var ready = pullRequest().progress().readyAt();
        return ready == null ? null : ready.at();
    }

    private List<String> origins() {
        return reading.facts(KEY).await().stream().map(SheetTest::origin).toList();
    }

    private static String origin(RecordedFact recorded) {
        return recorded.fact().id() + " " + recorded.source();
    }
}
