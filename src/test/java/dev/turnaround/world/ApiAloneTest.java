package dev.turnaround.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.world.Network;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.SyncState;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where not one webhook ever arrives, the APIs tell everything: a backfill.
class ApiAloneTest {
    private static final Instant BEGIN = Instant.parse("2026-10-01T06:00:00Z");
    private static final World.Scale SMALL =
            new World.Scale(30, 12, Duration.ofDays(12), World.Road.API);
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void closeVertx() {
        WorldServer.finished(VERTX.close());
    }

    static LongStream seeds() {
        return Seeds.chosen(6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_backfill_says_what_truly_happened(long seed) throws SQLException {
        var world = new World(seed, WorldApis.SCENES, BEGIN, SMALL);
        var end = BEGIN.plus(SMALL.lasting()).plus(Duration.ofHours(1));
        world.until(end);
        var endpoint = TestDatabase.fleeting();
        try (var server = new WorldServer(VERTX, endpoint, world);
                var apis = new WorldApis(VERTX, world, seed, 0, BEGIN);
                var life =
                        new ServerLife(
                                world,
                                new Network(seed, Network.Weather.SILENCE),
                                server,
                                apis,
                                seed)) {
            life.calm();
            assertThat(life.reconcile())
                    .isNotEmpty()
                    .allSatisfy(run -> assertThat(run.state()).isEqualTo(SyncState.SUCCEEDED));
            Comparison.expectTruth(seed, "ApiAloneTest", world, server);
            assertThat(server.differences()).as(Seeds.replay(seed, "ApiAloneTest")).isEmpty();
        }
    }
}
