package dev.turnaround.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What others may build on is told, quick to read, and all that they can read.
class ViewsTest {
    private static final Path TOLD = Path.of("docs", "views.md");
    private static final String PASSWORD = "a-password-of-a-test";

    private final Endpoint endpoint = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final String role = "grafana_" + endpoint.database();
    private Readers readers;
    private Connection owner;

    @BeforeEach
    void open() throws SQLException {
        var database = new Database(endpoint);
        database.migrate();
        readers = database.readers(vertx);
        owner = TestDatabase.connect(endpoint);
    }

    @AfterEach
    void close() throws SQLException {
        // Roles are of the whole server, which other tests go on using.
        execute(
                owner,
                "do $$ begin if exists (select from pg_roles where rolname = '%1$s') then drop owned by %1$s; drop role %1$s; end if; end $$"
                        .formatted(role));
        owner.close();
        readers.close().await();
        vertx.close().await();
    }

    private static void execute(Connection sql, String text) throws SQLException {
        try (var statement = sql.createStatement()) {
            statement.execute(text);
        }
    }

    private static List<String> texts(Connection sql, String query) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = sql.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private void make(boolean people) {
        new ViewRole(readers).make(role, PASSWORD, people).await();
    }

    private Connection asRole() throws SQLException {
        return TestDatabase.connect(
                new Endpoint(
                        endpoint.host(),
                        endpoint.port(),
                        endpoint.database(),
                        role,
                        PASSWORD,
                        endpoint.options()));
    }

    private List<String> views() throws SQLException {
        return texts(
                owner,
                "select viewname from pg_views where viewname like 'ta\\_%' order by viewname");
    }

    @Test
    void the_document_says_what_the_database_says_of_each_view_and_column()
            throws SQLException, IOException {
        var wanted =
                String.join(
                        "\n",
                        texts(
                                owner,
                                """
                                select format(E'%s`%s` | `%s` | %s |', '| ', c.relname, a.attname, col_description(c.oid, a.attnum))
                                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                                where c.relkind = 'v' and c.relname like 'ta\\_%'
                                order by c.relname, a.attnum
                                """));
        var told =
                String.join(
                        "\n",
                        Files.readAllLines(TOLD).stream()
                                .filter(line -> line.startsWith("| `"))
                                .toList());

        assertThat(wanted).doesNotContain("| |").doesNotContain("|  |");
        assertThat(told).as("docs/views.md; write there:\n%s", wanted).isEqualTo(wanted);
        assertThat(
                        texts(
                                owner,
                                "select relname from pg_class where relkind = 'v' and relname like 'ta\\_%' and obj_description(oid) is null"))
                .isEmpty();
    }

