package dev.turnaround.store;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/// One PostgreSQL database, 15 or later.
///
/// @param endpoint where it is
public record Database(Endpoint endpoint) {

    private static final int READERS_MAX = 6;
    private static final int LOG_READERS_MAX = 2;
    private static final int SUM_READERS_MAX = 2;
    private static final int READERS_WAITING_MAX = 256;

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

    PgConnectOptions writerOptions() {
        return options();
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
