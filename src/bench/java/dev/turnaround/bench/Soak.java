package dev.turnaround.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether one server stays what it is: webhooks at an even rate, viewers, and a sync that never
/// ends, with a look at everything each minute.
///
/// A webhook's time counts from the moment it was due, whether or not it could be sent then.
final class Soak {
    private static final String SECRET = "a secret of no consequence";
    private static final int COMPANIES = 10;
    private static final int ARCHIVE = 2_000;
    private static final int CONNECTIONS = 64;
    private static final int STATEMENTS = 10;

    /// The acts of the companies lie in the past, so that the last of them is not dated ahead.
    private static final Duration PAST = Duration.ofDays(30);

    private static final Duration ACTS = Duration.ofDays(26);
    private static final Duration STEP_MAX = Duration.ofSeconds(3);

    /// As often as is told about, in a soak of half an hour.
    private static final Duration LOOK_MAX = Duration.ofMinutes(1);

    private static final int LOOKS_MIN = 30;

    /// In half an hour the first six minutes: the lanes of a server remember up to 100,000 facts
    /// each, which at 500 webhooks a second they do after five.
    private static final int WARM_UP_PART = 5;

    /// What has been sent so long ago should be with everybody.
    private static final Duration ON_THE_WAY = Duration.ofSeconds(10);

    private final Duration lasting;
    private final int rate;
    private final int viewers;
    private final boolean seeAll;
    private final Departures departures = new Departures();
    private final List<Sample> samples = new ArrayList<>();
    private final Deque<Long> sent = new ArrayDeque<>();
    private long heapLeast;

    /// A soak.
    ///
    /// @param rate webhooks a second
    /// @param viewers on the stream
    /// @param seeAll whether each viewer sees everything, or nine of ten what one author does in
    ///   one repository
    Soak(Duration lasting, int rate, int viewers, boolean seeAll) {
        this.lasting = lasting;
        this.rate = rate;
        this.viewers = viewers;
        this.seeAll = seeAll;
    }

    /// What is looked at.
    private record Watched(
            MeasuredPostgres postgres,
            ServerProcess server,
            RemoteHeap heap,
            Resync resync,
            Subscribers crowd,
            Pulse pulse) {}

    /// Time, in nanoseconds: by the clock, and what was taken of the processors.
    private record Spent(long at, long server, long postgres, long bench) {
        static Spent of(Watched watched) {
            var own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            return new Spent(
                    System.nanoTime(),
                    watched.server.cpu().toNanos(),
                    watched.postgres.cpu().toNanos(),
                    own.toNanos());
        }

        Spent since(Spent before) {
            return new Spent(
                    at - before.at,
                    server - before.server,
                    postgres - before.postgres,
                    bench - before.bench);
        }

        double seconds() {
            return at / 1e9;
        }

        Sample.Cores cores() {
            return new Sample.Cores(
                    server / (double) at, postgres / (double) at, bench / (double) at);
        }
    }

