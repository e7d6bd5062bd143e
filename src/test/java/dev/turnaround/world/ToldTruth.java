package dev.turnaround.world;

import dev.turnaround.simulator.world.PullRequestHistory;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.Reading;
import dev.turnaround.store.Tied;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Holds what a database says of pull requests against what truly happened, all of which it was
/// told by webhooks.
public final class ToldTruth {
    /// But for what snapshots showed: as many as were sent, of which nothing happened at all.
    private static final String FACTS =
            """
            select connection || ':' || repository || ':' || number, kind, count(*)
            from fact where not unlisted and not deleted and kind <> 'seen'
            group by 1, 2
            """;

    private ToldTruth() {}

    /// What the two disagree on, in words; empty when all is as it was.
    ///
    /// @param sql a connection to the database
    public static List<String> differences(
            Vertx vertx, Endpoint database, Connection sql, World world) throws SQLException {
        var readers = new Database(database).readers(vertx);
        try {
            return differences(WorldServer.pullRequests(new Reading(readers)), facts(sql), world);
        } finally {
            WorldServer.finished(readers.close());
        }
    }

    private static List<String> differences(
            Map<String, Tied> stored, Map<String, SortedMap<String, Integer>> facts, World world) {
        var found = new ArrayList<String>();
        for (var history : world.pullRequests()) {
            var one = stored.remove(history.page());
            if (one == null) {
                found.add(history.page() + " is unknown");
            } else {
                compare(found, history, Standing.of(one), Truth.of(history));
                compare(
                        found,
                        history,
                        facts.getOrDefault(one.pullRequest().key().id(), new TreeMap<>()),
                        toldKinds(history));
            }
        }
        stored.keySet().forEach(page -> found.add(page + " never was"));
        return found;
    }

    /// No webhook tells that a review is no more because its comments are all removed; only a list
    /// that it is not on does.
    private static SortedMap<String, Integer> toldKinds(PullRequestHistory history) {
        var kinds = Truth.kinds(history);
        var unheard = Truth.reviewsThatCameToNothing(history);
        if (unheard > 0) {
            kinds.merge("reviewed", unheard, Integer::sum);
        }
        return kinds;
    }

    private static void compare(
            List<String> found, PullRequestHistory history, Object said, Object truth) {
        if (!said.equals(truth)) {
            found.add(history.page() + "\n  said  " + said + "\n  truth " + truth);
        }
    }

    /// How many facts of each pull request count, by kind.
    private static Map<String, SortedMap<String, Integer>> facts(Connection sql)
            throws SQLException {
        var kinds = new HashMap<String, SortedMap<String, Integer>>();
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(FACTS)) {
            while (rows.next()) {
                kinds.computeIfAbsent(rows.getString(1), _ -> new TreeMap<>())
                        .put(rows.getString(2), rows.getInt(3));
            }
        }
        return kinds;
    }
}
