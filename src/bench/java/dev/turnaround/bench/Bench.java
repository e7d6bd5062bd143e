package dev.turnaround.bench;

import dev.turnaround.chaos.Chaos;
import dev.turnaround.simulator.play.Scene;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `mvn -Pbench -DskipTests test-compile exec:exec -Dargs="--candidates ceiling,octokit"`
@Command(
        name = "bench",
        description = "Sends the same signed webhooks to each candidate and compares.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    private static final String SECRET = "benchmark secret of no consequence";
    private static final Duration HISTORY = Duration.ofDays(3);
    private static final int CHAOS_RATE = 500;
    private static final int CHAOS_FOLLOWERS = 6;

    @Option(names = "--candidates", split = ",", description = "${COMPLETION-CANDIDATES}")
    private List<Candidate> candidates = List.of(Candidate.CEILING, Candidate.OCTOKIT);

    @Option(
            names = "--providers",
            split = ",",
            description = "whose webhooks, one after the other; ceiling and octokit know GitHub's")
    private List<Scene> scenes = List.of(Scene.GITHUB);

    @Option(
            names = "--target",
            split = ",",
            description = "webhook URLs of servers that run already")
    private List<URI> targets = List.of();

    @Option(names = "--secret", description = "what --target expects")
    private String secret = SECRET;

    @Option(names = "--connections", split = ",", description = "one phase for each")
    private List<Integer> connections = List.of(32);

    @Option(names = "--rates", split = ",", description = "a phase for each, requests a second")
    private List<Integer> rates = List.of();

    @Option(
            names = "--subscribers",
            description = "dashboards on the event stream of turnaround in the phases of --rates")
    private int subscribers = 0;

    @Option(names = "--warm-up", description = "requests before the clock starts")
    private int warmUp = 20_000;

    @Option(names = "--requests", description = "requests at most in each phase")
    private int requests = 20_000;

    @Option(names = "--bodies", description = "distinct bodies at most in each phase")
    private int bodies = 20_000;

    @Option(names = "--seconds", description = "seconds at most for each phase")
    private int seconds = 30;

    @Option(
            names = "--database",
            description = "PostgreSQL to use instead of an embedded one for each candidate")
    private @Nullable String database;

    @Option(names = "--folder", description = "where the candidates keep their files")
    private Path folder = Path.of("target/bench");

    @Option(
            names = "--backfill",
            description =
                    "instead of all that: how fast so many pull requests are read by the API, while"
                            + " webhooks come at the first of --rates")
    private int backfill = 0;

    @Option(
            names = "--fan-out",
            split = ",",
            description =
                    "instead of all that: event deliveries by these (${COMPLETION-CANDIDATES})")
    private List<Broadcaster> broadcasters = List.of();

    @Option(names = "--crowds", split = ",", description = "subscribers of --fan-out")
    private List<Integer> crowds = List.of(1_000, 5_000);

    @Option(names = "--deliveries", split = ",", description = "a second, of --fan-out")
    private List<Integer> deliveries = List.of(20_000, 100_000, 200_000, 300_000);

    @Option(
            names = "--chaos",
            description =
                    "instead of all that: at least so many deliveries at the first of --rates (500)"
                            + " to two processes, which are killed, paused and cut off meanwhile, as"
                            + " are PostgreSQL and Kafka; exit 1 when anything is missing after it")
    private int chaos = 0;

    @Option(names = "--seed", description = "of --chaos: what is struck, and when")
    private long seed = 7;

    @Option(
            names = "--log",
            description = "of --chaos, between door and database: ${COMPLETION-CANDIDATES}")
    private Log log = Log.KAFKA;

    @Option(names = "--minutes", description = "of --chaos: when nothing more is sent")
    private int minutes = 15;

    private enum Log {
        KAFKA,
        DIRECT
    }

    @Option(
            names = "--soak",
            description =
                    "instead of all that: one server for so long, such as 30m, at --rate, with"
                            + " --viewers and a sync that never ends")
    private @Nullable String soak;

    @Option(names = "--rate", description = "webhooks a second of --soak")
    private int rate = 500;

    @Option(names = "--viewers", description = "streams of --soak and of --processes")
    private int viewers = 500;

    @Option(
            names = "--see-all",
            description =
                    "each of --viewers sees everything, instead of one in ten; the others see what"
                            + " one author does in one repository")
    private boolean seeAll;

    @Option(
            names = "--processes",
            split = ",",
            description = "instead of all that: so many servers on one PostgreSQL")
    private List<Integer> processes = List.of();

    private final List<Row> rows = new ArrayList<>();
    private final List<String> streams = new ArrayList<>();
    private final Departures departures = new Departures();
    private long databasePid;

    private record Row(
            String candidate,
            String phase,
            LoadGenerator.Outcome outcome,
            double cpuMicros,
            double databaseMicros,
            long megabytes) {}

    /// The way in.
    public static void main(String[] arguments) {
        var commands = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(commands.execute(arguments));
    }

    @Override
    public Integer call()
            throws IOException, InterruptedException, ExecutionException, SQLException {
        if (chaos > 0) {
            return chaos();
        }
        if (backfill > 0) {
            var live = rates.isEmpty() ? 0 : rates.getFirst();
            new Backfill(backfill, live, limit()).run(folder.toAbsolutePath());
            return 0;
        }
        if (!broadcasters.isEmpty()) {
            new FanOut(MeasuredPostgres::address, limit())
                    .run(folder.toAbsolutePath(), broadcasters, crowds, deliveries);
            return 0;
        }
        if (soak != null) {
            new Soak(Duration.parse("PT" + soak), rate, viewers, seeAll)
                    .run(folder.toAbsolutePath());
            return 0;
        }
        if (!processes.isEmpty()) {
            new Processes(warmUp, requests, limit(), viewers, seeAll)
                    .run(folder.toAbsolutePath(), processes);
            return 0;
        }
        for (var target : targets) {
            measure(target.toString(), Scene.GITHUB, secret, target, null);
        }
        if (targets.isEmpty()) {
            for (var candidate : candidates) {
                for (var scene : scenes) {
                    if (scene == Scene.GITHUB || candidate == Candidate.TURNAROUND) {
                        measure(candidate, scene);
                    }
                }
            }
        }
        print();
        printStreams();
        return 0;
    }

    private int chaos() throws IOException, InterruptedException, ExecutionException, SQLException {
        var own = Files.createDirectories(folder.toAbsolutePath());
        var calm =
                Chaos.command(
                        seed,
                        chaos,
                        rates.isEmpty() ? CHAOS_RATE : rates.getFirst(),
                        subscribers > 0 ? subscribers : CHAOS_FOLLOWERS,
                        Duration.ofMinutes(minutes),
                        log == Log.KAFKA,
                        Files.createTempDirectory(own, "chaos"),
                        System.out,
                        Clock.systemUTC());
        return calm ? 0 : 1;
    }

    private void measure(Candidate candidate, Scene scene)
            throws IOException, InterruptedException {
        System.err.println("== " + candidate.label() + " " + scene.provider());
        var own = Files.createDirectories(folder.toAbsolutePath().resolve(candidate.label()));
        if (database != null) {
            measure(candidate, scene, own, database);
            return;
        }
        try (var postgres = EmbeddedPostgres.start(Files.createTempDirectory(own, "database"))) {
            databasePid = postgres.pid();
            measure(candidate, scene, own, MeasuredPostgres.address(postgres.endpoint()));
        } finally {
            databasePid = 0;
        }
    }

    private void measure(Candidate candidate, Scene scene, Path own, String address)
            throws IOException, InterruptedException {
        var shared = scene == Scene.GITHUB ? SECRET : scene.makeSecret(new SecureRandom());
        var setting = new Candidate.Setting(scene, shared, address, Candidate.TOKEN);
        var name =
                scene == Scene.GITHUB
                        ? candidate.label()
                        : candidate.label() + " " + scene.provider();
        try (var server = candidate.start(own, setting)) {
            measure(name, scene, shared, server.target(), server);
        } catch (IOException missing) {
            System.err.println("!! SKIPPED " + candidate.label() + ": " + missing.getMessage());
        }
    }

    private void measure(
            String name, Scene scene, String shared, URI target, @Nullable ServerProcess server)
            throws IOException, InterruptedException {
        var now = Clock.systemUTC().instant();
        var begin = scene == Scene.GITLAB ? now : now.minus(HISTORY);
        var organisation = new Organisation(scene, begin, shared);
        phase(
                name,
                scene,
                target,
                server,
                organisation,
                new LoadGenerator.Phase(32, 0, warmUp, limit()));
        rows.removeLast();
        for (var count : connections) {
            var phase = new LoadGenerator.Phase(count, 0, requests, limit());
            phase(name, scene, target, server, organisation, phase);
        }
        for (var rate : rates) {
            var bounded = (int) Math.min(requests, (long) rate * seconds);
            var phase = new LoadGenerator.Phase(64, rate, bounded, limit());
            if (subscribers > 0 && name.equals(Candidate.TURNAROUND.label())) {
                watched(name, scene, target, server, organisation, phase);
            } else {
                phase(name, scene, target, server, organisation, phase);
            }
        }
    }

    private void watched(
            String name,
            Scene scene,
            URI target,
            @Nullable ServerProcess server,
            Organisation organisation,
            LoadGenerator.Phase phase)
            throws IOException, InterruptedException {
        try (var dashboards = new Subscribers(target, Candidate.TOKEN, subscribers, departures)) {
            phase(name, scene, target, server, organisation, phase);
            Thread.sleep(500);
            var seen = dashboards.finish();
            streams.add(
                    "| %d | %.0f | %d | %.2f | %.2f | %.1f | %d |"
                            .formatted(
                                    subscribers,
                                    phase.rate(),
                                    seen.seen(),
                                    millis(seen.p50()),
                                    millis(seen.p99()),
                                    millis(seen.worst()),
                                    seen.megabytes()));
        }
    }

    private Duration limit() {
        return Duration.ofSeconds(seconds);
    }

    private void phase(
            String name,
            Scene scene,
            URI target,
            @Nullable ServerProcess server,
            Organisation organisation,
            LoadGenerator.Phase phase)
            throws IOException {
        var distinct =
                scene == Scene.GITHUB ? Math.min(bodies, phase.requests()) : phase.requests();
        var load = Load.of(organisation.next(distinct), target);
        System.gc();
        var cpu = server == null ? Duration.ZERO : server.cpu();
        var databaseCpu = ServerProcess.cpuOfFamily(databasePid);
        var outcome = LoadGenerator.run(load, phase, target, departures);
        var took = server == null ? Duration.ZERO : server.cpu().minus(cpu);
        var databaseTook = ServerProcess.cpuOfFamily(databasePid).minus(databaseCpu);
        var each = outcome.answered() == 0 ? 0 : took.toNanos() / 1e3 / outcome.answered();
        var databaseEach =
                outcome.answered() == 0 ? 0 : databaseTook.toNanos() / 1e3 / outcome.answered();
        var label =
                phase.rate() > 0 ? "%.0f/s".formatted(phase.rate()) : "c=" + phase.connections();
        var peak = server == null ? 0 : server.peakMegabytes();
        var row = new Row(name, label, outcome, each, databaseEach, peak);
        System.err.println("   " + row);
        rows.add(row);
    }

    private void print() {
        System.out.println(
                "| candidate | phase | answered/s | of the ceiling | p50 ms | p99 ms | worst ms"
                        + " | not 2xx | lost | CPU µs each | database µs each | peak MB | durable |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        for (var row : rows) {
            var outcome = row.outcome;
            System.out.printf(
                    "| %s | %s | %.0f | %s | %.2f | %.2f | %.1f | %d | %d | %.0f | %.0f | %d | %s |%n",
                    row.candidate,
                    row.phase,
                    outcome.perSecond(),
                    share(row),
                    millis(outcome.p50()),
                    millis(outcome.p99()),
                    millis(outcome.worst()),
                    outcome.refused(),
                    outcome.broken(),
                    row.cpuMicros,
                    row.databaseMicros,
                    row.megabytes,
                    durable(row.candidate));
        }
    }

    private void printStreams() {
        if (streams.isEmpty()) {
            return;
        }
        System.out.println();
        System.out.println(
                "| subscribers | webhooks/s | lines measured | p50 ms | p99 ms | worst ms | MB |");
        System.out.println("|---:|---:|---:|---:|---:|---:|---:|");
        streams.forEach(System.out::println);
    }

    private String share(Row row) {
        return rows.stream()
                .filter(other -> other.candidate.equals(Candidate.CEILING.label()))
                .filter(other -> other.phase.equals(row.phase))
                .findFirst()
                .map(top -> "%.2f".formatted(row.outcome.perSecond() / top.outcome.perSecond()))
                .orElse("");
    }

    private String durable(String name) {
        return candidates.stream()
                .filter(candidate -> name.split(" ", 2)[0].equals(candidate.label()))
                .findFirst()
                .map(candidate -> candidate.durable() ? "yes" : "no")
                .orElse("?");
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
