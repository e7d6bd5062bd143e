package dev.turnaround.cli;

import dev.turnaround.api.Tokens;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.settings.InvalidSettings;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.settings.SettingsReader;
import dev.turnaround.simulator.demo.DemoApis;
import dev.turnaround.simulator.demo.DemoSender;
import dev.turnaround.simulator.demo.Losses;
import dev.turnaround.simulator.demo.Story;
import dev.turnaround.simulator.play.Scene;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `turnaround demo`
@Command(
        name = "demo",
        description =
                "Runs the server on an empty database, and an organisation that sends it signed webhooks.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String CONNECTION_PREFIX = "acme-";
    private static final int ONE_LOST_IN = 12;

    private final List<Provider> providers;
    private final InstantSource clock;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed, another story.")
    private long seed = 1;

    /// The command. The story plays at those of the providers that it can play.
    public DemoCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("turnaround-demo-");
        var secrets = secrets();
        var story = new Story(seed, clock, secrets, Story.Scale.DEMO);
        var vertx = Vertx.vertx();
        var before = new Story(seed, clock, secrets, Story.Scale.DEMO);
        var apis = new DemoApis(vertx, before, story, Tokens.make(), clock);
        RunningServer running;
        try {
            running = RunningServer.start(settings(folder, secrets, apis), providers, clock);
        } catch (RuntimeException failed) {
            apis.close();
            vertx.close().await();
            delete(folder);
            throw failed;
        }
        var port = running.server().port();
        var doors = "http://127.0.0.1:" + port + "/webhooks/";
        var script = new Losses(story, seed, ONE_LOST_IN);
        var sender = new DemoSender(vertx, scene -> URI.create(doors + connection(scene)), script);
        var syncs =
                new DemoSyncs(
                        running.server(),
                        secrets.keySet().stream().map(DemoCommand::connection).toList(),
                        clock,
                        System.out);
        var reading = Thread.ofVirtual().name("demo-syncs").unstarted(syncs);
        var shutdown =
                Shutdown.taking(
                        reading::interrupt,
                        sender::close,
                        running::close,
                        apis::close,
                        () -> vertx.close().await(),
                        () -> delete(folder));
        running.printBanner(System.out);
        System.out.println(
                "This is a demo: an organisation called acme lives its last three days and then goes on, over HTTP,");
        System.out.println(
                "through the same doors as the providers themselves. One webhook in %d is lost on the way."
                        .formatted(ONE_LOST_IN));
        System.out.println("Nothing is kept when it stops (Ctrl-C).");
        System.out.flush();
        sender.start()
                .onSuccess(_ -> {
                    System.out.printf(
                            "%d webhooks taken in, %d lost; from now on it is live, and once a minute the APIs are read.%n",
                            sender.accepted(), script.lost());
                    System.out.flush();
                    apis.begin();
                    reading.start();
                });
        shutdown.await();
        return 0;
    }

    private static String connection(Scene scene) {
        return CONNECTION_PREFIX + scene.provider();
    }

    private Map<Scene, String> secrets() {
        var known = providers.stream().map(Provider::name).collect(Collectors.toSet());
        var random = new SecureRandom();
        var secrets = new EnumMap<Scene, String>(Scene.class);
        for (var scene : Scene.values()) {
            if (known.contains(scene.provider())) {
                secrets.put(scene, scene.makeSecret(random));
            }
        }
        return secrets;
    }

    private static Settings.Connection connection(
            Scene scene, String webhookSecret, DemoApis apis) {
        var secrets = List.of(Secret.of(webhookSecret));
        return new Settings.Connection(
                connection(scene),
                scene.provider(),
                apis.address(scene),
                scene.secretKind().equals(WebhookSecrets.COMMON)
                        ? new Settings.Webhook(secrets, Map.of())
                        : new Settings.Webhook(List.of(), Map.of(scene.secretKind(), secrets)),
                new Settings.Credential.Group(
                        apis.credentials(scene).entrySet().stream()
                                .collect(
                                        Collectors.toUnmodifiableMap(
                                                Map.Entry::getKey,
                                                one ->
                                                        new Settings.Credential.Single(
                                                                Secret.of(one.getValue()))))),
                new Settings.Selection.All(),
                new Settings.Selection.All());
    }

    private Settings settings(Path folder, Map<Scene, String> secrets, DemoApis apis) {
        return new Settings(
                serverSettings(),
                new Settings.Database.Embedded(folder),
                new Settings.Admin(null),
                Settings.Access.DEFAULT,
                new Settings.Sync(LocalTime.of(3, 30), ZoneOffset.UTC, 180),
                new Settings.People(Settings.Unlinked.INGEST),
                secrets.entrySet().stream()
                        .map(each -> connection(each.getKey(), each.getValue(), apis))
                        .toList());
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
