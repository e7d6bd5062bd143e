package dev.turnaround.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.Network;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where every webhook arrives, though late, twice and in any order, nothing is missing.
class WebhooksAloneTest {
    private static final Instant BEGIN = Instant.parse("2026-10-01T06:00:00Z");
    private static final World.Scale SMALL =
            new World.Scale(30, 12, Duration.ofDays(12), World.Road.WEBHOOKS);

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
    void the_server_says_what_truly_happened(long seed) {
        var world = new World(seed, EnumSet.allOf(Scene.class), BEGIN, SMALL);
        var network = new Network(seed, Network.Weather.FAIR);
        var endpoint = TestDatabase.fleeting();
        try (var server = new WorldServer(VERTX, endpoint, world)) {
            var end =
                    BEGIN.plus(SMALL.lasting()).plus(Network.Weather.FAIR.latest().multipliedBy(3));
            for (var now = BEGIN; now.isBefore(end); now = now.plus(WorldServer.STEP)) {
                world.until(now).forEach(network::send);
                server.receive(network.arrived(now));
            }
            assertThat(network.lost()).isEmpty();
            Comparison.expectTruth(seed, "WebhooksAloneTest", world, server);
            assertThat(server.differences()).as(Seeds.replay(seed, "WebhooksAloneTest")).isEmpty();
        }
    }
}
