package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.measure.Cell;
import dev.turnaround.model.measure.Figures;
import dev.turnaround.model.measure.Measure;
import dev.turnaround.model.measure.Measures;
import dev.turnaround.model.measure.Variant;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nothing is counted twice or lost on its way into the sums.
class MeasureSumsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final int STEP = 50;

    private final Vertx vertx = Vertx.vertx();
    private final Endpoint endpoint = TestDatabase.create();
    private final Database database = new Database(endpoint);
    private final List<MeasureSums> open = new ArrayList<>();
    private Readers readers;

    @BeforeEach
    void start() {
        database.migrate();
        readers = database.readers(vertx);
    }

    @AfterEach
    void stop() {
        open.forEach(MeasureSums::close);
        readers.close().await();
        vertx.close().await();
    }

    private MeasureSums sums() {
        var sums = new MeasureSums(vertx, database, STEP);
        open.add(sums);
        return sums;
    }

    /// So many clocks that stopped, on days and in repositories of their own.
    private void write(int from, int to) {
        var all = new ArrayList<Writes.NewMeasures>();
        for (var number = from; number < to; number++) {
            var ended = NINE.plus(Duration.ofHours(number % 100));
            var measure =
                    new Measure(
                            "timeToMerge",
                            "",
                            NINE,
                            NINE,
                            ended,
                            true,
                            Duration.between(NINE, ended),
                            Duration.ofSeconds(number),
                            null,
                            null,
                            Duration.ofSeconds(number),
                            null);
            all.add(
                    new Writes.NewMeasures(
                            new PullRequestKey("acme", String.valueOf(number % 7), number + 1),
                            new Measures("1", false, List.of(measure))));
        }
        Patience.await(MeasureWrites.of(all).send(readers.pool()));
    }

    private long number(String query) throws SQLException {
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long counted() {
        return KeptSums.read(readers)
                .of(Cell.Kind.REPOSITORY, Cell.Grain.DAY, Variant.READY, _ -> true)
                .stopped()
                .count();
    }

    private static void toTheEnd(MeasureSums sums) {
        while (sums.step()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_process_that_dies_before_its_commit_leaves_everything_to_the_next() throws SQLException {
        write(0, 120);
        var doomed = sums();
        assertThat(doomed.step()).isTrue();
        assertThatThrownBy(() ->
                        doomed.step(() -> {
                            throw new IllegalStateException("killed");
                        }))
                .hasMessage("killed");
        assertThat(counted()).isEqualTo(STEP);
        assertThat(number("select count(*) from measure_move")).isEqualTo(120 - STEP);

        toTheEnd(sums());

        assertThat(counted()).isEqualTo(120);
        assertThat(number("select count(*) from measure_move")).isZero();
    }

    @Test
    void several_at_once_while_writers_go_on_count_each_move_once() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (var i = 0; i < 3; i++) {
                var from = i * 200;
                var sums = sums();
                work.add(
                        executor.submit(() -> {
                            for (var some = from; some < from + 200; some += 20) {
                                write(some, some + 20);
                            }
                        }));
                work.add(
                        executor.submit(() -> {
                            for (var step = 0; step < 60; step++) {
                                sums.step();
                            }
                        }));
            }
            for (var one : work) {
                one.get();
            }
        }
        toTheEnd(sums());
        assertThat(counted()).isEqualTo(600);
        assertThat(
                        KeptSums.read(readers)
                                .of(Cell.Kind.ALL, Cell.Grain.MONTH, Variant.READY, _ -> true)
                                .stopped()
                                .seconds())
                .isEqualTo(600 * 599 / 2);
    }

    @Test
    void what_is_written_twice_counts_once() throws SQLException {
        write(0, 30);
        write(0, 30);
        toTheEnd(sums());
        write(0, 30);
        assertThat(number("select count(*) from measure_move")).isZero();
        assertThat(counted()).isEqualTo(30);
    }

    @Test
    void counts_survive_being_bytes() {
        var random = new Random(3);
        for (var size = 0; size < 60; size++) {
            var variants = new EnumMap<Variant, Figures>(Variant.class);
            for (var variant : Variant.SUMMED) {
                if (random.nextInt(4) > 0) {
                    variants.put(variant, some(random, size));
                }
            }
            assertThat(FigureBytes.read(FigureBytes.of(variants))).isEqualTo(variants);
        }
    }

    private static Figures some(Random random, int size) {
        var figures = new Figures();
        figures.begin(random.nextLong(-5, 1L << 40));
        figures.end(random.nextLong(-5, 300));
        figures.stopped().addSeconds(random.nextLong());
        for (var i = 0; i < size; i++) {
            figures.stopped()
                    .put(random.nextInt(2_000), random.nextLong(-5, 1L << random.nextInt(40)));
        }
        return figures;
    }
}
