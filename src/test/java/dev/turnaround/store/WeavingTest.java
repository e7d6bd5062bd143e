package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

/// What belongs together follows from what is true now, however it came to be.
class WeavingTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Endpoint ENDPOINT = TestDatabase.fleeting();
    private static final Readers READERS = new Database(ENDPOINT).readers(VERTX);

    @AfterContainer
    static void stop() {
        READERS.close().await();
        VERTX.close().await();
        TestDatabase.drop(ENDPOINT);
    }

    @Property(tries = 40)
    void any_order_of_changes_and_looks_ends_in_what_is_true(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 1_000_000) Integer> seeds)
            throws SQLException {
        try (var sql = TestDatabase.connect(ENDPOINT);
                var weaving = new Weaving(VERTX, new Database(ENDPOINT));
                var careful = new Weaving(VERTX, new Database(ENDPOINT), 3)) {
            var world = new WorkWorld(sql);
            for (var seed : seeds) {
                world.change(seed);
                switch (seed % 4) {
                    case 0 -> weaving.step();
                    case 1 -> careful.step();
                    default -> {}
                }
            }
            finish(careful);

            assertThat(world.kept()).isEqualTo(world.truth());
            assertThat(new WorkCheck(READERS).run().differences()).isEmpty();
        }
    }

    @Property(tries = 12)
    void two_processes_at_once_come_to_the_same(
            @ForAll @Size(min = 20, max = 120) List<@IntRange(max = 1_000_000) Integer> seeds)
            throws SQLException, ExecutionException, InterruptedException {
        try (var sql = TestDatabase.connect(ENDPOINT);
                var one = new Weaving(VERTX, new Database(ENDPOINT));
                var other = new Weaving(VERTX, new Database(ENDPOINT), 3);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var world = new WorkWorld(sql);
            var changing =
                    threads.submit(
                            (Callable<Void>)
                                    () -> {
                                        for (var seed : seeds) {
                                            world.change(seed);
                                        }
                                        return null;
                                    });
            var working =
                    List.of(one, other).stream()
                            .map(weaving ->
                                    threads.submit(() -> {
                                        while (!changing.isDone()) {
                                            weaving.step();
                                        }
                                    }))
                            .toList();
            changing.get();
            for (var each : working) {
                each.get();
            }
            finish(one);

            assertThat(world.kept()).isEqualTo(world.truth());
        }
    }

    // Every other set goes on meanwhile, because the large one is looked through by itself.
    @Example
    void a_set_of_thousands_that_falls_apart_keeps_nothing_waiting() throws SQLException {
        try (var sql = TestDatabase.connect(ENDPOINT);
                var weaving = new Weaving(VERTX, new Database(ENDPOINT))) {
            var world = new WorkWorld(sql);
            world.chain(3_000);
            finish(weaving);
            assertThat(world.kept()).hasSize(1);

            world.cut(1_500);
            assertThat(weaving.step()).isTrue();

            // It is told as one and as loose until there is time.
            assertThat(world.kept()).hasSize(1);
            assertThat(world.loose()).isEqualTo(1);
            finish(weaving);
            assertThat(world.kept()).hasSize(2);
            assertThat(world.loose()).isZero();
            assertThat(new WorkCheck(READERS).run().differences()).isEmpty();
        }
    }

    private static void finish(Weaving weaving) {
        var more = true;
        while (more) {
            more = weaving.step();
        }
    }
}
