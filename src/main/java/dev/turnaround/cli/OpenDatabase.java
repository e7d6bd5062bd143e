package dev.turnaround.cli;

import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.Readers;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The database that the settings name: our own, started here and stopped at the end, or somebody
/// else's.
final class OpenDatabase implements AutoCloseable {
    private final Database database;
    private final @Nullable EmbeddedPostgres embedded;

    private OpenDatabase(Database database, @Nullable EmbeddedPostgres embedded) {
        this.database = database;
        this.embedded = embedded;
    }

    /// Opens it, and starts it if it is our own.
    static OpenDatabase start(Settings.Database settings) {
        return open(settings, EmbeddedPostgres::start);
    }

    /// Opens it; if it is our own, goes in beside a server that runs on it, or starts it if none
    /// does.
    static OpenDatabase startOrJoin(Settings.Database settings) {
        return open(settings, EmbeddedPostgres::startOrJoin);
    }

    private static OpenDatabase open(
            Settings.Database settings, BiFunction<Path, Integer, EmbeddedPostgres> start) {
        return switch (settings) {
            case Settings.Database.Embedded(var dataDir, var port) -> {
                var started = start.apply(dataDir, port);
                yield new OpenDatabase(new Database(started.endpoint()), started);
            }
            case Settings.Database.External external -> new OpenDatabase(elsewhere(external), null);
        };
    }

    /// A database that somebody else runs.
    static Database elsewhere(Settings.Database.External external) {
        var password = external.password();
        return new Database(
                new Endpoint(
                        external.host(),
                        external.port(),
                        external.database(),
                        external.user(),
                        password == null ? "" : reveal(password),
                        external.options()));
    }

    private static String reveal(Secret password) {
        return password.reveal();
    }

    Database database() {
        return database;
    }

    /// Brings the schema up to date and does something with connections that are closed afterwards.
    <T> T with(Function<Readers, T> work) {
        database.migrate();
        var vertx = Vertx.vertx();
        try {
            var readers = database.readers(vertx);
            var result = work.apply(readers);
            readers.close().await();
            return result;
        } finally {
            vertx.close().await();
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
