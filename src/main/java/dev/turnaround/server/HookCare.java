package dev.turnaround.server;

import dev.turnaround.connection.Connections;
import dev.turnaround.connection.hook.HookWork;
import dev.turnaround.connection.hook.Installer;
import dev.turnaround.connection.hook.Rotation;
import dev.turnaround.connection.hook.Rounds;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.reconcile.UnknownTarget;
import dev.turnaround.store.InstalledHooks;
import dev.turnaround.store.Readers;
import dev.turnaround.store.SecretRotations;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has somebody look after the webhooks at the providers.
final class HookCare {
    private static final Logger LOG = LoggerFactory.getLogger(HookCare.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private HookCare() {}

    static HookWork of(
            Connections connections,
            Readers readers,
            Function<String, URI> urls,
            Rounds.Suspicion sync,
            InstantSource clock) {
        var kept = new InstalledHooks(readers);
        var installer = new Installer(connections, kept, urls, clock);
        return new HookWork(
                installer,
                new Rounds(connections, kept, installer, quietly(sync), clock),
                new Rotation(
                        connections, kept, new SecretRotations(readers), urls, installer, clock));
    }

    /// What cannot be synced now is by the daily sync.
    private static Rounds.Suspicion quietly(Rounds.Suspicion sync) {
        return (connection, repository) -> {
            try {
                sync.of(connection, repository);
            } catch (UnknownTarget | ApiFailure none) {
                LOG.atWarn()
                        .addKeyValue("connection", connection)
                        .addKeyValue("why", none.getMessage())
                        .log("no sync for what a webhook may have missed");
            }
        };
    }

    /// Does what is due once a minute, one time after the other.
    static void every(Vertx vertx, HookWork work) {
        var busy = new AtomicBoolean();
        vertx.setPeriodic(
                EVERY.toMillis(),
                _ -> {
                    if (busy.compareAndSet(false, true)) {
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        work.run();
                                    } finally {
                                        busy.set(false);
                                    }
                                });
                    }
                });
    }
}
