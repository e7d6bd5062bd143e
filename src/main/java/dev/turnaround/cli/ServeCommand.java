package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.server.Server;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `turnaround serve`
@Command(
        name = "serve",
        description = "Runs the server until it is told to stop.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private final List<Provider> providers;
    private final InstantSource clock;

    @Mixin private SettingsFile file = new SettingsFile();

    /// The command.
    ///
    /// @param providers all that the settings may name
    public ServeCommand(List<Provider> providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        var began = System.nanoTime();
        var settings = file.read(providers, System.err);
        var database = OpenDatabase.start(settings.database());
        Server server;
        try {
            server = Server.start(settings, database.database(), providers, clock);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    database.close();
                                    stopped.countDown();
                                },
                                "stop"));
        Banner.print(server, settings, Duration.ofNanos(System.nanoTime() - began), System.out);
        stopped.await();
        return 0;
    }
}
