package dev.turnaround.model.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every scenario in `issue/scenario/*.txt` comes to what it says, in whatever order it is told.
class IssueScenarioTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/dev/turnaround/model/issue/scenario");
    private static final int SHUFFLES = 60;

    @TestFactory
    List<DynamicTest> scenarios() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        try (var files = Files.list(FOLDER)) {
            for (var file : files.sorted().toList()) {
                for (var scenario : IssueScenario.read(Files.readAllLines(file))) {
                    tests.add(dynamicTest(scenario.sentence(), () -> check(scenario)));
                }
            }
        }
        return tests;
    }

    private static void check(IssueScenario scenario) {
        assertThat(scenario.then()).isNotEmpty();
        var facts = IssueMemory.union(scenario.tellings());
        var said = new IssueSaid(facts);
        for (var statement : scenario.then()) {
            assertThat(said.insteadOf(statement)).as(scenario.sentence()).isEqualTo(statement);
        }
        for (var seed = 0; seed < SHUFFLES; seed++) {
            assertThat(IssueMemory.shuffled(scenario.tellings(), new Random(seed)).progress())
                    .as("%s (shuffled with seed %d)", scenario.sentence(), seed)
                    .isEqualTo(IssueFold.of(facts));
        }
    }
}
