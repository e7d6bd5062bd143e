package dev.turnaround.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.Account;
import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.calendar.Hours;
import dev.turnaround.model.calendar.WorkCalendar;
import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Metric;
import dev.turnaround.model.measure.Variant;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Agreement;
import dev.turnaround.store.BatchStore;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.Erasable;
import dev.turnaround.store.Erasures;
import dev.turnaround.store.KeptSums;
import dev.turnaround.store.MeasureCheck;
import dev.turnaround.store.MeasureJob;
import dev.turnaround.store.MeasureSums;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PeopleActs.Doer;
import dev.turnaround.store.PeopleActs.Outcome;
import dev.turnaround.store.PeopleJobs;
import dev.turnaround.store.Readers;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is measured and added up is what the facts say, however they come in.
class MeasuresTest {
    private static final String FORGE = "acme-forge";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Repository WEB = new Repository("55", new Stamped<>("acme/web", NINE));
    private static final Actor MIA = new Actor("1", "mia", false);
    private static final Actor MIA_AT_HOME = new Actor("2", "mia-at-home", false);
    private static final Actor OMAR = new Actor("3", "omar", false);
    private static final int DAY = 24 * 60;
    private static final Doer DOER = new Doer("a test", NINE);

    private final Vertx vertx = Vertx.vertx();
    private final Endpoint endpoint = TestDatabase.create();
    private final Database database = new Database(endpoint);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Readers readers;

    @BeforeEach
    void start() {
        database.migrate();
        readers = database.readers(vertx);
        measureAll();
    }

    @AfterEach
    void stop() throws Exception {
        for (var one : open) {
            one.close();
        }
        readers.close().await();
        vertx.close().await();
    }

    private static Fact at(String id, int minutes, Actor actor, Act act) {
        return Fact.exact(id, NINE.plusSeconds(minutes * 60L), actor, act);
    }

    private static Fact comment(String id, int minutes, Actor actor) {
        return at(id, minutes, actor, new Act.Commented(null));
    }

    private static Fact approval(int minutes) {
        return at("a1", minutes, OMAR, new Act.Reviewed(ReviewVerdict.APPROVED, false));
    }

    private static Fact merge(int minutes) {
        return at("merged", minutes, OMAR, new Act.Merged());
    }

    private static Fact deleted(Fact fact) {
        return new Fact(fact.id(), fact.at(), false, fact.actor(), fact.act(), true);
    }

