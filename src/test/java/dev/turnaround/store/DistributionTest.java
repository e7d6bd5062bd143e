package dev.turnaround.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Whether the tables can be spread over several PostgreSQL servers by connection, as Citus does: a
/// unique key must contain the column by which the rows are spread, and so must a reference from
/// one spread table to another. <https://docs.citusdata.com/en/stable/reference/common_errors.html>
///
/// Tables that are not keyed so stand in `not-by-connection.txt` with a reason: `small` ones would
/// have a copy on every server, `grows` are what stands in the way.
class DistributionTest {
    private static final String EXCEPTIONS = "not-by-connection.txt";

    /// What stands in the way of spreading a table. Parts of partitioned tables are as the whole.
    private static final String OBSTACLES =
            """
            with whole as (
                select c.oid, c.relname::text as name,
                       (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'connection' and a.attnotnull) as connection
                from pg_class c
                where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
            )
            select name, 'it has no column connection that is always set' as what, '' as refers
            from whole where connection is null
            union all
            select name, 'connection is not in the key ' || i.indexrelid::regclass::text, ''
            from whole join pg_index i on i.indrelid = whole.oid
            where i.indisunique and (connection is null or connection <> all (i.indkey))
            union all
            select name, 'connection is not in the reference ' || r.conname, r.confrelid::regclass::text
            from whole join pg_constraint r on r.conrelid = whole.oid
            where r.contype = 'f' and (connection is null or connection <> all (r.conkey))
            """;

    private record Obstacle(String table, String what, String refers) {}

    private record Excepted(String table, String kind, String why) {}

    @Test
    void what_grows_with_traffic_is_keyed_by_connection() throws SQLException, IOException {
        var excepted = named(exceptions());
        var small = named(exceptions().stream().filter(one -> one.kind.equals("small")).toList());

        assertThat(obstacles())
                .filteredOn(one -> !excepted.contains(one.table))
                .filteredOn(one -> !small.contains(one.refers))
                .isEmpty();
    }

    @Test
    void no_exception_is_made_without_need() throws SQLException, IOException {
        var obstructed = obstacles().stream().map(Obstacle::table).collect(Collectors.toSet());

        assertThat(exceptions())
                .allSatisfy(one -> {
                    assertThat(one.kind).isIn("small", "grows");
                    assertThat(one.why).isNotBlank();
                    assertThat(obstructed).contains(one.table);
                })
                .extracting(Excepted::table)
                .doesNotHaveDuplicates();
    }

    private static Set<String> named(List<Excepted> some) {
        return some.stream().map(Excepted::table).collect(Collectors.toSet());
    }

    private static List<Obstacle> obstacles() throws SQLException {
        var endpoint = TestDatabase.fleeting();
        try (var sql = TestDatabase.connect(endpoint);
                var statement = sql.createStatement();
                var rows = statement.executeQuery(OBSTACLES)) {
            var found = new ArrayList<Obstacle>();
            while (rows.next()) {
                found.add(new Obstacle(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
            return found;
        }
    }

    private static List<Excepted> exceptions() throws IOException {
        try (var file =
                Objects.requireNonNull(DistributionTest.class.getResourceAsStream(EXCEPTIONS))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +", 3))
                    .map(words -> new Excepted(words[0], words[1], words[2]))
                    .toList();
        }
    }
}
