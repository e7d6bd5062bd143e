package dev.turnaround.bench;

import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Subject;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// How fast repositories that were just connected are read: a simulated GitHub, its API over
/// loopback, the real client, engine and database; the API's answers are made before and played.
final class Backfill {
    private static final long SEED = 20_261_121;
    private static final Duration PAST = Duration.ofDays(120);
    private static final String CONNECTION = "acme";
    private static final String LIVE = "live";
    private static final String TOKEN = "a token of no consequence";
    private static final String SECRET = "a secret of no consequence";
    private static final int QUARTERS = 4;

    private final int pullRequests;
    private final int liveRate;
    private final Duration liveFor;
    private final List<Long> heapByQuarter = new ArrayList<>();

    /// A measurement.
    ///
    /// @param pullRequests how many there are
    /// @param liveRate how many webhooks a second come in on another connection meanwhile; 0 for
    ///   none
    /// @param liveFor for how long
    Backfill(int pullRequests, int liveRate, Duration liveFor) {
        this.pullRequests = pullRequests;
        this.liveRate = liveRate;
        this.liveFor = liveFor;
    }

    /// Measures, and prints what came out.
    void run(Path folder) throws IOException, InterruptedException, ExecutionException {
        var now = Clock.systemUTC().instant();
        var world = world(now);
        var repositories = world.organisation().gitHubRepositories();
        var api = new GitHubApi(world.organisation().steward(), TOKEN);
        repositories.forEach(api::add);
        api.quota(Integer.MAX_VALUE);
        var tape = new Tape(api);
        var vertx = Vertx.vertx();
        Files.createDirectories(folder);
        try (var postgres = EmbeddedPostgres.start(Files.createTempDirectory(folder, "backfill"));
                var served = ApiServer.open(vertx, tape, Clock.systemUTC());
                var beside = Executors.newSingleThreadExecutor()) {
            record(vertx, served.address(), now.minus(PAST));
            var recorded = tape.recorded();
            try (var server =
                    Server.start(
                            settings(served.address()),
                            new Database(postgres.endpoint()),
                            List.of(new GitHub()),
                            Clock.systemUTC())) {
                var live = live(server, beside);
                var own = ownCpu();
                var itsOwn = ServerProcess.cpuOfFamily(postgres.pid());
                print(ended(server, repositories.size()));
                System.out.printf(
                        "processors: %.1f s of this process, the API's tape in it, %.1f s of the"
                                + " database%n",
                        ownCpu().minus(own).toMillis() / 1e3,
                        ServerProcess.cpuOfFamily(postgres.pid()).minus(itsOwn).toMillis() / 1e3);
                System.out.printf(
                        "requests: %d, and %d that were not on the tape%n",
                        tape.played(), tape.recorded() - recorded);
                if (live != null) {
                    print(live.get());
                }
            }
        } finally {
            vertx.close().await();
        }
    }

    private static Duration ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private World world(Instant now) {
        var scale =
                new World.Scale(pullRequests, 0, PAST.minus(Duration.ofHours(1)), World.Road.API);
        var world = new World(SEED, Set.of(Scene.GITHUB), now.minus(PAST), scale);
        // Day by day: the webhooks of all days together would fill the memory.
        for (var day = now.minus(PAST); day.isBefore(now); day = day.plus(Duration.ofDays(1))) {
            world.until(day);
        }
        world.until(now);
        return world;
    }

    /// Reads all there is, for the tape to know it.
    private static void record(Vertx vertx, URI address, Instant since) {
        var access = new ApiAccess(CONNECTION, address, Credentials.token(TOKEN));
        var api = new GitHub().api(access, vertx, Clock.systemUTC());
        try {
            for (var repository : api.repositories(null).items()) {
                @Nullable String cursor = null;
                do {
                    cursor = api.changed(Subject.PULL_REQUESTS, repository, since, cursor).next();
                } while (cursor != null);
            }
        } finally {
            api.close();
        }
    }