    /// Soaks, and prints what came out.
    void run(Path folder)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        Files.createDirectories(folder);
        var companies = companies();
        try (var resync = new Resync(ARCHIVE);
                var postgres = MeasuredPostgres.start(Files.createTempDirectory(folder, "soak"));
                var fleet =
                        Fleet.start(
                                1,
                                folder,
                                new Fleet.Orders(
                                        postgres.address(),
                                        companies.connections(),
                                        SECRET,
                                        resync.connection()))) {
            postgres.countStatements();
            var server = fleet.servers().getFirst();
            try (var heap = RemoteHeap.of(server.pid());
                    var crowd = new Subscribers(fleet.targets(), viewers, seeAll, departures);
                    var endless = new Endless(companies, server.target());
                    var sender = Executors.newSingleThreadExecutor()) {
                resync.begin(server.target());
                var watched = new Watched(postgres, server, heap, resync, crowd, new Pulse());
                try {
                    var unsent = soak(watched, endless, sender);
                    print(watched, endless, unsent);
                } finally {
                    resync.end();
                }
            }
        }
    }

    private Companies companies() {
        var step = ACTS.dividedBy(lasting.toSeconds() * rate);
        return new Companies(
                COMPANIES,
                Clock.systemUTC().instant().minus(PAST),
                step.compareTo(STEP_MAX) > 0 ? STEP_MAX : step,
                SECRET);
    }

    /// @return how many webhooks were not sent in time
    private int soak(Watched watched, Endless endless, ExecutorService sender)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        var count = Math.toIntExact(lasting.toSeconds() * rate);
        var phase = new LoadGenerator.Phase(CONNECTIONS, rate, count, lasting.plus(LOOK_MAX));
        List<URI> targets = List.of(watched.server.target());
        var look = lasting.dividedBy(LOOKS_MIN);
        look = look.compareTo(LOOK_MAX) > 0 ? LOOK_MAX : look;
        System.out.println(Sample.HEAD);
        var sending =
                sender.submit(() ->
                        LoadGenerator.run(endless, phase, targets, departures, watched.pulse));
        var began = System.nanoTime();
        var before = Spent.of(watched);
        watched.crowd.begin();
        for (var index = 1; !sending.isDone(); index++) {
            pause(watched.heap, sending, began + look.toNanos() * index);
            var now = Spent.of(watched);
            var sample = look(watched, Duration.ofNanos(now.at - began), now.since(before));
            System.out.println(sample.line());
            samples.add(sample);
            before = now;
        }
        var outcome = sending.get();
        return count - outcome.answered() - outcome.refused() - outcome.broken();
    }

    /// Waits for a moment, or for the end, and notes meanwhile how far the sender is.
    private void pause(RemoteHeap heap, Future<?> sending, long until)
            throws InterruptedException, ExecutionException {
        var ended = false;
        heapLeast = Long.MAX_VALUE;
        while (!ended && System.nanoTime() < until) {
            sent.addLast(Prepared.lastGuid());
            heapLeast = Math.min(heapLeast, heap.leftMegabytes());
            if (sent.size() > ON_THE_WAY.toSeconds()) {
                sent.removeFirst();
            }
            var left = Math.min(until - System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
            ended = ends(sending, Math.max(0, left));
        }
    }

    private static boolean ends(Future<?> sending, long nanos)
            throws InterruptedException, ExecutionException {
        try {
            sending.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    private Sample look(Watched watched, Duration at, Spent spent) throws SQLException {
        var beat = watched.pulse.beat();
        var events = watched.crowd.delivered() / spent.seconds();
        var lines = watched.crowd.lately();
        watched.crowd.begin();
        return new Sample(
                at,
                beat.latencies(),
                beat.failed(),
                lines,
                events,
                watched.crowd.missing(sent.isEmpty() ? 0 : sent.getFirst()),
                watched.crowd.cutOff(),
                new Sample.Memories(
                        watched.server.megabytes(), heapLeast, watched.postgres.megabytes()),
                watched.postgres.sizes(),
                watched.resync.ended(),
                watched.resync.failed(),
                spent.cores());
    }

    private void print(Watched watched, Endless endless, int unsent)
            throws InterruptedException, SQLException {
        Thread.sleep(ON_THE_WAY);
        var answered = samples.stream().mapToLong(one -> one.webhooks().getTotalCount()).sum();
        var failed = samples.stream().mapToLong(Sample::failed).sum();
        // What was refused cannot be there.
        var missed =
                Math.max(
                        0,
                        watched.crowd.missing(Prepared.lastGuid())
                                - failed * watched.crowd.bookkeepers());
        System.out.printf(
                "%nin the end: %d answered, %d failed, %d viewers who keep book miss %d lines, the"
                        + " sender waited %d times for something to send%n",
                answered, failed, watched.crowd.bookkeepers(), missed, endless.starved());
        disk(watched.postgres, answered);
        Statements.print(watched.postgres, STATEMENTS);
        System.out.println();
        Flatness.of(samples, lasting.dividedBy(WARM_UP_PART), missed, unsent)
                .forEach(System.out::println);
    }

    private static void disk(MeasuredPostgres postgres, long answered) throws SQLException {
        var pulls = postgres.pullRequests();
        System.out.printf("%n%d pull requests, %d webhooks%n", pulls, answered);
        System.out.println("| table | MB | bytes a webhook | bytes a pull request |");
        System.out.println("|---|---:|---:|---:|");
        for (var table : postgres.tables()) {
            if (table.bytes() * 1_000 > postgres.sizes().database()) {
                System.out.printf(
                        "| %s | %.1f | %d | %d |%n",
                        table.name(),
                        Sample.megabytes(table.bytes()),
                        table.bytes() / Math.max(1, answered),
                        table.bytes() / Math.max(1, pulls));
            }
        }
    }
}
