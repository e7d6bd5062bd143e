package dev.turnaround.bench;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// How many event deliveries a second one process makes, how late they are, and what a reader costs
/// who only listens.
final class FanOut {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int WARM_UP_RATE = 20;

    private final Function<Endpoint, String> address;
    private final Departures departures = new Departures();
    private final Duration lasting;
    private final List<String> rows = new ArrayList<>();
    private long guid;

    /// A measurement.
    ///
    /// @param address writes where a database is
    /// @param lasting of each phase
    FanOut(Function<Endpoint, String> address, Duration lasting) {
        this.address = address;
        this.lasting = lasting;
    }

    /// Lets each candidate tell crowds of each size at each rate, and prints a table.
    ///
    /// @param rates deliveries a second in all
    void run(Path folder, List<Broadcaster> candidates, List<Integer> crowds, List<Integer> rates)
            throws IOException, InterruptedException {
        for (var candidate : candidates) {
            var own = Files.createDirectories(folder.resolve(candidate.label()));
            for (var crowd : crowds) {
                measure(candidate, own, crowd, rates);
            }
        }
        System.out.println(
                "| candidate | subscribers | wanted/s | delivered/s | p50 ms | p99 ms | worst ms |"
                        + " CPU of a core | MB idle | MB peak |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        rows.forEach(System.out::println);
    }

    private void measure(Broadcaster candidate, Path folder, int crowd, List<Integer> rates)
            throws IOException, InterruptedException {
        System.err.println("== " + candidate.label() + " " + crowd);
        try (var postgres = EmbeddedPostgres.start(Files.createTempDirectory(folder, "database"));
                var server = candidate.start(folder, address.apply(postgres.endpoint()));
                var client = HttpClient.newHttpClient()) {
            var alone = server.megabytes();
            try (var readers = new Subscribers(server.target(), candidate, crowd, departures)) {
                var idle = server.megabytes() - alone;
                publish(candidate, client, server, WARM_UP_RATE, WARM_UP);
                for (var rate : rates) {
                    phase(candidate, client, server, readers, crowd, rate, idle);
                }
            }
        } catch (IOException missing) {
            System.err.println("!! SKIPPED " + candidate.label() + ": " + missing.getMessage());
        }
    }

    private void phase(
            Broadcaster candidate,
            HttpClient client,
            ServerProcess server,
            Subscribers readers,
            int crowd,
            int rate,
            long idle)
            throws InterruptedException {
        readers.begin();
        var cpu = server.cpu();
        var began = System.nanoTime();
        publish(candidate, client, server, Math.max(1, rate / crowd), lasting);
        var seconds = (System.nanoTime() - began) / 1e9;
        var delivered = readers.delivered() / seconds;
        var took = server.cpu().minus(cpu).toNanos() / 1e9 / seconds;
        // What is late is measured, but no longer counted.
        Thread.sleep(2_000);
        var seen = readers.seen();
        var row =
                "| %s | %,d | %,d | %,.0f | %.1f | %.1f | %.0f | %.2f | %d | %d |"
                        .formatted(
                                candidate.label(),
                                crowd,
                                rate,
                                delivered,
                                seen.p50().toNanos() / 1e6,
                                seen.p99().toNanos() / 1e6,
                                seen.worst().toNanos() / 1e6,
                                took,
                                idle,
                                server.peakMegabytes());
        System.err.println("   " + row);
        rows.add(row);
    }

    /// Publishes at an even rate, whether or not the answers come.
    private void publish(
            Broadcaster candidate,
            HttpClient client,
            ServerProcess server,
            int rate,
            Duration lasting)
            throws InterruptedException {
        var refused = new LongAdder();
        var waiting = new ArrayList<CompletableFuture<?>>();
        var began = System.nanoTime();
        var gap = TimeUnit.SECONDS.toNanos(1) / rate;
        var count = lasting.toNanos() / gap;
        for (var index = 0L; index < count; index++) {
            var due = began + index * gap;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            guid++;
            departures.note(guid, due);
            var id = "00000000-0000-4000-8000-%012x".formatted(guid);
            waiting.add(
                    client.sendAsync(
                                    candidate.publish(server.target(), id),
                                    HttpResponse.BodyHandlers.discarding())
                            .thenAccept(answer -> {
                                if (answer.statusCode() >= 300) {
                                    refused.increment();
                                }
                            }));
        }
        var left = began + lasting.toNanos() - System.nanoTime();
        LockSupport.parkNanos(Math.max(0, left));
        if (refused.sum() > 0) {
            System.err.println("!! refused: " + refused.sum());
        }
        var open = waiting.stream().filter(one -> !one.isDone()).count();
        if (open > 0) {
            System.err.println("!! not answered in time: " + open);
        }
    }
}
