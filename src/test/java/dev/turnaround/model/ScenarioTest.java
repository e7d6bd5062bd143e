package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/// Every scenario in `scenario/*.txt` comes to what it says, in whatever order it is told.
class ScenarioTest {
    private static final String FOLDER = "dev/turnaround/model/scenario/";
    private static final int SHUFFLES = 60;

    @TestFactory
    Stream<DynamicContainer> scenarios() throws IOException, URISyntaxException {
        var found = ScenarioTest.class.getClassLoader().getResource(FOLDER);
        assertThat(found).as("the folder of scenarios").isNotNull();
        try (var files = Files.list(Path.of(found.toURI()))) {
            return files.sorted().map(ScenarioTest::container).toList().stream();
        }
    }

    private static DynamicContainer container(Path file) {
        var tests =
                read(file).stream()
                        .map(one -> dynamicTest(one.sentence(), one.source(), () -> check(one)));
        return dynamicContainer(file.getFileName().toString(), file.toUri(), tests);
    }

    private static List<Scenario> read(Path file) {
        try {
            return Scenario.read(FOLDER + file.getFileName(), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void check(Scenario scenario) {
        var said = new Said(Memory.union(scenario.tellings()), scenario.people());
        for (var statement : scenario.then()) {
            assertThat(said.insteadOf(statement)).as(scenario.sentence()).isEqualTo(statement);
        }
        var progress = Fold.of(Memory.union(scenario.tellings()), scenario.people());
        for (var seed = 0; seed < SHUFFLES; seed++) {
            var chance = new Random(seed);
            assertThat(Memory.shuffled(scenario.tellings(), chance, scenario.people()).progress())
                    .as("%s (shuffled with seed %d)", scenario.sentence(), seed)
                    .isEqualTo(progress);
        }
    }
}
