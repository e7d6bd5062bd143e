package dev.turnaround.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Reads every `<case>.yaml` and expects the lines of `<case>.problems`; an empty one means that
/// the file is fine.
///
/// `-Dgolden.write=true` writes the expectations; read them.
class FileCasesTest {
    static final Path CASES = Path.of("src/test/resources/dev/turnaround/settings");
    static final Set<String> PROVIDERS = Set.of("github", "gitlab", "bitbucket", "jira");
    static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "SECRET_OLD", "the-old-webhook-secret",
                    "SECRET_NEW", "the-new-webhook-secret",
                    "TOKEN", "t0ken-${NOT_SET}-$1",
                    "EMPTY", "");

    @TestFactory
    List<DynamicTest> files_are_understood_or_refused_with_every_problem_named()
            throws IOException {
        try (var files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)))
                    .toList();
        }
    }

    private static void check(Path file) throws IOException {
        var beside = Path.of(file.toString().replace(".yaml", ".problems"));
        var problems = problems(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(beside, problems);
        }
        assertThat(problems)
                .isEqualTo(Files.readString(beside))
                .doesNotContain("topsecret", "t0ken");
    }

    private static String problems(Path file) {
        try {
            new SettingsReader(PROVIDERS, ENVIRONMENT).read(file);
            return "";
        } catch (InvalidSettings e) {
            return e.problems().stream()
                    .map(problem -> problem.toString().replace(CASES + "/", "") + "\n")
                    .collect(joining());
        }
    }
}
