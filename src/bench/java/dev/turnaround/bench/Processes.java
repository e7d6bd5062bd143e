package dev.turnaround.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What several processes on one PostgreSQL take in: all they can, and then half of that with
/// viewers beside. The webhooks and the viewers are spread over them evenly, as by a proxy.
final class Processes {
    private static final String SECRET = "a secret of no consequence";
    private static final int COMPANIES = 10;
    private static final int CONNECTIONS = 64;
    private static final int STATEMENTS = 8;
    private static final Duration PAST = Duration.ofDays(10);
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofSeconds(3);

    private final int warmUp;
    private final int requests;
    private final Duration limit;
    private final int viewers;
    private final boolean seeAll;
    private final Departures departures = new Departures();
    private final List<String> rows = new ArrayList<>();

    /// A measurement.
    ///
    /// @param warmUp requests for each process before the clock starts
    /// @param requests at most in each phase
    /// @param limit of each phase
    /// @param viewers in the phase at half load
    /// @param seeAll whether each sees everything, or nine of ten what one author does in one
    ///   repository
    Processes(int warmUp, int requests, Duration limit, int viewers, boolean seeAll) {
        this.warmUp = warmUp;
        this.requests = requests;
        this.limit = limit;
        this.viewers = viewers;
        this.seeAll = seeAll;
    }

    /// Measures with so many processes, each time on a fresh database, and prints a table.
    void run(Path folder, List<Integer> counts)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(folder);
        for (var count : counts) {
            System.err.println("== processes: " + count);
            measure(folder, count);
        }
        System.out.println();
        System.out.println(
                "| processes | load | answered/s | p50 ms | p99 ms | worst ms | not 2xx | lost |"
                        + " CPU µs each | database µs each | servers MB | viewers | line p50 ms | line"
                        + " p99 ms |");
        System.out.println(
                "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        rows.forEach(System.out::println);
    }

    private void measure(Path folder, int count)
            throws IOException, InterruptedException, SQLException {
        var begin = Clock.systemUTC().instant().minus(PAST);
        var companies = new Companies(COMPANIES, begin, STEP, SECRET);
        try (var postgres = MeasuredPostgres.start(Files.createTempDirectory(folder, "processes"));
                var fleet =
                        Fleet.start(
                                count,
                                folder,
                                new Fleet.Orders(
                                        postgres.address(), companies.connections(), SECRET, ""))) {
            // Each has its own code to compile, which takes both cores for a while.
            var before = warmUp * count;
            LoadGenerator.run(
                    companies.next(fleet.targets().getFirst(), before),
                    new LoadGenerator.Phase(CONNECTIONS, 0, before, WARM_UP_MAX),
                    fleet.targets(),
                    departures,
                    Witness.NONE);
            postgres.countStatements();
            var saturated = phase(postgres, fleet, companies, 0, "all they can", "| | | |");
            System.out.println();
            System.out.println("processes: " + count);
            Statements.print(postgres, STATEMENTS);
            half(postgres, fleet, companies, saturated.perSecond() / 2);
        }
    }

    private void half(MeasuredPostgres postgres, Fleet fleet, Companies companies, double rate)
            throws IOException, InterruptedException {
        if (viewers == 0) {
            phase(postgres, fleet, companies, rate, "half", "| | | |");
            return;
        }
        try (var crowd = new Subscribers(fleet.targets(), viewers, seeAll, departures)) {
            phase(postgres, fleet, companies, rate, "half", "");
            Thread.sleep(500);
            var seen = crowd.finish();
            var row = rows.removeLast();
            rows.add(
                    row
                            + "| %d | %.1f | %.1f |"
                                    .formatted(
                                            viewers,
                                            seen.p50().toNanos() / 1e6,
                                            seen.p99().toNanos() / 1e6));
        }
    }

    private LoadGenerator.Outcome phase(
            MeasuredPostgres postgres,
            Fleet fleet,
            Companies companies,
            double rate,
            String name,
            String end)
            throws IOException {
        var count =
                rate == 0 ? requests : (int) Math.min(requests, rate * limit.toMillis() / 1_000);
        var load = companies.next(fleet.targets().getFirst(), count);
        System.gc();
        var cpu = fleet.cpu();
        var databaseCpu = postgres.cpu();
        var outcome =
                LoadGenerator.run(
                        load,
                        new LoadGenerator.Phase(CONNECTIONS, rate, count, limit),
                        fleet.targets(),
                        departures,
                        Witness.NONE);
        var each = Math.max(1, outcome.answered()) * 1e3;
        var row =
                "| %d | %s | %.0f | %.1f | %.1f | %.0f | %d | %d | %.0f | %.0f | %d "
                        .formatted(
                                fleet.servers().size(),
                                name,
                                outcome.perSecond(),
                                outcome.p50().toNanos() / 1e6,
                                outcome.p99().toNanos() / 1e6,
                                outcome.worst().toNanos() / 1e6,
                                outcome.refused(),
                                outcome.broken(),
                                fleet.cpu().minus(cpu).toNanos() / each,
                                postgres.cpu().minus(databaseCpu).toNanos() / each,
                                fleet.megabytes());
        System.err.println("   " + row);
        rows.add(row + end);
        return outcome;
    }
}
