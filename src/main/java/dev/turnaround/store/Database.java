package dev.turnaround.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

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
        var readers = pool(vertx, READERS_MAX).build();
        return new Readers(
                readers, byIndex(vertx, LOG_READERS_MAX), byIndex(vertx, SUM_READERS_MAX));
    }

    private Pool byIndex(Vertx vertx, int size) {
        return pool(vertx, size)
                .withConnectHandler(connection ->
                        Plans.goByIndex(connection).onComplete(_ -> connection.close()))
                .build();
    }

    private ClientBuilder<Pool> pool(Vertx vertx, int size) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options())
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
        return connector.connect(
                vertx, options().setPreparedStatementCacheSqlLimit(PREPARED_LENGTH_MAX));
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
                        .setPipeliningLimit(32)
                        .addProperty("application_name", "turnaround");
        var sslmode = endpoint.options().get("sslmode");
        if (sslmode != null) {
            options.setSslMode(io.vertx.pgclient.SslMode.of(sslmode));
        }
        return options;
    }
}
