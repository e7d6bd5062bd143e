package dev.turnaround.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.FreePort;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.Bonds;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.Syncs;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `turnaround sync` beside a server, and alone, against GitHub's simulated API. Nobody watches: a
/// test has no terminal.
class SyncCommandTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final List<Provider> PROVIDERS = List.of(new GitHub());
    private static final int PULL_REQUESTS = 12;

    private final Vertx vertx = Vertx.vertx();
    private final Person mia = Person.user(5_001, "mia");
    private final GitHubApi gitHub = new GitHubApi(mia, TOKEN);
    private final AtomicInteger limits = new AtomicInteger();
    private volatile boolean issuesClosed;

    @TempDir private Path directory;
    private final Endpoint endpoint = TestDatabase.create();
    private GitHubRepository web;
    private ApiServer api;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        var now = Clock.systemUTC().instant();
        var hook = new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(7));
        web =
                new GitHubOrganization(61_204_113, "acme", hook)
                        .repository("web", "The shop", "Kotlin", 480, now.minusSeconds(9_000_000));
        for (var day = 1; day <= PULL_REQUESTS; day++) {
            web.pullRequest(
                            mia,
                            "Change " + day,
                            "",
                            "change-" + day,
                            new GitHubRepository.Size(1, 10, 2, 1))
                    .opened(now.minus(Duration.ofDays(day)));
        }
        gitHub.add(web);
        api = ApiServer.open(vertx, this::answer, Clock.systemUTC());
        file =
                Files.writeString(
                        directory.resolve("turnaround.yaml"),
                        """
                        server: { host: 127.0.0.1, port: %d }
                        database: { url: "postgresql://%s:%s@%s:%d/%s" }
                        admin: { token: ta_a-token-of-the-tests-that-is-long-enough }
                        connections:
                          - id: acme-github
                            provider: github
                            url: %s
                            webhook: { secrets: [of-no-consequence] }
                            auth: { token: %s }
                        """
                                .formatted(
                                        FreePort.find(),
                                        endpoint.user(),
                                        endpoint.password(),
                                        endpoint.host(),
                                        endpoint.port(),
                                        endpoint.database(),
                                        api.address(),
                                        TOKEN));
    }

    @AfterEach
    void close() {
        api.close();
        vertx.close().await();
    }

    private ApiReply answer(ApiRequest request, URI base, Instant now) {
        if (asks(request, "PullRequests")
                && limits.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return ApiReply.json(429, "{\"message\":\"You have exceeded a secondary rate limit\"}")
                    .with("retry-after", "1");
        }
        if (issuesClosed && asks(request, "Issues")) {
            return ApiReply.json(
                    200,
                    """
                    {"data":{"node":null},"errors":[{"type":"FORBIDDEN","path":["node"],
                     "message":"Resource not accessible by personal access token"}]}\
                    """);
        }
        return gitHub.answer(request, base, now);
    }

    private static boolean asks(ApiRequest request, String operation) {
        return request.body().contains("\"operationName\":\"" + operation + "\"");
    }

    @Test
    void beside_a_server_its_steps_and_its_end_are_lines_and_the_exit_code_is_zero() {
        try (var running = serve()) {
            untilAllEnded(running);
            limits.set(1);
            var sync = sync("acme-github", "--since", "2020-01-01");
            assertThat(sync.exitCode()).isZero();
            assertThat(sync.out()).doesNotContain("\r").doesNotContain("\u001b");
            assertThat(sync.out().lines())
                    .anyMatch(line ->
                            line.startsWith("acme/web  ")
                                    && line.contains("waits for the provider until 2"))
                    .last()
                    .asString()
                    .startsWith(
                            "acme/web  succeeded: 12 read, of which 12 stored, 0 skipped, 0 failed; 0 facts");
        }
    }

    @Test
    void a_part_that_fails_is_two_and_says_what_to_do() {
        try (var running = serve()) {
            untilAllEnded(running);
            issuesClosed = true;
            var sync = sync("acme-github", "acme/web", "--since", "2020-01-01");
            assertThat(sync.out()).contains("acme/web  partial: 12 read, of which 12 stored");
            assertThat(sync.out().lines().filter(line -> line.startsWith("    ")))
                    .as("what is wrong, and what to do")
                    .hasSize(2);
            assertThat(sync.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void a_sync_that_fails_is_one_and_says_what_to_do() {
        try (var running = serve()) {
            untilAllEnded(running);
            gitHub.revoke();
            var sync = sync("acme-github", "acme/web");
            assertThat(sync.out()).contains("acme/web  failed: 0 read");
            assertThat(sync.out().lines().filter(line -> line.startsWith("    "))).hasSize(2);
            assertThat(sync.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void what_the_server_does_not_know_is_refused_in_its_words() {
        try (var running = serve()) {
            untilAllEnded(running);
            assertThat(sync("acme-github", "acme/nowhere").exitCode()).isEqualTo(1);
            assertThat(sync("acme-forge").exitCode()).isEqualTo(1);
        }
    }

    @Test
    void without_a_server_one_runs_for_as_long_as_it_takes() {
        nothingBeginsByItself();
        var sync = sync("acme-github");
        assertThat(sync.out())
                .contains("acme/web  succeeded: 12 read, of which 12 stored")
                .doesNotContain("; 0 facts");
        assertThat(sync.exitCode()).isZero();
    }

    /// A server that does not know the repository reads it as soon as it starts, and may be quicker
    /// than whoever asks it to.
    private void nothingBeginsByItself() {
        var database = new Database(endpoint);
        database.migrate();
        var readers = database.readers(vertx);
        var id = Long.toString(web.id());
        new Bonds(readers).know("acme-github", id, "acme/web", Clock.systemUTC().instant());
        new Syncs(readers).setAutoSync("acme-github", id, false).await();
        readers.close().await();
    }

    private RunningServer serve() {
        var settings =
                CommandLine.populateCommand(new SettingsFile(), "--config", file.toString())
                        .read(PROVIDERS, System.err);
        return RunningServer.start(settings, PROVIDERS, Clock.systemUTC());
    }

    /// The server reads a repository that it does not know by itself.
    private static void untilAllEnded(RunningServer running) {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var runs = running.server().syncs().history("acme-github", null, null, 10).await();
            if (!runs.isEmpty() && runs.stream().allMatch(run -> run.state().ended())) {
                return;
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private record Sync(int exitCode, String out) {}

    private Sync sync(String... arguments) {
        var shown = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(shown, true, UTF_8));
        try {
            var command = new CommandLine(new SyncCommand(PROVIDERS, Clock.systemUTC()));
            var line = new ArrayList<>(List.of(arguments));
            line.addAll(List.of("--config", file.toString()));
            return new Sync(command.execute(line.toArray(String[]::new)), shown.toString(UTF_8));
        } finally {
            System.setOut(before);
        }
    }
}