    private static Change.ToPullRequest news(long number, Fact... more) {
        var facts = new ArrayList<Fact>();
        facts.add(at("opened", 0, MIA, new Act.Opened(false)));
        facts.addAll(List.of(more));
        return new Change.ToPullRequest(
                new PullRequestKey(FORGE, WEB.id(), number), WEB, Attributes.NONE, facts);
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

    private void write(Change... changes) {
        write(List.of(changes));
    }

    private void write(List<? extends Change> changes) {
        var shared = shared();
        var arrivals = changes.stream().map(change -> Arrival.listed(FORGE, change, NINE)).toList();
        transactions(shared).run(new Batch(arrivals, shared));
    }

    private void measureAll() {
        try (var job = new MeasureJob(vertx, database, Terms.DEFAULT)) {
            while (job.step().more()) {
                Thread.onSpinWait();
            }
        }
    }

    private void addUp() {
        try (var sums = new MeasureSums(vertx, database)) {
            while (sums.step()) {
                Thread.onSpinWait();
            }
        }
    }

    /// As it is, and again once everything is added up.
    private void allIsExact(long pullRequests) throws SQLException {
        var before = new MeasureCheck(readers).run();
        assertThat(before.flaws()).isEmpty();
        assertThat(before.waiting()).isZero();
        assertThat(before.measured()).isEqualTo(pullRequests);
        addUp();
        assertThat(number("select count(*) from measure_move")).isZero();
        assertThat(new MeasureCheck(readers).run().flaws()).isEmpty();
    }

    private long number(String query) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Figures sum(Metric metric, Variant variant) {
        return KeptSums.read(readers)
                .of(Cell.Kind.ALL, Cell.Grain.DAY, variant, cell -> cell.metric() == metric);
    }

    private long stopped(Metric metric, String day) {
        return KeptSums.read(readers)
                .of(
                        Cell.Kind.ALL,
                        Cell.Grain.DAY,
                        Variant.READY,
                        cell ->
                                !cell.place().bot()
                                        && cell.metric() == metric
                                        && cell.place().day().equals(LocalDate.parse(day)))
                .stopped()
                .count();
    }

    @Test
    void a_late_fact_moves_the_count_to_its_day() throws SQLException {
        write(news(1, comment("c2", DAY + 30, OMAR)));
        addUp();
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-03")).isEqualTo(1);

        write(news(1, comment("c1", 20, OMAR)));

        allIsExact(1);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-03")).isZero();
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isEqualTo(1);
        assertThat(sum(Metric.TIME_TO_FIRST_COMMENT, Variant.READY).stopped().seconds())
                .isEqualTo(1_200);
    }

    @Test
    void a_deleted_fact_takes_its_count_along() throws SQLException {
        var comment = comment("c1", 20, OMAR);
        write(news(1, comment), news(2, comment("c1", 40, OMAR)));
        addUp();
        write(news(1, deleted(comment)));
        allIsExact(2);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isEqualTo(1);

        write(news(2, deleted(comment("c1", 40, OMAR))));
        allIsExact(2);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isZero();
        assertThat(sum(Metric.TIME_TO_FIRST_COMMENT, Variant.READY).ended()).isZero();
    }

    @Test
    void a_guess_that_is_corrected_leaves_no_trace() throws SQLException {
        var guess = Fact.estimated("merged", NINE.plusSeconds(3 * 86_400), OMAR, new Act.Merged());
        write(news(1, approval(30), guess));
        addUp();
        assertThat(stopped(Metric.TIME_TO_MERGE, "2026-03-05")).isEqualTo(1);
        write(news(1, merge(DAY)));
        allIsExact(1);
        assertThat(stopped(Metric.TIME_TO_MERGE, "2026-03-05")).isZero();
        assertThat(stopped(Metric.TIME_TO_MERGE, "2026-03-03")).isEqualTo(1);
    }

    @Test
    void a_person_who_is_linked_and_unlinked_moves_counts_there_and_back() throws SQLException {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 40; number++) {
            changes.add(news(number, comment("c1", 10, MIA_AT_HOME), comment("c2", DAY, OMAR)));
        }
        write(changes);
        allIsExact(40);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isEqualTo(40);

        var acts = new PeopleActs(readers, () -> Set.of());
        var accounts = List.of(new Account(FORGE, "1"), new Account(FORGE, "2"));
        var made = acts.make("Mia Chen", accounts, new Doer("a test", NINE));
        refoldAll();
        allIsExact(40);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isZero();
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-03")).isEqualTo(40);

        var act = Objects.requireNonNull(((Outcome.Done) made).act());
        acts.undo(act, new Doer("a test", NINE));
        refoldAll();
        allIsExact(40);
        assertThat(stopped(Metric.TIME_TO_FIRST_COMMENT, "2026-03-02")).isEqualTo(40);
    }

    private void refoldAll() {
        var shared = shared();
        try (var jobs = new PeopleJobs(vertx, database)) {
            var refolder =
                    new Refolder(jobs, transactions(shared), Clock.systemUTC(), shared, () -> {});
            while (refolder.workOnce()) {
                Thread.onSpinWait();
            }
        }
    }

    private static WorkCalendar hours(String zone, int from, int to, String... holidays) {
        var week = new HashMap<DayOfWeek, List<Hours>>();
        for (var day : DayOfWeek.values()) {
            week.put(day, List.of(new Hours(LocalTime.of(from, 0), LocalTime.of(to, 0))));
        }
        var dates = new TreeSet<LocalDate>();
        for (var one : holidays) {
            dates.add(LocalDate.parse(one));
        }
        return new WorkCalendar(ZoneId.of(zone), week, dates);
    }

