package dev.turnaround.server;

import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What is left of what was sent, made easy to search.
final class Remains {

    /// Everything that anybody cares to log, libraries too.
    private static final String LOG_ALL =
            """
            <configuration>
                <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%level %logger %msg %kvp %ex%n</pattern></encoder>
                </appender>
                <root level="TRACE"><appender-ref ref="stderr"/></root>
            </configuration>
            """;

    // Compressed, a canary would not be seen in the files.
    private static final String STORE_PLAINLY =
            """
            do $$
            declare c record;
            begin
              for c in select attrelid::regclass as of, attname
                       from pg_attribute join pg_class t on t.oid = attrelid
                       where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p')
                         and attnum > 0 and not attisdropped and attstorage = 'x'
              loop
                execute format('alter table %s alter column %I set storage external', c.of, c.attname);
              end loop;
            end $$
            """;

    private Remains() {}

    /// The environment in which a server logs all that it can, to its `server.log`.
    static Map<String, String> loggingAll(Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("logback.xml"), LOG_ALL);
        return Map.of("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + file);
    }

    /// Lets the database keep texts as they are, from now on.
    static void storePlainly(Endpoint database) throws SQLException {
        try (var sql = TestDatabase.connect(database);
                var block = sql.createStatement()) {
            block.execute(STORE_PLAINLY);
        }
    }

    /// Every row of every table.
    static String tables(Endpoint database) throws SQLException {
        var dump = new StringBuilder();
        try (var sql = TestDatabase.connect(database)) {
            for (var table :
                    texts(sql, "select tablename from pg_tables where schemaname = 'public'")) {
                texts(sql, "select one::text from \"" + table + "\" one")
                        .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
            }
        }
        return dump.toString();
    }

    private static List<String> texts(Connection sql, String query) throws SQLException {
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
