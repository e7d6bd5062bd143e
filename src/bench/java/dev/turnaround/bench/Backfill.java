package dev.turnaround.bench;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.server.Server;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.github.GitHubApi;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.simulator.world.World;
import dev.turnaround.store.Database;
import dev.turnaround.store.SyncRun;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How fast a repository that was just connected is read: a simulated GitHub, its API over
/// loopback, the real client, engine and database; simulation and server in one process.
final class Backfill {
    private static final long SEED = 20_261_121;
    private static final Duration PAST = Duration.ofDays(120);
    private static final String CONNECTION = "acme";
    private static final String TOKEN = "a token of no consequence";

    private Backfill() {}

    /// Runs it and prints a line.
    ///
    /// @param pullRequests how many there are
    static void run(int pullRequests, Path folder) throws IOException, InterruptedException {
        var now = Clock.systemUTC().instant();
        var scale =
                new World.Scale(pullRequests, 0, PAST.minus(Duration.ofHours(1)), World.Road.API);
        var world = new World(SEED, Set.of(Scene.GITHUB), now.minus(PAST), scale);
        // Day by day: the webhooks of all days together would fill the memory.
        for (var day = now.minus(PAST); day.isBefore(now); day = day.plus(Duration.ofDays(1))) {
            world.until(day);
        }
        world.until(now);
        var api = new GitHubApi(world.organisation().steward(), TOKEN);
        world.organisation().gitHubRepositories().forEach(api::add);
        api.quota(Integer.MAX_VALUE);
        var vertx = Vertx.vertx();
        Files.createDirectories(folder);
        try (var postgres = EmbeddedPostgres.start(Files.createTempDirectory(folder, "backfill"));
                var served = ApiServer.open(vertx, api, Clock.systemUTC());
                var server =
                        Server.start(
                                settings(served.address()),
                                new Database(postgres.endpoint()),
                                List.of(new GitHub()),
                                Clock.systemUTC())) {
            var runs = ended(server, world.organisation().gitHubRepositories().size());
            print(runs);
        } finally {
            vertx.close().await();
        }
    }

    private static List<SyncRun> ended(Server server, int repositories)
            throws InterruptedException {
        while (true) {
            var runs = server.syncs().history(CONNECTION, null, null, 100).await();
            if (runs.size() >= repositories
                    && runs.stream().allMatch(run -> run.endedAt() != null)) {
                return runs;
            }
            Thread.sleep(100);
        }
    }

    private static void print(List<SyncRun> runs) {
        var read = runs.stream().mapToLong(run -> run.counts().ingested()).sum();
        var facts = runs.stream().mapToLong(run -> run.counts().facts()).sum();
        var began = runs.stream().map(Backfill::began).min(Instant::compareTo).orElseThrow();
        var ended = runs.stream().map(Backfill::endedAt).max(Instant::compareTo).orElseThrow();
        var seconds = Duration.between(began, ended).toMillis() / 1e3;
        var used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                "backfill: %d pull requests, %d facts in %.1f s: %.0f pull requests/s; heap %d MB; %s%n",
                read,
                facts,
                seconds,
                read / seconds,
                used >> 20,
                runs.stream().map(run -> run.state().toString()).distinct().toList());
    }

    private static Instant began(SyncRun run) {
        var at = run.startedAt();
        return at == null ? run.requestedAt() : at;
    }

    private static Instant endedAt(SyncRun run) {
        var at = run.endedAt();
        return at == null ? run.requestedAt() : at;
    }

    private static Settings settings(URI api) {
        var connection =
                new Settings.Connection(
                        CONNECTION,
                        "github",
                        api,
                        new Settings.Webhook(List.of(Secret.of("of no consequence")), Map.of()),
                        new Settings.Credential.Group(
                                Map.of("token", new Settings.Credential.Single(Secret.of(TOKEN)))),
                        new Settings.Selection.All(),
                        new Settings.Selection.All());
        return new Settings(
                new Settings.Server("127.0.0.1", 0, null),
                new Settings.Database.Embedded(Path.of("unused")),
                new Settings.Admin(Secret.of("ta_benchmark-token-of-no-consequence-at-all-0")),
                Settings.Access.DEFAULT,
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                List.of(connection));
    }
}