    private void agree(PeopleActs acts, @Nullable UUID team, @Nullable WorkCalendar calendar) {
        var scope = team == null ? Agreement.ALL : Agreement.of(team);
        var outcome =
                acts.agree(
                        team,
                        Agreement.calendar(scope),
                        calendar == null ? null : Agreement.json(calendar),
                        new Doer("a test", NINE));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private long worked(Metric metric) {
        return sum(metric, Variant.READY_WORKING).stopped().seconds();
    }

    @Test
    void other_working_hours_move_the_sums_to_what_they_would_have_been() throws SQLException {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 150; number++) {
            changes.add(news(number, comment("c1", 10, OMAR), approval(DAY), merge(2 * DAY)));
        }
        write(changes);
        allIsExact(150);
        // A Monday at nine to a Wednesday at nine.
        assertThat(worked(Metric.TIME_TO_MERGE)).isEqualTo(150 * 16 * 3_600L);

        var acts = new PeopleActs(readers, () -> Set.of());
        agree(acts, null, hours("UTC", 10, 12));
        try (var job = new MeasureJob(vertx, database, Terms.DEFAULT)) {
            assertThat(job.step().more()).isTrue();
        }
        var half = new MeasureCheck(readers).run();
        assertThat(half.flaws()).isEmpty();
        assertThat(half.waiting()).isEqualTo(50);
        write(news(140, comment("c0", 5, OMAR)), news(7, comment("c0", 5, OMAR)));
        measureAll();
        allIsExact(150);
        assertThat(worked(Metric.TIME_TO_MERGE)).isEqualTo(150 * 4 * 3_600L);

        var mia = subject(acts.make("Mia Chen", List.of(new Account(FORGE, "1")), DOER));
        var team = subject(acts.makeTeam("Platform", Set.of(mia), DOER));
        refoldAll();
        agree(acts, team, hours("Europe/Berlin", 8, 9, "2026-03-03"));
        refoldAll();
        allIsExact(150);
        assertThat(worked(Metric.TIME_TO_MERGE)).isEqualTo(150 * 3_600L);

        acts.setMembers(team, Set.of(), DOER);
        refoldAll();
        allIsExact(150);
        assertThat(worked(Metric.TIME_TO_MERGE)).isEqualTo(150 * 4 * 3_600L);
        acts.setMembers(team, Set.of(mia), DOER);
        refoldAll();
        agree(acts, team, null);
        refoldAll();
        allIsExact(150);
        assertThat(worked(Metric.TIME_TO_MERGE)).isEqualTo(150 * 4 * 3_600L);
    }

    @Test
    void whoever_is_awaited_has_the_hours_that_count() throws SQLException {
        var acts = new PeopleActs(readers, () -> Set.of());
        write(news(1, comment("c1", 60, OMAR)));
        var omar = subject(acts.make("Omar Haddad", List.of(new Account(FORGE, "3")), DOER));
        var mia = subject(acts.make("Mia Chen", List.of(new Account(FORGE, "1")), DOER));
        agree(acts, subject(acts.makeTeam("Reviewers", Set.of(omar), DOER)), hours("UTC", 9, 10));
        agree(acts, subject(acts.makeTeam("Authors", Set.of(mia), DOER)), hours("UTC", 14, 15));
        refoldAll();
        // Omar answers after a day, within which he works for one hour; then Mia is awaited, who
        // works for one hour of the next.
        write(news(2, comment("c1", DAY, OMAR), merge(2 * DAY)));
        allIsExact(2);
        assertThat(
                        number(
                                "select ready_working from measure_each where number = 2 and metric = 'timeToFirstComment'"))
                .isEqualTo(3_600);
        assertThat(
                        number(
                                "select opened_working from measure_each where number = 2 and metric = 'timeAwaitingAuthor'"))
                .isEqualTo(3_600);
        assertThat(
                        number(
                                "select ready_working from measure_each where number = 2 and metric = 'timeToMerge'"))
                .isEqualTo(7_200);
    }

    private static UUID subject(Outcome outcome) {
        return Objects.requireNonNull(((Outcome.Done) outcome).subject());
    }

    @Test
    void what_is_erased_is_in_no_sum() throws SQLException {
        write(news(1, merge(60)), news(2, approval(10)));
        addUp();
        write(news(3, comment("c", 5, OMAR)));
        new Erasable(readers).ask(FORGE, WEB.id(), NINE);
        try (var erasures = new Erasures(vertx, database)) {
            while (erasures.step(
                    NINE,
                    step ->
                            new StreamEvent(
                                    NINE, "repository", FORGE, "", null, null, null, "{}"))) {
                Thread.onSpinWait();
            }
        }
        allIsExact(0);
        assertThat(number("select count(*) from measure")).isZero();
        assertThat(KeptSums.read(readers).isEmpty()).isTrue();
    }

    @Test
    void what_was_stored_when_less_was_kept_is_folded_again_before_it_is_measured()
            throws SQLException {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 150; number++) {
            changes.add(news(number, approval(number), merge(number * 20)));
        }
        write(changes);
        addUp();
        assertThat(stopped(Metric.TIME_TO_FIRST_REVIEW, "2026-03-02")).isEqualTo(150);
        execute(
                "update pull_request set state = (state::jsonb #- '{progress,trail}')::json;"
                        + " update measure_job set rules = 1, done = false;"
                        + " delete from measure;"
                        + " delete from measure_cell");

        var told = new AtomicInteger();
        measureAgain(Terms.DEFAULT, told);

