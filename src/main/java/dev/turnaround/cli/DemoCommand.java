package dev.turnaround.cli;

import dev.turnaround.api.Tokens;
import dev.turnaround.provider.Provider;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.settings.SettingsReader;
import dev.turnaround.simulator.demo.DemoSender;
import dev.turnaround.simulator.demo.Story;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `turnaround demo`
@Command(
        name = "demo",
        description =
                "Runs the server on an empty database, and an organisation that sends it signed webhooks.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String CONNECTION = "acme-github";

    private final List<Provider> providers;
    private final String provider;
    private final InstantSource clock;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed, another story.")
    private long seed = 1;

    /// The command.
    ///
    /// @param provider the word for the provider that the story plays
    public DemoCommand(List<Provider> providers, String provider, InstantSource clock) {
        this.providers = providers;
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("turnaround-demo-");
        var webhookSecret = Tokens.make();
        RunningServer running;
        try {
            running = RunningServer.start(settings(folder, webhookSecret), providers, clock);
        } catch (RuntimeException failed) {
            delete(folder);
            throw failed;
        }
        var vertx = Vertx.vertx();
        var port = running.server().port();
        var door = URI.create("http://127.0.0.1:" + port + "/webhooks/" + CONNECTION);
        var sender = new DemoSender(vertx, door, new Story(seed, clock, webhookSecret));
        var shutdown =
                Shutdown.taking(
                        sender::close,
                        () -> vertx.close().await(),
                        running::close,
                        () -> delete(folder));
        running.printBanner(System.out);
        System.out.println(
                "This is a demo: an organisation called acme lives its last three days and then goes on, over HTTP,");
        System.out.println(
                "through the same door as GitHub. Nothing is kept when it stops (Ctrl-C).");
        System.out.flush();
        sender.start()
                .onSuccess(_ ->
                        System.out.printf(
                                "%d webhooks taken in; from now on it is live.%n",
                                sender.accepted()));
        shutdown.await();
        return 0;
    }

    private Settings settings(Path folder, String webhookSecret) {
        return new Settings(
                serverSettings(),
                new Settings.Database.Embedded(folder),
                new Settings.Admin(null),
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                List.of(
                        new Settings.Connection(
                                CONNECTION,
                                provider,
                                null,
                                new Settings.Webhook(List.of(Secret.of(webhookSecret)), Map.of()),
                                new Settings.Credential.Group(Map.of()),
                                new Settings.Selection.All(),
                                new Settings.Selection.All())));
    }

    /// Where to listen can be said by environment, as for `serve`.
    private static Settings.Server serverSettings() {
        try {
            return new SettingsReader(Set.of(), System.getenv())
                    .readEnvironment()
                    .settings()
                    .server();
        } catch (InvalidSettings invalid) {
            throw new Refusal("The environment cannot be used:\n" + invalid.getMessage());
        }
    }

    private static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            System.err.println("not all of " + folder + " could be deleted");
        }
    }
}
