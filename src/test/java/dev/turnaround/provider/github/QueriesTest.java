package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is asked of GitHub, against the schema that GitHub publishes.
class QueriesTest {
    private static final Path QUERIES =
            Path.of("src/main/resources/dev/turnaround/provider/github").toAbsolutePath();
    private static final Path VALIDATOR =
            Path.of("src/test/resources/dev/turnaround/provider/github/schema/validate.mjs")
                    .toAbsolutePath();
    private static final Path FOLDER = Path.of("target/github-schema").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 180;
    private static final Set<String> OF_PEOPLE = Set.of("teams.graphql", "emails.graphql");

    /// With what it printed.
    private record Run(int status, String output) {}

    @Test
    void every_query_is_valid_by_the_published_schema_and_asks_for_nothing_deprecated()
            throws Exception {
        install();
        var files = new ArrayList<String>(List.of("node", VALIDATOR.toString()));
        queries().forEach(query -> files.add(query.toString()));
        assertThat(files).hasSizeGreaterThan(2);

        var run = run(files);

        assertThat(run.output()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void a_query_with_a_mistake_is_noticed() throws Exception {
        install();
        var wrong = FOLDER.resolve("wrong.graphql");
        Files.writeString(wrong, "query Q { repository(owner: \"a\", name: \"b\") { colour } }");

        var run = run(List.of("node", VALIDATOR.toString(), wrong.toString()));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("colour");
    }

    @Test
    void no_query_asks_for_texts_of_comments_or_for_code() throws IOException {
        for (var query : queries()) {
            var text = Files.readString(query).replaceAll("(?m)^\\s*#.*$", "");
            assertThat(text)
                    .doesNotContain("bodyText")
                    .doesNotContain("bodyHTML")
                    .doesNotContain("diffHunk")
                    .doesNotContain("path")
                    .doesNotContain("message");
            var file = String.valueOf(query.getFileName());
            // People's own profiles are the one place where addresses are asked for.
            assertThat(text.contains("email")).isEqualTo(file.equals("emails.graphql"));
            // The one body is that of the pull request, or of the issue.
            var bodies = OF_PEOPLE.contains(file) ? 0 : 1;
            assertThat(text.lines().filter(line -> line.strip().equals("body"))).hasSize(bodies);
            assertThat(text.split("\\bbody\\b", -1)).hasSize(bodies + 1);
        }
    }

    private static List<Path> queries() throws IOException {
        try (var files = Files.list(QUERIES)) {
            return files.filter(file -> file.toString().endsWith(".graphql")).sorted().toList();
        }
    }

    private static void install() throws Exception {
        Files.createDirectories(FOLDER);
        if (!Files.exists(FOLDER.resolve("node_modules/@octokit/graphql-schema/schema.graphql"))
                || !Files.exists(FOLDER.resolve("node_modules/graphql"))) {
            Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
            var run =
                    run(
                            List.of(
                                    "npm",
                                    "install",
                                    "--no-audit",
                                    "--no-fund",
                                    "--ignore-scripts",
                                    "@octokit/graphql-schema@15.26.1",
                                    "graphql@16"));
            assumeTrue(
                    run.status() == 0,
                    "SKIPPED: GitHub's schema is not to be had, so that no query was validated: "
                            + run.output());
        }
    }

    private static Run run(List<String> command) throws InterruptedException, IOException {
        var output = Files.createTempFile(FOLDER, "run", ".txt");
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Run(-1, "took too long");
            }
            return new Run(process.exitValue(), Files.readString(output, UTF_8));
        } catch (IOException missing) {
            assumeTrue(
                    false,
                    "SKIPPED: there is no "
                            + command.getFirst()
                            + ", so that no query was validated");
            throw missing;
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