        allIsExact(150);
        assertThat(stopped(Metric.TIME_TO_FIRST_REVIEW, "2026-03-02")).isEqualTo(150);
        assertThat(told).hasValueGreaterThan(0);
        assertThat(
                        number(
                                "select count(*) from stream_event where data::text like '%timeToFirstReviewSeconds%'"))
                .isGreaterThanOrEqualTo(150);
    }

    @Test
    void another_number_of_required_approvals_lets_all_be_measured_anew() throws SQLException {
        write(news(1, approval(30), merge(60)), news(2, approval(30)));
        addUp();
        assertThat(stopped(Metric.TIME_TO_EFFECTIVE_APPROVAL, "2026-03-02")).isEqualTo(2);

        measureAgain(Terms.DEFAULT.approvals(2), new AtomicInteger());

        allIsExact(2);
        assertThat(stopped(Metric.TIME_TO_EFFECTIVE_APPROVAL, "2026-03-02")).isZero();
    }

    private void measureAgain(Terms terms, AtomicInteger told) {
        var shared = shared();
        var measurer =
                new Measurer(
                        new MeasureJob(vertx, database, terms),
                        new MeasureSums(vertx, database),
                        transactions(shared),
                        shared,
                        told::incrementAndGet);
        while (measurer.measure()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void what_was_stored_before_measures_were_kept_is_measured_in_the_background()
            throws SQLException {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 250; number++) {
            changes.add(news(number, comment("c1", number, OMAR), merge(number * 20)));
        }
        write(changes);
        execute(
                "delete from measure; delete from measure_move; delete from measure_cell;"
                        + " update measure_job set rules = 0, done = false");
        try (var job = new MeasureJob(vertx, database, Terms.DEFAULT)) {
            assertThat(job.step().more()).isTrue();
        }
        var half = new MeasureCheck(readers).run();
        assertThat(half.flaws()).isEmpty();
        assertThat(half.measured()).isEqualTo(100);
        assertThat(half.waiting()).isEqualTo(150);
        write(news(240, approval(7)), news(3, approval(7)), news(251, approval(7)));

        measureAll();

        allIsExact(251);
    }

    private static final String MERGED_AFTER =
            "update measure set ready_seconds[array_position(metric, 'timeToMerge')] = %d where number = 1";

    @Test
    void the_check_sees_what_is_wrong() throws SQLException {
        write(news(1, merge(60)), news(2, approval(10)));
        addUp();
        execute(MERGED_AFTER.formatted(1));
        assertThat(new MeasureCheck(readers).run().flaws())
                .extracting(MeasureCheck.Flaw::what)
                .containsExactly(FORGE + ":55:1");
        execute(MERGED_AFTER.formatted(3_600));
        execute("update measure set over_at = over_at - interval '1 hour' where number = 1");
        assertThat(new MeasureCheck(readers).run().flaws())
                .extracting(MeasureCheck.Flaw::what)
                .containsExactly(FORGE + ":55:1");
        execute("update measure set over_at = over_at + interval '1 hour' where number = 1");
        execute(
                "update measure_cell set time_to_approve = null where kind = 'author' and grain = 'month'");
        assertThat(new MeasureCheck(readers).run().flaws())
                .isNotEmpty()
                .extracting(MeasureCheck.Flaw::what)
                .allMatch(what -> what.contains("AUTHOR") && what.contains("TIME_TO_APPROVE"));
    }

    /// Hundreds of tellings in any order, some of them twice, some taken back, added up now and
    /// then.
    @Test
    void any_tellings_in_any_order_are_counted_as_they_stand() throws SQLException {
        var random = new Random(7);
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 30; number++) {
            for (var i = 0; i < 8; i++) {
                var fact = anything(random);
                changes.add(news(number, random.nextInt(5) == 0 ? deleted(fact) : fact));
            }
        }
        for (var from = 0; from < changes.size(); from += 20) {
            write(changes.subList(from, Math.min(from + 20, changes.size())));
            if (random.nextInt(3) == 0) {
                addUp();
            }
        }
        allIsExact(30);
    }

    private static Fact anything(Random random) {
        var minutes = random.nextInt(10 * DAY);
        return switch (random.nextInt(7)) {
            case 0 -> comment("c" + random.nextInt(3), minutes, OMAR);
            case 1 -> approval(minutes);
            case 2 -> merge(minutes);
            case 3 -> at("d" + random.nextInt(2), minutes, MIA, new Act.Draft());
            case 4 -> at("r" + random.nextInt(2), minutes, MIA, new Act.Ready());
            case 5 -> at("x" + random.nextInt(2), minutes, MIA, new Act.Closed());
            default -> at("o" + random.nextInt(2), minutes, MIA, new Act.Reopened());
        };
    }

    private void execute(String script) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement()) {
            statement.execute(script);
        }
    }
}
