package dev.turnaround.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.embedded.EmbeddedPostgres;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The embedded PostgreSQL with its settings, counting what each statement takes, and what can be
/// asked of it from beside.
final class MeasuredPostgres implements AutoCloseable {
    private static final String SIZES =
            """
            select pg_database_size(current_database()) as database,
                   (select sum(size) from pg_ls_waldir()) as wal,
                   (select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_partition_tree('delivery')) as deliveries,
                   (select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_partition_tree('stream_event')) as events
            """;

    private static final String TABLES =
            """
            select coalesce(pg_partition_root(c.oid), c.oid)::regclass::text as name, sum(pg_total_relation_size(c.oid)) as bytes
            from pg_class c
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
            group by 1 order by 2 desc, 1
            """;

    private static final String STATEMENTS =
            """
            select regexp_replace(left(query, 90), '\\s+', ' ', 'g') as query, calls, total_exec_time as millis,
                   total_exec_time / sum(total_exec_time) over () as share
            from counted.pg_stat_statements
            where query not like '%pg_partition_tree%'
            order by total_exec_time desc limit ?
            """;

    private final EmbeddedPostgres postgres;
    private final Connection sql;

    /// What it takes on the disk, in bytes.
    ///
    /// @param wal what was written ahead, which PostgreSQL uses again from 4 GB on
    record Sizes(long database, long wal, long deliveries, long events) {}

    /// A table with its indexes, all its parts together.
    record Table(String name, long bytes) {}

    /// A statement, its parameters left out.
    ///
    /// @param took waiting for locks and for the disk included
    /// @param share of what all statements took
    record Statement(String text, long calls, Duration took, double share) {}

    private MeasuredPostgres(EmbeddedPostgres postgres, Connection sql) {
        this.postgres = postgres;
        this.sql = sql;
    }

    /// Starts it in a folder.
    static MeasuredPostgres start(Path folder) throws SQLException {
        // The library that counts has to be there when it starts.
        try (var first = EmbeddedPostgres.start(folder);
                var sql = connect(first.endpoint());
                var statement = sql.createStatement()) {
            statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
        }
        var postgres = EmbeddedPostgres.start(folder);
        return new MeasuredPostgres(postgres, connect(postgres.endpoint()));
    }

    private static Connection connect(Endpoint endpoint) throws SQLException {
        var url =
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(endpoint.host(), endpoint.port(), endpoint.database());
        return DriverManager.getConnection(url, endpoint.user(), endpoint.password());
    }

    /// Begins to count statements anew. After the server has made its tables, for which there may
    /// be nothing yet.
    void countStatements() throws SQLException {
        try (var statement = sql.createStatement()) {
            statement.execute("create schema if not exists counted");
            statement.execute(
                    "create extension if not exists pg_stat_statements with schema counted");
            statement.execute("select counted.pg_stat_statements_reset()");
        }
    }

    /// The statements that took longest since, the longest first.
    List<Statement> statements(int count) throws SQLException {
        try (var statement = sql.prepareStatement(STATEMENTS)) {
            statement.setInt(1, count);
            var found = new ArrayList<Statement>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(statement(rows));
                }
            }
            return found;
        }
    }

    private static Statement statement(ResultSet row) throws SQLException {
        return new Statement(
                row.getString("query"),
                row.getLong("calls"),
                Duration.ofNanos((long) (row.getDouble("millis") * 1e6)),
                row.getDouble("share"));
    }

    /// What it takes on the disk now.
    Sizes sizes() throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(SIZES)) {
            rows.next();
            return new Sizes(
                    rows.getLong("database"),
                    rows.getLong("wal"),
                    rows.getLong("deliveries"),
                    rows.getLong("events"));
        }
    }

    /// Its tables, the largest first.
    List<Table> tables() throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            var tables = new ArrayList<Table>();
            while (rows.next()) {
                tables.add(new Table(rows.getString("name"), rows.getLong("bytes")));
            }
            return tables;
        }
    }

    /// How many pull requests it has.
    long pullRequests() throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery("select count(*) from pull_request")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Its address, as the settings have it.
    String address() {
        return address(postgres.endpoint());
    }

    /// The same of any database.
    static String address(Endpoint endpoint) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        endpoint.user(),
                        URLEncoder.encode(endpoint.password(), UTF_8),
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.database());
    }

    /// The processor time that its processes took so far; of those that have ended nothing.
    Duration cpu() {
        return ServerProcess.cpuOfFamily(postgres.pid());
    }

    /// The memory of its processes, in MB, what they share counted once.
    long megabytes() {
        return Memory.megabytesOfFamily(postgres.pid());
    }

    @Override
    public void close() throws SQLException {
        try (postgres) {
            sql.close();
        }
    }
}
