package dev.turnaround.store;

import dev.turnaround.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL for the tests of this JVM, and a fresh database in it for whoever asks.
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        var server =
                EmbeddedPostgres.start(
                        Path.of("target", "test-postgres-" + ProcessHandle.current().pid()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    /// A fresh, empty database.
    public static Endpoint create() {
        var name = "test_" + COUNT.incrementAndGet();
        try (var sql = connect(SERVER.endpoint());
                var statement = sql.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException("no test database", failed);
        }
        var server = SERVER.endpoint();
        return new Endpoint(
                server.host(), server.port(), name, server.user(), server.password(), Map.of());
    }

    /// A connection for looking at a database from outside of the program.
    public static Connection connect(Endpoint endpoint) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(endpoint.host(), endpoint.port(), endpoint.database()),
                endpoint.user(),
                endpoint.password());
    }
}
