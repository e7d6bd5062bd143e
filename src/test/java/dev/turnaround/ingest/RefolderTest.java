package dev.turnaround.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Account;
import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Answer;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Moment;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.model.timing.Timings;
import dev.turnaround.store.BatchStore;
import dev.turnaround.store.Database;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleActs.Doer;
import dev.turnaround.store.PeopleActs.Outcome;
import dev.turnaround.store.PeopleJobs;
import dev.turnaround.store.PeopleReading;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.TeamImport;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the past when more is known of accounts, step by step.
class RefolderTest {
    private static final String FORGE = "acme-forge";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Repository WEB = new Repository("55", new Stamped<>("acme/web", NINE));
    private static final Actor MIA = new Actor("1", "mia", false);
    private static final Actor MIA_AT_HOME = new Actor("2", "mia-at-home", false);
    private static final Actor OMAR = new Actor("3", "omar", false);
    private static final int MANY = 100;

    private final Vertx vertx = Vertx.vertx();
    private final Database database = new Database(TestDatabase.create());
    private final List<AutoCloseable> open = new ArrayList<>();
    private Readers readers;
    private PeopleActs acts;

    @BeforeEach
    void start() {
        database.migrate();
        readers = database.readers(vertx);
        acts = new PeopleActs(readers, () -> Set.of());
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open) {
            one.close();
        }
        readers.close().await();
        vertx.close().await();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private static Change news(long number, Fact... more) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.exact("opened", NINE, MIA, new Act.Opened(false)));
        facts.addAll(List.of(more));
        return new Change.ToPullRequest(
                new PullRequestKey(FORGE, WEB.id(), number), WEB, Attributes.NONE, facts);
    }

    private static Fact comment(String id, int minutes, Actor actor) {
        return Fact.exact(id, NINE.plusSeconds(minutes * 60L), actor, new Act.Commented(null));
    }

    /// In each, Mia answers herself from home after ten minutes, and Omar after twenty.
    private void tell() {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= MANY; number++) {
            changes.add(news(number, comment("c1", 10, MIA_AT_HOME), comment("c2", 20, OMAR)));
        }
        write(changes);
    }

    private Shared shared() {
        return new Shared(_ -> "any", new Names(), new Faces(), true, Terms.DEFAULT);
    }

    private Transactions transactions(Shared shared) {
        var transactions =
                new Transactions(new BatchStore(vertx, database, 0), Clock.systemUTC(), shared);
        open.add(transactions);
        return transactions;
    }

    private void write(List<Change> changes) {
        var shared = shared();
        var arrivals = changes.stream().map(change -> Arrival.listed(FORGE, change, NINE)).toList();
        transactions(shared).run(new Batch(arrivals, shared));
    }

    private Refolder refolder(Runnable committed) {
        var shared = shared();
        var jobs = new PeopleJobs(vertx, database);
        open.add(jobs);
        return new Refolder(jobs, transactions(shared), Clock.systemUTC(), shared, committed);
    }

    private UUID link() {
        var accounts = List.of(new Account(FORGE, "1"), new Account(FORGE, "2"));
        var outcome = acts.make("Mia Chen", accounts, new Doer("a test", NINE));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return Objects.requireNonNull(((Outcome.Done) outcome).act());
    }

    private long answeredAfter(int minutes) {
        return all().stream()
                .map(one -> one.progress().firstResponseAt())
                .filter(first ->
                        first != null && first.at().equals(NINE.plusSeconds(minutes * 60L)))
                .count();
    }

    private List<PullRequest> all() {
        return new Reading(readers).everyPullRequest(null, 1_000).await();
    }

    private List<Verification.Difference> differences() {
        return new Verification(readers).run().differences();
    }

    private PeopleReading.Act lastAct() {
        return new PeopleReading(readers).acts(null, 1).getFirst();
    }

    private static void workToTheEnd(Refolder refolder) {
        while (refolder.workOnce()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_team_whose_members_become_known_is_answered_by_them_alone() {
        var team = new Reviewer.Team("7", "web");
        var lena = new Actor("4", "lena", false);
        write(
                List.of(
                        news(
                                1,
                                Fact.exact("r", NINE, MIA, new Act.ReviewRequested(team)),
                                comment("c1", 20, OMAR),
                                comment("c2", 40, lena))));
        assertThat(answers()).extracting(Answer::by).containsExactly("user:3");

        var told = new TeamImport.Team("7", "web", "acme/web", Set.of(new Account(FORGE, "4")));
        var done =
                acts.importTeams(
                        new TeamImport(FORGE, List.of(told), List.of(), true),
                        new Doer("a test", NINE));
        workToTheEnd(refolder(() -> {}));

        assertThat(answers()).extracting(Answer::by).containsExactly("user:4");
        assertThat(differences()).isEmpty();

        var act = Objects.requireNonNull(((Outcome.Done) done.outcome()).act());
        acts.undo(act, new Doer("a test", NINE));
        workToTheEnd(refolder(() -> {}));
        assertThat(answers()).extracting(Answer::by).containsExactly("user:3");
        assertThat(differences()).isEmpty();
    }

    private List<Answer> answers() {
        return all().stream()
                .flatMap(one -> new Timings(one.progress(), Terms.DEFAULT).requests().stream())
                .toList();
    }

    @Test
    void whoever_takes_over_from_one_that_was_killed_goes_on_where_it_was() {
        tell();
        var before = all();
        assertThat(answeredAfter(10)).isEqualTo(MANY);
        var act = link();
        var steps = new int[1];
        var doomed =
                refolder(() -> {
                    if (++steps[0] == 2) {
                        throw new Killed();
                    }
                });
        try {
            workToTheEnd(doomed);
        } catch (Killed killed) {
            assertThat(killed).isNotNull();
        }
        assertThat(answeredAfter(10)).isPositive().isLessThan(MANY);
        assertThat(answeredAfter(20)).isPositive().isLessThan(MANY);
        var progress = lastAct();
        assertThat(progress.done()).isPositive().isLessThan(progress.total());
        assertThat(progress.settledAt()).isNull();

        workToTheEnd(refolder(() -> {}));

        assertThat(answeredAfter(20)).isEqualTo(MANY);
        assertThat(lastAct().done()).isEqualTo(lastAct().total()).isEqualTo(2L * MANY);
        assertThat(lastAct().settledAt()).isNotNull();
        assertThat(differences()).isEmpty();

        assertThat(acts.undo(act, new Doer("a test", NINE))).isInstanceOf(Outcome.Done.class);
        workToTheEnd(refolder(() -> {}));
        assertThat(all()).isEqualTo(before);
        assertThat(differences()).isEmpty();
    }

    @Test
    void news_meanwhile_shows_the_old_numbers_or_the_new_ones_and_no_mixture() {
        tell();
        link();
        write(List.of(news(7, comment("c3", 30, OMAR))));
        var seventh = all().get(6).progress();
        assertThat(seventh.firstResponseAt()).isEqualTo(new Moment(NINE.plusSeconds(1_200), false));
        assertThat(seventh.participants()).containsOnlyKeys("user:3");
        workToTheEnd(refolder(() -> {}));
        assertThat(differences()).isEmpty();
    }

    @Test
    void two_at_once_come_to_the_same() throws InterruptedException {
        tell();
        link();
        var refolders = List.of(refolder(() -> {}), refolder(() -> {}));
        var threads = refolders.stream().map(one -> Thread.ofVirtual().start(one)).toList();
        var deadline = System.nanoTime() + 30_000_000_000L;
        while (lastAct().settledAt() == null) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
        refolders.forEach(Refolder::close);
        for (var thread : threads) {
            thread.join();
        }
        assertThat(lastAct().done()).isEqualTo(lastAct().total());
        assertThat(answeredAfter(20)).isEqualTo(MANY);
        assertThat(differences()).isEmpty();
    }
}
