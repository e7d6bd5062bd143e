package dev.turnaround.world;

import dev.turnaround.ingest.Arrival;
import dev.turnaround.ingest.Ingest;
import dev.turnaround.ingest.Outcome;
import dev.turnaround.ingest.Sheet;
import dev.turnaround.ingest.Stored;
import dev.turnaround.ingest.Verification;
import dev.turnaround.model.Account;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading.Ignored;
import dev.turnaround.provider.Reading.Malformed;
import dev.turnaround.provider.Reading.Relevant;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.reconcile.Reconciler;
import dev.turnaround.reconcile.Sheets;
import dev.turnaround.reconcile.Source;
import dev.turnaround.reconcile.Timetable;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.Letter;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Database;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.PeopleActs;
import dev.turnaround.store.PullRequestQuery;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RepositoryHealth;
import dev.turnaround.store.RepositoryHealths;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.Tally;
import dev.turnaround.store.TestDatabase;
import dev.turnaround.store.Tied;
import dev.turnaround.store.Weaving;
import dev.turnaround.store.WorkCheck;
import dev.turnaround.store.WorkQuery;
import dev.turnaround.store.WorkReading;
import dev.turnaround.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a server is, without its sockets: webhooks are checked, read and stored as at the door,
/// runs are made, and everything that is stored can be looked at. It can be killed and started
/// again.
///
/// Use it on a virtual thread or any other that may wait.
final class WorldServer implements AutoCloseable {
    static final Map<Scene, Provider> PROVIDERS =
            Map.of(
                    Scene.GITHUB, new GitHub(),
                    Scene.GITLAB, new GitLab(),
                    Scene.BITBUCKET, new Bitbucket(),
                    Scene.JIRA, new Jira());
    static final Timetable TIMETABLE = new Timetable(LocalTime.of(3, 30), ZoneOffset.UTC, 180);
    private static final int PAGE = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final String ACCOUNTS = "select connection, id from identity order by 1, 2";
    private static final String COMPUTED =
            """
            select not exists (select from people_job where ended_at is null)
               and not exists (select from measure_job where not done)
            """;

    private final World world;
    private final Readers readers;
    private final Reading reading;
    private final IssueReading issues;
    private final Syncs syncs;
    private final Vertx vertx;
    private final Endpoint endpoint;
    private final Sessions sessions = new Sessions();
    private final Database database;
    private Ingest ingest;
    private final Ledger ledger = new Ledger();
    private final List<Letter> taken = new ArrayList<>();
    private final Map<Scene, Webhooks> doors = new EnumMap<>(Scene.class);

