package dev.turnaround.store.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.store.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A running PostgreSQL of our own. All calls block.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String DATABASE = "turnaround";

    private final Endpoint endpoint;
    private final @Nullable Cluster cluster;
    private final @Nullable ServerLock lock;

    private EmbeddedPostgres(
            Endpoint endpoint, @Nullable Cluster cluster, @Nullable ServerLock lock) {
        this.endpoint = endpoint;
        this.cluster = cluster;
        this.lock = lock;
    }

    /// Starts PostgreSQL on the data directory, and makes both if they are not there yet. An orphan that a killed server has
    /// left behind is stopped first.
    ///
    /// @throws EmbeddedFailure when it cannot be, above all when a running server has the directory
    public static EmbeddedPostgres start(Path dataDir) {
        var lock =
                lock(dataDir)
                        .orElseThrow(
                                () ->
                                        new EmbeddedFailure(
                                                "The data directory %s belongs to a running server (process %s). Stop that one first, or give database.dataDir another folder."
                                                        .formatted(
                                                                dataDir.toAbsolutePath().normalize(),
                                                                ServerLock.holder(dataDir))));
        return start(dataDir, lock);
    }

    /// Goes in beside the server that has the data directory, or starts PostgreSQL if none has.
    ///
    /// @throws EmbeddedFailure when neither can be
    public static EmbeddedPostgres startOrJoin(Path dataDir) {
        var lock = lock(dataDir);
        if (lock.isPresent()) {
            return start(dataDir, lock.get());
        }
        var cluster = cluster(dataDir);
        var port =
                cluster.port()
                        .orElseThrow(
                                () ->
                                        new EmbeddedFailure(
                                                "The server that has %s is still starting. Try again in a moment."
                                                        .formatted(dataDir)));
        return new EmbeddedPostgres(endpoint(port, password(dataDir)), null, null);
    }

    private static Optional<ServerLock> lock(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException denied) {
            throw new EmbeddedFailure(
                    "The data directory " + dataDir + " cannot be made: " + denied.getMessage(),
                    denied);
        }
        return ServerLock.take(dataDir);
    }

    private static EmbeddedPostgres start(Path dataDir, ServerLock lock) {
        try {
            var cluster = cluster(dataDir);
            var password = password(dataDir);
            cluster.initialize(passwordFile(dataDir).toAbsolutePath());
            cluster.stopOrphan();
            var port = freePort();
            cluster.start(port);
            var endpoint = endpoint(port, password);
            makeDatabase(endpoint);
            return new EmbeddedPostgres(endpoint, cluster, lock);
        } catch (RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static Cluster cluster(Path dataDir) {
        return new Cluster(
                dataDir,
                Binaries.unpacked(dataDir.resolve("binaries")),
                Commands.forThisUser());
    }

    private static Endpoint endpoint(int port, String password) {
        return new Endpoint("127.0.0.1", port, DATABASE, Cluster.USER, password, Map.of());
    }

    private static Path passwordFile(Path dataDir) {
        return dataDir.resolve("password");
    }

    /// The password, made at the first start, which nobody but our own user can read.
    private static String password(Path dataDir) {
        var file = passwordFile(dataDir);
        try {
            if (!Files.exists(file)) {
                var random = new byte[24];
                new SecureRandom().nextBytes(random);
                var made =
                        Files.createTempFile(
                                dataDir,
                                "password",
                                null,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                Files.writeString(
                        made, Base64.getUrlEncoder().withoutPadding().encodeToString(random), UTF_8);
                Files.move(made, file);
            }
            return Files.readString(file, UTF_8).strip();
        } catch (IOException failed) {
            throw new EmbeddedFailure(
                    "The password in " + file + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new EmbeddedFailure("There is no free port on loopback", failed);
        }
    }

    private static void makeDatabase(Endpoint endpoint) {
        var url = "jdbc:postgresql://127.0.0.1:" + endpoint.port() + "/postgres";
        try (var sql = DriverManager.getConnection(url, endpoint.user(), endpoint.password());
                var statement = sql.createStatement()) {
            var found =
                    statement.executeQuery(
                            "select from pg_database where datname = '" + DATABASE + "'");
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException failed) {
            throw new EmbeddedFailure(
                    "The database has started but cannot be used: " + failed.getMessage(), failed);
        }
    }

    /// Where it is, and who we are to it.
    public Endpoint endpoint() {
        return endpoint;
    }

    /// Stops it in good order, if it was started here.
    @Override
    public void close() {
        if (cluster != null) {
            cluster.stop();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
