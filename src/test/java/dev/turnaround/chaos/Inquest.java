package dev.turnaround.chaos;

import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Endpoint;
import dev.turnaround.world.ToldTruth;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Looks at what is left after a storm, and says what is wrong with it.
final class Inquest implements AutoCloseable {
    private static final int NAMED_MAX = 5;
    private static final Duration VERIFIED_WITHIN = Duration.ofMinutes(3);
    private static final Duration WORKED_IN_WITHIN = Duration.ofMinutes(3);

    private static final String DELIVERIES =
            "select delivery, verdict from delivery where delivery is not null";
    private static final String RECEIPTS = "select delivery from receipt";
    private static final String EVENTS =
            """
            select position from stream_event where event in ('pull-request', 'repository') and position > ?
            union all
            select position from delivery where ? and position > ?
            order by 1
            """;

    private final Endpoint database;
    private final Connection sql;
    private final List<String> wrongs = new ArrayList<>();
    private long missing;
    private long twice;

    Inquest(Endpoint database) throws SQLException {
        this.database = database;
        this.sql =
                DriverManager.getConnection(
                        "jdbc:postgresql://%s:%d/%s"
                                .formatted(database.host(), database.port(), database.database()),
                        database.user(),
                        database.password());
    }

    /// What is wrong, in words; empty when nothing is.
    List<String> wrongs() {
        return wrongs;
    }

    /// How many acknowledged deliveries and events of followers are missing, and how many are there
    /// more than once.
    long missing() {
        return missing;
    }

    long twice() {
        return twice;
    }

    /// Which deliveries the database has, as often as they came.
    Set<String> stored() throws SQLException {
        return texts("select distinct delivery from delivery where delivery is not null");
    }

    private Set<String> texts(String query) throws SQLException {
        var all = new HashSet<String>();
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    /// Whatever was acknowledged has to be in the delivery log and, for being known when it comes
    /// again, among the receipts, and was applied once at most.
    void askForAcknowledged(Set<String> acknowledged) throws SQLException {
        var applied = new HashSet<String>();
        var verdicts = new TreeMap<String, Integer>();
        var twiceApplied = new HashSet<String>();
        var logged = new HashSet<String>();
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(DELIVERIES)) {
            while (rows.next()) {
                var id = rows.getString(1);
                var verdict = rows.getString(2);
                logged.add(id);
                verdicts.merge(verdict, 1, Integer::sum);
                if (verdict.equals("applied") && !applied.add(id)) {
                    twiceApplied.add(id);
                }
            }
        }
        missing +=
                blame("acknowledged, and not in the delivery log", without(acknowledged, logged));
        missing +=
                blame(
                        "acknowledged, and not among the receipts",
                        without(acknowledged, texts(RECEIPTS)));
        twice += blame("applied twice", twiceApplied);
        verdicts.keySet().removeAll(Set.of("applied", "duplicate", "ignored"));
        if (!verdicts.isEmpty()) {
            wrongs.add("verdicts that no delivery should have had: " + verdicts);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    private int blame(String what, Collection<?> which) {
        if (!which.isEmpty()) {
            wrongs.add(
                    "%d %s, such as %s"
                            .formatted(
                                    which.size(), what, which.stream().limit(NAMED_MAX).toList()));
        }
        return which.size();
    }

    /// The ids of the events that a follower should have seen, in order.
    List<Long> events(Follower.Sight sight) throws SQLException {
        var positions = new ArrayList<Long>();
        try (var statement = sql.prepareStatement(EVENTS)) {
            statement.setLong(1, sight.start());
            statement.setBoolean(2, sight.deliveries());
            statement.setLong(3, sight.start());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.add(rows.getLong(1));
                }
            }
        }
        return positions;
    }

    /// Each event once, in order, and no other.
    ///
    /// @return how many events it had to see
    int ask(Follower.Sight sight) throws SQLException {
        var expected = events(sight);
        if (sight.seen().equals(expected) && sight.picturesAgain() == 0) {
            return expected.size();
        }
        var seen = new HashSet<Long>();
        var again = sight.seen().stream().filter(id -> !seen.add(id)).toList();
        var lost = expected.stream().filter(id -> !seen.contains(id)).toList();
        expected.forEach(seen::remove);
        missing += blame(sight.name() + ": events that it did not see", lost);
        twice += blame(sight.name() + ": events that it saw again", again);
        blame(sight.name() + ": events that are not there", seen);
        if (sight.start() < 0) {
            wrongs.add(sight.name() + " saw nothing at all");
        } else if (sight.picturesAgain() > 0) {
            wrongs.add(sight.name() + " had to begin anew " + sight.picturesAgain() + " times");
        } else if (lost.isEmpty() && again.isEmpty() && seen.isEmpty()) {
            wrongs.add(sight.name() + " saw events in another order");
        }
        return expected.size();
    }

    /// What is stored has to be what happened in the world.
    void askForTruth(Vertx vertx, World world) throws SQLException {
        var differences = ToldTruth.differences(vertx, database, sql, world);
        if (!differences.isEmpty()) {
            wrongs.add(
                    "%d pull requests are not what happened, such as\n%s"
                            .formatted(
                                    differences.size(),
                                    String.join(
                                            "\n",
                                            differences.subList(
                                                    0, Math.min(NAMED_MAX, differences.size())))));
        }
    }

    /// `turnaround verify`, once nothing is left to be worked in.
    ///
    /// @return what it said last
    String verify(Path settings, Path folder) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        while (true) {
            var process =
                    Serving.command(settings, "verify")
                            .directory(folder.toFile())
                            .redirectError(Redirect.appendTo(folder.resolve("verify.log").toFile()))
                            .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(VERIFIED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                wrongs.add("verify did not end");
                return said;
            }
            var waits = said.contains("wait to be worked in") || said.contains("still to be");
            if (waits && System.nanoTime() - begun < WORKED_IN_WITHIN.toNanos()) {
                Thread.sleep(1_000);
                continue;
            }
            if (process.exitValue() != 0 || waits) {
                wrongs.add("verify ended with " + process.exitValue() + ":\n" + said);
            }
            return said;
        }
    }

    @Override
    public void close() throws SQLException {
        sql.close();
    }
}
