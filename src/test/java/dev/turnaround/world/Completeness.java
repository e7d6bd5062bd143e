package dev.turnaround.world;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.RepositoryHealth;
import dev.turnaround.store.TestDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Holds what a server says of how complete its webhooks are against what truly happened and what
/// truly came in.
///
/// How many facts there are is the world's to say. Which of them webhooks told is known of each
/// delivery that came in; where one could only guess, so that a list put another fact in the place
/// of what it told, either account is good.
final class Completeness {
    private static final String FACTS =
            """
            select connection, repository, number, null as issue, id, kind, live from fact where not unlisted and not deleted
            union all
            select g.connection, j.repository, null, g.issue, g.id, g.kind, g.live
            from issue_fact g join issue j on j.connection = g.connection and j.id = g.issue
            where not g.unlisted and not g.deleted
            """;

    private final Map<String, Counts> repositories = new HashMap<>();
    private final Map<String, Set<String>> standing = new HashMap<>();
    private final Map<String, SortedMap<String, Integer>> kinds = new HashMap<>();
    private final Map<String, Set<String>> live = new HashMap<>();

    private record Counts(long facts, long live) {
        Counts plus(boolean isLive) {
            return new Counts(facts + 1, live + (isLive ? 1 : 0));
        }
    }

    private Completeness() {}

    static void expectTruth(String replay, World world, WorldServer server, Endpoint endpoint)
            throws SQLException {
        var findings = new Findings(replay);
        var stored = new Completeness();
        stored.read(endpoint);
        for (var health : server.healths()) {
            findings.compare(
                    () -> "completeness of " + health.name(),
                    new Counts(health.facts(), health.liveFacts()),
                    stored.repositories.getOrDefault(key(health), new Counts(0, 0)));
        }
        stored.expectNumbers(findings, world, server);
        stored.expectTellers(findings, server.ledger());
        findings.expectNone();
    }

    private static String key(RepositoryHealth health) {
        return health.connection() + " " + health.id();
    }

    private void read(Endpoint endpoint) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows = statement.executeQuery(FACTS)) {
            while (rows.next()) {
                var connection = rows.getString("connection");
                var repository = rows.getString("repository");
                var issue = rows.getString("issue");
                var about =
                        issue == null
                                ? new PullRequestKey(connection, repository, rows.getLong("number"))
                                        .id()
                                : new IssueKey(connection, issue).word();
                var isLive = rows.getBoolean("live");
                repositories.merge(
                        connection + " " + repository,
                        new Counts(0, 0).plus(isLive),
                        (so, _) -> so.plus(isLive));
                standing.computeIfAbsent(about, _ -> new HashSet<>()).add(rows.getString("id"));
                kinds.computeIfAbsent(about, _ -> new TreeMap<>())
                        .merge(rows.getString("kind"), 1, Integer::sum);
                if (isLive) {
                    live.computeIfAbsent(about, _ -> new HashSet<>()).add(rows.getString("id"));
                }
            }
        }
    }

    /// As many as happened, of whatever is still there to be asked.
    private void expectNumbers(Findings findings, World world, WorldServer server) {
        var pullRequests = server.pullRequests();
        for (var history : world.pullRequests()) {
            var one = pullRequests.get(history.page());
            if (one != null && history.deletedAt() == null) {
                var about = one.pullRequest().key().id();
                findings.compare(
                        () -> "facts of " + history.page(),
                        kinds.getOrDefault(about, new TreeMap<>()),
                        Truth.kinds(history));
            }
        }
        var issues = server.issues();
        for (var history : world.issues()) {
            var one = issues.get(history.key());
            if (one != null && history.deletedAt() == null) {
                findings.compare(
                        () -> "facts of " + history.key(),
                        kinds.getOrDefault(one.key().word(), new TreeMap<>()),
                        Truth.kinds(history));
            }
        }
    }

    private void expectTellers(Findings findings, Ledger ledger) {
        standing.forEach((about, facts) -> {
            var isLive = live.getOrDefault(about, Set.of());
            var told = ledger.toldByWebhook(about);
            var guessed = !facts.containsAll(told);
            for (var fact : facts) {
                var isKept = isLive.contains(fact);
                if (ledger.wasFirstToldByWebhook(about, fact)) {
                    findings.require(isKept, () -> "a webhook told " + fact + " of " + about);
                } else if (!told.contains(fact) && !guessed) {
                    findings.require(!isKept, () -> "no webhook told " + fact + " of " + about);
                }
            }
        });
    }
}
