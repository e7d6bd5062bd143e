package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.ReadingText;
import dev.turnaround.provider.Subject;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.SimulatedApi;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is made of GitHub's answers. A folder is a case: the answers in the order in which they are
/// asked for, named for the query or the place, and what we read from them.
class GitHubAnswersTest {
    private static final Path CASES =
            Path.of("src/test/resources/dev/turnaround/provider/github/api");
    private static final Instant NOW = Instant.parse("2026-03-12T08:00:00Z");
    private static final Repository WEB =
            new Repository("871214420", new Stamped<>("acme/web", Instant.EPOCH));

    /// Gives the answers of a folder.
    private static final class Recorded implements SimulatedApi {
        private final List<Path> answers;
        private int given;

        Recorded(List<Path> answers) {
            this.answers = answers;
        }

        @Override
        public ApiReply answer(ApiRequest request, URI base, Instant now) {
            if (given == answers.size()) {
                return ApiReply.json(200, "{\"errors\":[{\"message\":\"Not recorded.\"}]}");
            }
            var file = answers.get(given++);
            var word = file.getFileName().toString().split("\\.", -1)[1];
            var wanted = request.body().isEmpty() ? request.path() : request.body();
            var meant =
                    wanted.contains("\"operationName\":\"" + word + "\"")
                            || request.path().endsWith("/" + word);
            return meant
                    ? ApiReply.json(200, text(file))
                    : ApiReply.json(500, "{\"message\":\"" + file.getFileName() + "\"}");
        }
    }

    @TestFactory
    List<DynamicTest> reads() throws IOException {
        try (var cases = Files.list(CASES)) {
            return cases.sorted()
                    .map(one -> dynamicTest(one.getFileName().toString(), () -> check(one)))
                    .toList();
        }
    }

    private static void check(Path folder) throws IOException {
        var expected = folder.resolve("reading.txt");
        var text = text(read(folder));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected, UTF_8));
        assertThat(text).doesNotContain("acme_source_code");
    }

    private static Page<Change> read(Path folder) throws IOException {
        var vertx = Vertx.vertx();
        try (var files = Files.list(folder)) {
            var answers = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            try (var server = ApiServer.open(vertx, new Recorded(answers), () -> NOW);
                    var api =
                            new GitHubApi(
                                    new ApiAccess(
                                            "acme-github",
                                            server.address(),
                                            Credentials.token("t")),
                                    vertx,
                                    () -> NOW,
                                    _ -> {},
                                    new Random(1))) {
                return asked(api, folder.getFileName().toString());
            }
        } finally {
            vertx.close().await();
        }
    }

    private static Page<Change> asked(GitHubApi api, String name) {
        return switch (name) {
            case "issues.by_id" ->
                    api.issues(
                            WEB,
                            List.of(
                                    new IssueKey("acme-github", "3688172906"),
                                    new IssueKey("acme-github", "3688172999"),
                                    new IssueKey("acme-github", "3688173001")));
            default ->
                    api.changed(
                            name.startsWith("issues") ? Subject.ISSUES : Subject.PULL_REQUESTS,
                            WEB,
                            Instant.EPOCH,
                            null);
        };
    }

    private static String text(Page<Change> page) {
        var text = new ArrayList<String>();
        page.items().forEach(item -> text.add(ReadingText.of(item)));
        page.flaws().forEach(flaw -> text.add(flaw.item() + ": " + flaw.reason() + "\n"));
        text.add("next: " + page.next() + ", total: " + page.total() + "\n");
        return String.join("\n", text);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void node_ids_are_made_as_github_makes_them() {
        assertThat(NodeId.of("R", 498_312_568)).isEqualTo("R_kgDOHbOleA");
        assertThat(NodeId.of("I", 871_214_420, 3_688_172_906L))
                .satisfies(made -> assertThat(NodeId.issue(made)).isEqualTo(3_688_172_906L));
    }
}
