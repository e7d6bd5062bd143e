package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// One PostgreSQL database, 15 or later.
///
/// @param endpoint where it is
/// @param connector how connections are made that somebody has alone
public record Database(Endpoint endpoint, Connector connector) {

    /// More than any statement of ours is long. What is longer than the client's own limit of 2,048
    /// is not prepared but parsed and planned anew each time it is sent, which costs more than what
    /// a batch does with it.
    private static final int PREPARED_LENGTH_MAX = 16_384;

    private static final int READERS_MAX = 6;
    private static final int LOG_READERS_MAX = 2;
    private static final int SUM_READERS_MAX = 2;
    private static final int READERS_WAITING_MAX = 256;
    private static final int SIGN_IN_SECONDS_MAX = 10;

    /// How long a connection may hear nothing. A road that went silent without a word is noticed by
    /// nobody else for a quarter of an hour; that of the stream's log is asked twice a second.
    private static final int READERS_SILENT_SECONDS_MAX = 30;

    private static final int LOG_SILENT_SECONDS_MAX = 5;

    /// A connection that could not be made or broke.
    private static final String UNCONNECTED = "08";

    /// It takes nobody now: too many are there, or it is stopping, has crashed or is starting.
    /// <https://www.postgresql.org/docs/18/errcodes-appendix.html>
    private static final Set<String> NOT_NOW = Set.of("53300", "57P01", "57P02", "57P03");

    /// Why nobody can connect now, and can perhaps later; null when that is not so: it answers, or
    /// refuses us for good, of which whoever connects next is told. Blocks, for ten seconds at
    /// most.
    public @Nullable String whyAway() {
        var us = new Properties();
        us.setProperty("user", endpoint.user());
        us.setProperty("password", endpoint.password());
        us.setProperty("loginTimeout", Integer.toString(SIGN_IN_SECONDS_MAX));
        try (var _ = DriverManager.getConnection(jdbcUrl(), us)) {
            return null;
        } catch (SQLException failed) {
            var state = String.valueOf(failed.getSQLState());
            return state.startsWith(UNCONNECTED) || NOT_NOW.contains(state)
                    ? String.valueOf(failed.getMessage())
                    : null;
        }
    }

    /// A database that is connected to in the usual way.
    ///
    /// @param endpoint where it is
    public Database(Endpoint endpoint) {
        this(endpoint, PgConnection::connect);
    }

    /// Makes a connection that somebody has alone, and closes.
    @FunctionalInterface
    public interface Connector {
        /// Connects; the answer comes on the event loop that the connection lives on.
        Future<PgConnection> connect(Vertx vertx, PgConnectOptions options);
    }

    /// Brings the schema up to date. Blocks. Several processes may do so at once: they wait for
    /// each other.
    ///
    /// @throws org.flywaydb.core.api.FlywayException when the database is away or its schema is
    ///   newer than this program
    public void migrate() {
        Flyway.configure()
                .dataSource(jdbcUrl(), endpoint.user(), endpoint.password())
                .locations("classpath:dev/turnaround/store")
                .sqlMigrationPrefix("V")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    /// Connections for reading.
    public Readers readers(Vertx vertx) {
        return new Readers(
                pool(vertx, READERS_MAX, READERS_SILENT_SECONDS_MAX).build(),
                byIndex(vertx, LOG_READERS_MAX, LOG_SILENT_SECONDS_MAX),
                byIndex(vertx, SUM_READERS_MAX, READERS_SILENT_SECONDS_MAX));
    }

    private Pool byIndex(Vertx vertx, int size, int silentSecondsMax) {
        return pool(vertx, size, silentSecondsMax)
                .withConnectHandler(connection ->
                        Plans.goByIndex(connection).onComplete(_ -> connection.close()))
                .build();
    }

    private ClientBuilder<Pool> pool(Vertx vertx, int size, int silentSecondsMax) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options())
                .with(
                        new NetClientOptions()
                                .setReadIdleTimeout(silentSecondsMax)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .with(
                        new PoolOptions()
                                .setMaxSize(size)
                                .setMaxWaitQueueSize(READERS_WAITING_MAX)
                                .setConnectionTimeout(5)
                                .setConnectionTimeoutUnit(TimeUnit.SECONDS));
    }

    private String jdbcUrl() {
        var url =
                "jdbc:postgresql://"
                        + endpoint.host()
                        + ":"
                        + endpoint.port()
                        + "/"
                        + endpoint.database()
                        + "?connectTimeout=5";
        var sslmode = endpoint.options().get("sslmode");
        return sslmode == null ? url : url + "&sslmode=" + sslmode;
    }

    /// A connection that whoever asks for it has alone.
    Future<PgConnection> connect(Vertx vertx) {
        return connector.connect(vertx, options());
    }

    /// Options for a connection that listens for notifications.
    public PgConnectOptions listenerOptions() {
        return options();
    }

    private PgConnectOptions options() {
        var options =
                new PgConnectOptions()
                        .setHost(endpoint.host())
                        .setPort(endpoint.port())
                        .setDatabase(endpoint.database())
                        .setUser(endpoint.user())
                        .setPassword(endpoint.password())
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlLimit(PREPARED_LENGTH_MAX)
                        .setPipeliningLimit(32)
                        .addProperty("application_name", "turnaround");
        var sslmode = endpoint.options().get("sslmode");
        if (sslmode != null) {
            options.setSslMode(io.vertx.pgclient.SslMode.of(sslmode));
        }
        return options;
    }
}
