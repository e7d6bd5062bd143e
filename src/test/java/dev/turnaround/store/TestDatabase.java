package dev.turnaround.store;

import dev.turnaround.store.embedded.EmbeddedPostgres;
import dev.turnaround.store.embedded.FleetingPostgres;
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
                FleetingPostgres.start(
                        Path.of("target", "test-postgres-" + ProcessHandle.current().pid()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        signInAtOnce(server.endpoint());
        return server;
    }

    /// That guessing the password is slow costs a test more than all else that a connection does.
    private static void signInAtOnce(Endpoint endpoint) {
        try (var sql = connect(endpoint);
                var statement = sql.createStatement()) {
            statement.execute("set scram_iterations = 1");
            statement.execute(
                    "alter role \"%s\" password '%s'"
                            .formatted(endpoint.user(), endpoint.password()));
        } catch (SQLException failed) {
            throw new IllegalStateException("no test database", failed);
        }
    }

    /// A fresh, empty database.
    public static Endpoint create() {
        var name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return endpoint(name);
    }

    /// A fresh database with its schema, which need not outlive a crash of PostgreSQL: for tests
    /// that need many, and many small commits.
    public static Endpoint fleeting() {
        var name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name + " template " + Template.NAME);
        execute("alter database " + name + " set synchronous_commit = off");
        return endpoint(name);
    }

    /// Gives one back, once nobody is connected to it.
    public static void drop(Endpoint endpoint) {
        execute("drop database " + endpoint.database() + " with (force)");
    }

    private static final class Template {
        static final String NAME = migrated();

        private static String migrated() {
            var endpoint = create();
            new Database(endpoint).migrate();
            return endpoint.database();
        }
    }

    private static void execute(String sql) {
        try (var connection = connect(SERVER.endpoint());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException("no test database", failed);
        }
    }

    private static Endpoint endpoint(String name) {
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
