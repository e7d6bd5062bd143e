package dev.turnaround.cli;

import dev.turnaround.server.Server;
import dev.turnaround.store.SyncReason;
import dev.turnaround.store.SyncRun;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads the APIs of the demo, at first for all of its past and then every so often, and says what
/// was missing.
final class DemoSyncs implements Runnable {
    private static final Duration PAST = Duration.ofDays(5);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Server server;
    private final List<String> connections;
    private final InstantSource clock;
    private final PrintStream out;

    /// @param connections those to read
    DemoSyncs(Server server, List<String> connections, InstantSource clock, PrintStream out) {
        this.server = server;
        this.connections = connections;
        this.clock = clock;
        this.out = out;
    }

    /// Goes on until it is interrupted. For a virtual thread.
    @Override
    public void run() {
        try {
            while (true) {
                tell(sync(clock.instant().minus(PAST)));
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private List<SyncRun> sync(Instant since) throws InterruptedException {
        var asked = new ArrayList<UUID>();
        for (var connection : connections) {
            asked.addAll(server.reconciler().request(connection, null, since, SyncReason.DEMAND));
        }
        var runs = new ArrayList<SyncRun>();
        for (var id : asked) {
            runs.add(ended(id));
        }
        return runs;
    }

    private SyncRun ended(UUID id) throws InterruptedException {
        while (true) {
            var run = server.syncs().run(id).await();
            if (run.isPresent() && run.get().endedAt() != null) {
                return run.get();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void tell(List<SyncRun> runs) {
        var missing = runs.stream().mapToLong(run -> run.counts().backfilled()).sum();
        if (missing > 0) {
            out.printf(
                    "The providers' APIs were read: %d facts were missing and are there now.%n",
                    missing);
        }
        runs.stream()
                .filter(run -> run.trouble() != null)
                .forEach(run -> out.printf("%s: %s%n", run.repositoryName(), run.trouble().what()));
        out.flush();
    }
}