    /// Sends webhooks of another organisation on another connection, from now on.
    private @Nullable Future<LoadGenerator.Outcome> live(Server server, ExecutorService beside) {
        if (liveRate == 0) {
            return null;
        }
        var target = URI.create("http://127.0.0.1:" + server.port() + "/webhooks/" + LIVE);
        var begin = Clock.systemUTC().instant().minus(PAST);
        var count = (int) (liveRate * liveFor.toSeconds());
        var load = Load.of(new Organisation(Scene.GITHUB, begin, SECRET).next(count), target);
        var phase = new LoadGenerator.Phase(32, liveRate, count, liveFor);
        return beside.submit(() -> LoadGenerator.run(load, phase, target, new Departures()));
    }

    private List<SyncRun> ended(Server server, int repositories) throws InterruptedException {
        while (true) {
            var runs = server.syncs().history(CONNECTION, null, null, 100).await();
            watchHeap(runs.stream().mapToLong(run -> run.counts().ingested()).sum());
            if (runs.size() >= repositories
                    && runs.stream().allMatch(run -> run.endedAt() != null)) {
                return runs;
            }
            Thread.sleep(100);
        }
    }

    /// The least that a collection left in each quarter of the work.
    private void watchHeap(long done) {
        var quarter = (int) Math.min(QUARTERS - 1, done * QUARTERS / pullRequests);
        var left = Heap.leftMegabytes();
        while (heapByQuarter.size() <= quarter) {
            heapByQuarter.add(left);
        }
        heapByQuarter.set(quarter, Math.min(heapByQuarter.get(quarter), left));
    }

    private void print(List<SyncRun> runs) {
        var read = runs.stream().mapToLong(run -> run.counts().ingested()).sum();
        var facts = runs.stream().mapToLong(run -> run.counts().facts()).sum();
        var began = runs.stream().map(Backfill::began).min(Instant::compareTo).orElseThrow();
        var ended = runs.stream().map(Backfill::endedAt).max(Instant::compareTo).orElseThrow();
        var seconds = Duration.between(began, ended).toMillis() / 1e3;
        System.out.printf(
                "backfill: %d pull requests, %d facts in %.1f s: %.0f pull requests/s, %.0f facts/s;"
                        + " heap after collections, by quarter: %s MB; %s%n",
                read,
                facts,
                seconds,
                read / seconds,
                facts / seconds,
                heapByQuarter,
                runs.stream().map(run -> run.state().toString()).distinct().toList());
    }

    private static void print(LoadGenerator.Outcome live) {
        System.out.printf(
                "webhooks meanwhile: %d answered, %.0f/s, p50 %.1f ms, p99 %.1f ms, worst %.1f ms,"
                        + " %d not 2xx, %d lost%n",
                live.answered(),
                live.perSecond(),
                live.p50().toNanos() / 1e6,
                live.p99().toNanos() / 1e6,
                live.worst().toNanos() / 1e6,
                live.refused(),
                live.broken());
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
        return new Settings(
                new Settings.Server("127.0.0.1", 0, null),
                new Settings.Database.Embedded(Path.of("unused")),
                new Settings.Admin(Secret.of(Candidate.TOKEN)),
                Settings.Access.DEFAULT,
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                List.of(
                        connection(CONNECTION, api, Map.of("token", single(TOKEN))),
                        connection(LIVE, api, Map.of())));
    }

    private static Settings.Connection connection(
            String id, URI api, Map<String, Settings.Credential> credentials) {
        return new Settings.Connection(
                id,
                "github",
                api,
                new Settings.Webhook(List.of(Secret.of(SECRET)), Map.of()),
                new Settings.Credential.Group(credentials),
                new Settings.Selection.All(),
                new Settings.Selection.All());
    }

    private static Settings.Credential single(String token) {
        return new Settings.Credential.Single(Secret.of(token));
    }
}
