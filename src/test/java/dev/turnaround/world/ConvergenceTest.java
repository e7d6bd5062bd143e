package dev.turnaround.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.world.Network;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.SyncState;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever was lost, late, told twice or half read, and whenever the server was killed: once the
/// faults have stopped, one reconciliation makes everything right, and another one changes nothing.
///
/// `-Dworlds=N` lives through more worlds, `-DworldSeed=S` through one again.
class ConvergenceTest {
    private static final String NAME = "ConvergenceTest";
    private static final Instant BEGIN = Instant.parse("2026-10-01T06:00:00Z");
    private static final World.Scale SCALE =
            new World.Scale(50, 20, Duration.ofDays(60), World.Road.API);
    private static final int FAILING_PERCENT = 4;
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void closeVertx() {
        WorldServer.finished(VERTX.close());
    }

    @TestFactory
    Stream<DynamicTest> after_the_faults_one_reconciliation_makes_everything_right() {
        return Seeds.sideBySide(Seeds.chosen(100), ConvergenceTest::live);
    }

    static void live(long seed) throws SQLException {
        var replay = Seeds.replay(seed, NAME);
        var world = new World(seed, WorldApis.SCENES, BEGIN, SCALE);
        var network = new Network(seed, Network.Weather.FOUL);
        var endpoint = TestDatabase.fleeting();
        var end = BEGIN.plus(SCALE.lasting()).plus(Duration.ofHours(1));
        try (var server = new WorldServer(VERTX, endpoint, world);
                var apis = new WorldApis(VERTX, world, seed, FAILING_PERCENT, end);
                var life = new ServerLife(world, network, server, apis, seed)) {
            life.until(end);
            life.calm();
            assertThat(network.lost()).as(replay).isNotEmpty();

            expectSuccess(replay, life.reconcile());
            Comparison.expectTruth(seed, NAME, world, server);
            Completeness.expectTruth(replay, world, server, endpoint);

            // What was underway all the time tells nothing that is not known better by now.
            life.receive(
                    network.arrived(Instant.MAX).stream()
                            .filter(letter -> !world.isGone(letter.about()))
                            .toList());
            Comparison.expectTruth(seed, NAME, world, server);

            var before = rows(endpoint);
            expectSuccess(replay, life.reconcile());
            assertThat(rows(endpoint)).as(replay).isEqualTo(before);
            Comparison.expectTruth(seed, NAME, world, server);
            assertThat(server.differences()).as(replay).isEmpty();
            assertThat(server.work())
                    .as(replay)
                    .isEqualTo(Together.truth(world, server.pullRequests().keySet()));
        }
        TestDatabase.drop(endpoint);
    }

    private static void expectSuccess(String replay, List<SyncRun> runs) {
        assertThat(runs)
                .as(replay)
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED));
    }

    /// What a run that finds nothing new must not add to.
    private static String rows(Endpoint endpoint) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select (select count(*) from fact) || ' facts, '
                                    || (select count(*) from issue_fact) || ' facts of issues, '
                                    || (select count(*) from stream_event) || ' events'
                                """)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
