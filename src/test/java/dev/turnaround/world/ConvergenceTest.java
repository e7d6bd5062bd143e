package dev.turnaround.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.Network;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever was lost, late, told twice or half read: once the faults have stopped, one
/// reconciliation makes everything right, and another one changes nothing.
///
/// `-Dworlds=N` lives through more worlds, `-DworldSeed=S` through one again.
class ConvergenceTest {
    private static final String NAME = "ConvergenceTest";
    private static final Instant BEGIN = Instant.parse("2026-10-01T06:00:00Z");
    private static final World.Scale SMALL =
            new World.Scale(25, 10, Duration.ofDays(10), World.Road.API);
    private static final Duration STEP = Duration.ofHours(3);
    private static final int STEPS_BETWEEN_RUNS = 40;
    private static final int FAILING_PERCENT = 8;
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void closeVertx() {
        WorldServer.finished(VERTX.close());
    }

    static LongStream seeds() {
        return Seeds.chosen(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void after_the_faults_one_reconciliation_makes_everything_right(long seed) throws SQLException {
        var world = new World(seed, WorldApis.SCENES, BEGIN, SMALL);
        var network = new Network(seed, Network.Weather.FOUL);
        var endpoint = TestDatabase.create();
        new Database(endpoint).migrate();
        var end = BEGIN.plus(SMALL.lasting()).plus(Duration.ofHours(1));
        try (var server = new WorldServer(VERTX, endpoint, world);
                var apis = new WorldApis(VERTX, world, seed, FAILING_PERCENT, end)) {
            live(world, network, server, apis, end, new Random(seed));
            assertThat(network.lost()).as(Seeds.replay(seed, NAME)).isNotEmpty();

            reconcile(server, apis);
            Comparison.expectTruth(seed, NAME, world, server);

            // What was underway all the time tells nothing that is not known better by now.
            server.receive(network.arrived(Instant.MAX));
            Comparison.expectTruth(seed, NAME, world, server);

            var before = rows(endpoint);
            reconcile(server, apis);
            assertThat(rows(endpoint)).as(Seeds.replay(seed, NAME)).isEqualTo(before);
            Comparison.expectTruth(seed, NAME, world, server);
            assertThat(server.differences()).as(Seeds.replay(seed, NAME)).isEmpty();
        }
    }

    private static void live(
            World world,
            Network network,
            WorldServer server,
            WorldApis apis,
            Instant end,
            Random random) {
        for (var now = BEGIN; now.isBefore(end); now = now.plus(STEP)) {
            world.until(now).forEach(network::send);
            server.receive(network.arrived(now));
            if (random.nextInt(STEPS_BETWEEN_RUNS) == 0) {
                apis.apis().keySet().forEach(scene -> tryToReconcile(server, apis, scene));
            }
        }
        world.until(end).forEach(network::send);
    }

    private static void tryToReconcile(WorldServer server, WorldApis apis, Scene scene) {
        try {
            apis.reconciliation(scene, server).run(BEGIN);
        } catch (ApiFailure badDay) {
            // What was read so far is stored; the next one reads it all again.
        }
    }

    private static void reconcile(WorldServer server, WorldApis apis) {
        for (var scene : apis.apis().keySet()) {
            assertThat(apis.reconciliation(scene, server).run(BEGIN)).as(scene.name()).isEmpty();
        }
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