    WorldServer(Vertx vertx, Endpoint endpoint, World world) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.world = world;
        this.database = new Database(endpoint, sessions::connect);
        this.readers = database.readers(vertx);
        this.reading = new Reading(readers);
        this.issues = new IssueReading(readers);
        this.syncs = new Syncs(readers);
        this.ingest = ingest();
        PROVIDERS.forEach((scene, provider) ->
                doors.put(
                        scene,
                        provider.webhooks(
                                connection(scene),
                                new WebhookSecrets(
                                        "webhook",
                                        Map.of(
                                                scene.secretKind(),
                                                List.of(world.secretOf(scene)))))));
    }

    /// The id of the connection to a provider.
    static String connection(Scene scene) {
        return "acme-" + scene.provider();
    }

    private static String providerOf(String connection) {
        return connection.substring("acme-".length());
    }

    private Ingest ingest() {
        return new Ingest(
                vertx, database, world, WorldServer::providerOf, true, Terms.DEFAULT, () -> {});
    }

    /// What makes the runs of a process that starts now.
    ///
    /// @param sheets what stands between what was read and its being stored
    Reconciler reconciler(List<Source> sources, UnaryOperator<Sheets> sheets, Pause pause) {
        var reconciler =
                new Reconciler(
                        vertx,
                        database,
                        readers,
                        sheets.apply((sheet, _) -> Stored.already(take(sheet))),
                        TIMETABLE,
                        world,
                        pause,
                        _ -> {},
                        Tracing.OFF);
        sources.forEach(reconciler::join);
        return reconciler;
    }

    private Tally take(Sheet sheet) {
        var tally = ingest.take(sheet);
        sheet.changes().forEach(change -> ledger.tells(Ledger.Teller.API, change));
        return tally;
    }

    /// Who told it what.
    Ledger ledger() {
        return ledger;
    }

    /// How well it says that it knows each repository.
    List<RepositoryHealth> healths() {
        return finished(new RepositoryHealths(readers).list(null, null, null, PAGE));
    }

    /// What it knew beside its database is no more.
    void restart() {
        ingest.close();
        ingest = ingest();
    }

    Syncs syncs() {
        return syncs;
    }

    /// Takes webhooks in, all at once, and waits until they are stored.
    void receive(List<Letter> letters) {
        var outcomes = new ArrayList<Future<Outcome>>();
        for (var letter : letters) {
            outcomes.add(ingest.submit(arrival(letter)));
        }
        for (var outcome : outcomes) {
            var verdict = ((Outcome.Settled) finished(outcome)).verdict();
            if (verdict == DeliveryVerdict.FAILED || verdict == DeliveryVerdict.MALFORMED) {
                throw new AssertionError("a webhook was " + verdict);
            }
        }
        taken.addAll(letters);
    }

    /// Whether a webhook told what happened to something at a moment.
    boolean wasTold(String about, Instant at) {
        return taken.stream()
                .anyMatch(letter -> letter.about().equals(about) && letter.sentAt().equals(at));
    }

    static <T> T finished(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /// A signature is dated when it is sent; it is checked as if it came at once, because that it
    /// ages is no part of the world.
    private Arrival arrival(Letter letter) {
        var webhooks = doors.get(letter.scene());
        if (webhooks == null) {
            throw new IllegalArgumentException("no door for " + letter.scene());
        }
        if (!(webhooks.verify(delivery(letter, letter.sentAt())) instanceof Verdict.Genuine)) {
            throw new AssertionError("a webhook was not taken for genuine");
        }
        var read = webhooks.read(delivery(letter, letter.at()));
        var envelope = read.envelope();
        return new Arrival(
                connection(letter.scene()),
                envelope.deliveryId(),
                envelope.event(),
                envelope.action(),
                letter.at(),
                switch (read) {
                    case Relevant(_, var change) -> {
                        ledger.tells(Ledger.Teller.WEBHOOK, change);
                        yield Arrival.news(change);
                    }
                    case Ignored(_, var reason) -> Arrival.nothing(DeliveryVerdict.IGNORED, reason);
                    case Malformed(_, var reason) ->
                            Arrival.nothing(DeliveryVerdict.MALFORMED, reason);
                });
    }

    private static Delivery delivery(Letter letter, Instant at) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(letter.request().headers());
        return new Delivery(headers::get, letter.request().body(), at);
    }

    /// Does by hand what administrators do.
    PeopleActs acts() {
        return new PeopleActs(readers, Set::of);
    }

    /// The accounts that were heard of, in order.
    List<Account> accounts() throws SQLException {
        var accounts = new ArrayList<Account>();
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows = statement.executeQuery(ACCOUNTS)) {
            while (rows.next()) {
                accounts.add(new Account(rows.getString(1), rows.getString(2)));
            }
        }
        return accounts;
    }

    /// Says that somebody did something by hand; what follows from it is computed in the
    /// background.
    void peopleMoved() {
        ingest.peopleMoved();
    }

    /// Waits until everything is computed that what was done by hand asked for.
    void untilComputed() throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var computed = sql.prepareStatement(COMPUTED)) {
            while (!isTrue(computed)) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean isTrue(PreparedStatement question) throws SQLException {
        try (var rows = question.executeQuery()) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    /// All pull requests, by address.
    Map<String, Tied> pullRequests() {
        return pullRequests(reading);
    }

    /// All pull requests of a database, by address.
    static Map<String, Tied> pullRequests(Reading reading) {
        var all = new TreeMap<String, Tied>();
        PullRequestQuery.After after = null;
        while (true) {
            var page = finished(reading.pullRequests(everything(after)));
            for (var one : page) {
                var url = one.pullRequest().attributes().url();
                all.put(url == null ? one.pullRequest().key().id() : url.value(), one);
            }
            if (page.size() < PAGE) {
                return all;
            }
            var last = page.getLast().pullRequest();
            after = new PullRequestQuery.After(last.progress().opened().at(), last.key());
        }
    }

    private static PullRequestQuery everything(PullRequestQuery.@Nullable After after) {
        return new PullRequestQuery(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                PullRequestQuery.Sort.OPENED,
                after,
                PAGE);
    }

    /// All issues, by what people call them.
    Map<String, Issue> issues() {
        return finished(issues.everyIssue(null, Integer.MAX_VALUE)).stream()
                .collect(
                        Collectors.toMap(
                                issue -> {
                                    var name = issue.attributes().name();
                                    return name == null ? issue.key().word() : name.value();
                                },
                                issue -> issue));
    }

    /// What belongs together, each set by the addresses of its pull requests and what people call
    /// its issues, once all that was stored is worked in.
    Set<SortedSet<String>> work() {
        try (var weaving = new Weaving(vertx, database)) {
            while (new WorkCheck(readers).run().waiting() > 0) {
                weaving.step();
            }
        }
        var differences = new WorkCheck(readers).run().differences();
        if (!differences.isEmpty()) {
            throw new AssertionError("what belongs together is kept otherwise: " + differences);
        }
        var everything = new WorkQuery(null, null, null, null, null, null, null, Integer.MAX_VALUE);
        var sets = new HashSet<SortedSet<String>>();
        for (var work : new WorkReading(readers).list(everything)) {
            var names = new TreeSet<String>();
            for (var member : work.items()) {
                var name = member.key() == null ? member.url() : member.key();
                names.add(name == null ? member.item().word() : name);
            }
            sets.add(names);
        }
        return sets;
    }

    Reading reading() {
        return reading;
    }

    /// What is stored and is not what its facts say.
    List<Verification.Difference> differences() {
        return new Verification(readers).run().differences();
    }

    @Override
    public void close() {
        ingest.close();
        sessions.close();
        finished(readers.close());
    }

    /// How long the world goes on before the next look at what arrived.
    static final Duration STEP = Duration.ofHours(1);

    World world() {
        return world;
    }
}