    @Test
    void the_role_reads_the_views_and_nothing_else() throws SQLException {
        make(true);

        try (var sql = asRole()) {
            for (var view : views()) {
                assertThat(texts(sql, "select count(*) from " + view)).containsExactly("0");
            }
            var others =
                    texts(
                            owner,
                            "select oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace"
                                    + " and relkind in ('r', 'p', 'v', 'm') and relname not like 'ta\\_%'");
            assertThat(others)
                    .contains(
                            "connection", "api_token", "web_session", "connection_grant", "audit");
            for (var other : others) {
                assertThatThrownBy(() -> texts(sql, "select 1 from " + other))
                        .as(other)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void the_role_writes_nothing_even_if_it_says_that_it_will() throws SQLException {
        make(true);

        try (var sql = asRole()) {
            assertThatThrownBy(() -> execute(sql, "create table mine (a int)"))
                    .isInstanceOf(SQLException.class);
            execute(sql, "set default_transaction_read_only = off");
            for (var attempt :
                    List.of(
                            "create table mine (a int)",
                            "create table public.mine (a int)",
                            "create schema mine",
                            "insert into api_token (hash, scope, name, created_at) values ('\\x00', 'admin', 'x', now())",
                            "update pull_request set phase = 'merged'",
                            "delete from ta_open_pull_requests",
                            "update ta_facts set kind = 'x'",
                            "insert into ta_deliveries_hourly (hour) values (now())",
                            "truncate fact",
                            "select people_now()",
                            "create role other",
                            "set role turnaround")) {
                assertThatThrownBy(() -> execute(sql, attempt))
                        .as(attempt)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching(
                                "(?s).*(permission denied|cannot (delete|update|insert)).*");
            }
        }
    }

    @Test
    void where_views_of_authors_are_switched_off_it_does_not_see_who_did_what()
            throws SQLException {
        make(true);
        make(false);

        try (var sql = asRole()) {
            assertThat(texts(sql, "select metric, teams, seconds from ta_measures")).isEmpty();
            for (var query :
                    List.of(
                            "select author from ta_measures",
                            "select person from ta_pull_requests",
                            "select author from ta_open_pull_requests",
                            "select assignee from ta_issues",
                            "select * from ta_measures",
                            "select 1 from ta_team_members")) {
                assertThatThrownBy(() -> texts(sql, query))
                        .as(query)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void a_role_of_somebody_else_is_left_alone() throws SQLException {
        execute(owner, "create role %s superuser".formatted(role));

        assertThatThrownBy(() -> make(true))
                .isInstanceOf(ViewRole.Refused.class)
                .hasMessageContaining("not from here");
    }

    @Test
    void there_is_no_role_where_everybody_may_read_a_table() throws SQLException {
        execute(owner, "grant select on api_token to public");

        assertThatThrownBy(() -> make(true))
                .isInstanceOf(ViewRole.Refused.class)
                .hasMessageContaining("public.api_token");
        assertThat(texts(owner, "select 1 from pg_roles where rolname = '%s'".formatted(role)))
                .isEmpty();
    }

    @Test
    void a_new_password_takes_the_place_of_the_old_one() throws SQLException {
        make(true);
        new ViewRole(readers).make(role, "another-password", true).await();

        assertThatThrownBy(this::asRole).hasMessageContaining("password authentication failed");
    }

    @Test
    void ranges_of_times_go_by_index() throws SQLException {
        execute(
                owner,
                """
                insert into repository (connection, id, name, name_at) select 'acme', r::text, 'acme/' || r, now() from generate_series(1, 20) r;
                insert into pull_request (connection, repository, number, version, state, phase, opened_at, merged_at)
                select 'acme', (n % 20 + 1)::text, n, 1, '{}', 'merged', now() - make_interval(hours => n), now() - make_interval(hours => n)
                from generate_series(1, 20000) n;
                insert into measure
                select 'acme', (n % 20 + 1)::text, n, null, false, at, at, '{timeToMerge, timeToApprove}', '{"", ""}', array[at, at],
                       '{null, null}', array[at, at], '{true, true}', '{60, 60}', '{null, null}', '{null, null}', '{null, null}',
                       '{null, null}', '{null, null}'
                from generate_series(1, 20000) n, lateral (select now() - make_interval(hours => n)) as t (at);
                insert into fact (connection, repository, number, id, kind, at, estimated, deleted, source)
                select 'acme', (n % 20 + 1)::text, n, 'a', 'opened', now() - make_interval(hours => 50000 - n), false, false, 'webhook'
                from generate_series(1, 50000) n;
                insert into delivery_hour (connection, repository, hour, deliveries)
                select 'acme', (n % 20 + 1)::text, date_trunc('hour', now() - make_interval(hours => n)), 1 from generate_series(1, 20000) n;
                insert into issue (connection, id, version, state, began_at)
                select 'acme', n::text, 1, '{"progress":{"stays":[]}}', now() - make_interval(hours => n) from generate_series(1, 20000) n;
                insert into sync (connection, repository, repository_name, reason, state, requested_at)
                select 'acme', '1', 'acme/1', 'daily', 'succeeded', now() - make_interval(hours => n) from generate_series(1, 20000) n;
                analyze
                """);
        var range = "between now() - interval '7 days' and now()";
        byIndex(
                "pull_request_merged_at",
                "select count(*) from ta_pull_requests where merged_at " + range);
        byIndex(
                "pull_request_opened_at",
                "select count(*), avg(time_to_merge_seconds) from ta_pull_requests where opened_at "
                        + range);
        byIndex("pull_request_open", "select count(*) from ta_open_pull_requests");
        byIndex(
                "measure_by_over_at",
                "select repository, percentile_disc(0.5) within group (order by seconds) from ta_measures where metric = 'timeToMerge' and stopped_at "
                        + range
                        + " and all_stopped_at >= now() - interval '7 days' and not bot and 'Payments' = any(teams) group by 1");
        byIndex("fact_at", "select kind, count(*) from ta_facts where at " + range + " group by 1");
        byIndex(
                "delivery_hour_at",
                "select sum(deliveries) from ta_deliveries_hourly where hour " + range);
        byIndex("issue_began_at", "select count(*) from ta_issues where created_at " + range);
        byIndex(
                "issue_began_at",
                "select avg(seconds) from ta_issue_stages where created_at " + range);
        byIndex("sync_requested_at", "select * from ta_syncs where requested_at " + range);
    }

    private void byIndex(String index, String query) throws SQLException {
        assertThat(String.join("\n", texts(owner, "explain " + query))).as(query).contains(index);
    }
}
