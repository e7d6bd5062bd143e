package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.server.Server;
import dev.turnaround.settings.Settings;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A server on the database that its settings name.
///
/// @param startup how long it took until it took requests
record RunningServer(Server server, OpenDatabase database, Settings settings, Duration startup)
        implements AutoCloseable {
    /// Starts both; if the server does not start, the database does not stay up either.
    static RunningServer start(Settings settings, List<Provider> providers, InstantSource clock) {
        var began = System.nanoTime();
        var database = OpenDatabase.start(settings.database());
        try {
            var server =
                    Server.start(FoundKeys.orMade(settings), database.database(), providers, clock);
            return new RunningServer(
                    server, database, settings, Duration.ofNanos(System.nanoTime() - began));
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    void printBanner(PrintStream out) {
        Banner.print(server, settings, startup, out);
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
