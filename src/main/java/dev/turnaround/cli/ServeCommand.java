package dev.turnaround.cli;

import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.settings.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
        var settings = file.read(providers, System.err);
        if (settings.database() instanceof Settings.Database.External external) {
            new DatabaseWait(OpenDatabase.elsewhere(external), Pause.REAL).untilItAnswers();
        }
        var running = RunningServer.start(settings, providers, clock);
        var shutdown = Shutdown.taking(running::close);
        running.printBanner(System.out);
        shutdown.await();
        return 0;
    }
}
