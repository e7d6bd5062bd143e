package dev.turnaround.cli;

import dev.turnaround.provider.Provider;
import dev.turnaround.server.Server;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.vault.KeysetFile;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A server on the database that its settings name.
///
/// @param startup how long it took until it took requests
record RunningServer(Server server, OpenDatabase database, Settings settings, Duration startup)
        implements AutoCloseable {
    private static final String KEYSET = "secrets-keyset.json";

    /// Starts both; if the server does not start, the database does not stay up either.
    static RunningServer start(Settings settings, List<Provider> providers, InstantSource clock) {
        var began = System.nanoTime();
        var database = OpenDatabase.start(settings.database());
        try {
            var server = Server.start(withKeys(settings), database.database(), providers, clock);
            return new RunningServer(
                    server, database, settings, Duration.ofNanos(System.nanoTime() - began));
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /// Beside an embedded database lies a keyset, unless one is given. Beside an external one none
    /// does: several processes need the same, and only the operator can see to that.
    private static Settings withKeys(Settings settings) {
        return settings.secrets().keyset() == null
                        && settings.database() instanceof Settings.Database.Embedded(var dataDir)
                ? settings.with(
                        new Settings.Secrets(
                                Secret.of(KeysetFile.readOrMake(dataDir.resolve(KEYSET)))))
                : settings;
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
