package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.github.GitHubReview;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What Grafana and Prometheus are given works on a server that has something to tell.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EcosystemTest {
    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
    private static final Path GRAFANA = Path.of("config", "grafana", "dashboards");
    private static final Path RULES = Path.of("config", "prometheus", "rules.yaml");
    private static final Path METRICS = Path.of("docs", "metrics.md");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Of connections with credentials only, which would read from a provider here; SyncMetersTest
    /// has it.
    private static final String SYNC_AGE = "turnaround_sync_age_seconds";

    private static final Pattern OURS = Pattern.compile("turnaround_[a-z_]+");
    private static final Pattern SERIES =
            Pattern.compile("(?m)^(turnaround_[a-z_]+)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private final Endpoint database = TestDatabase.create();
    private TestServer server;
    private String scraped = "";

    @BeforeAll
    void fill() throws SQLException, InterruptedException {
        server = TestServer.counting(database, () -> NOW, true);
        var acme = new Acme(44);
        for (var minutes = 10; minutes <= 60; minutes += 10) {
            var one = acme.pullRequest("Took " + minutes);
            server.send(one.opened(at(0)));
            server.send(one.issueCommentCreated(at(minutes), OMAR, "Why?"));
            one.reviewSubmitted(at(minutes + 5), OMAR, GitHubReview.State.APPROVED, null, List.of())
                    .forEach(server::send);
            server.send(one.merged(at(minutes * 2), LENA));
        }
        server.send(acme.pullRequest("Waits").opened(at(5)));
        execute(
                """
                insert into sync (connection, repository, repository_name, reason, state, requested_at, started_at, ended_at)
                values ('acme-github', '1', 'acme/web', 'daily', 'succeeded', now(), now(), now());
                update repository set gap_since = now(), gap_reason = 'silence', last_delivery_at = now();
                insert into delivery_hour select connection, id, timestamptz '%s' - interval '7 days', 30 from repository;
                insert into installed_hook (connection, scope, target, hook, state, installed_at, looked_at, look_at, secret_at)
                values ('acme-github', 'repository', 'acme/web', '1', 'disabled', now(), now(), now() + interval '1 day', now());
                """
                        .formatted(NOW));
        var until = System.nanoTime() + PATIENCE.toNanos();
        do {
            Thread.sleep(250);
            scraped = server.get("/metrics").body();
        } while (!(scraped.contains("turnaround_time_to_merge_seconds_count{")
                        && scraped.contains("turnaround_installed_webhooks{")
                        && scraped.contains("turnaround_gaps{")
                        && scraped.contains("turnaround_completeness{"))
                && System.nanoTime() < until);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<List<Object>> rows(String sql) throws SQLException {
        var found = new ArrayList<List<Object>>();
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var row = new ArrayList<>();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getObject(i));
                }
                found.add(row);
            }
        }
        return found;
    }

    /// What the page says and what the views say of each pull request.
    @Test
    void the_views_say_what_the_api_says() throws SQLException {
        var told =
                server.json("/api/v1/pull-requests?limit=100").getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .map(one ->
                                List.<Object>of(
                                        one.getString("repository"),
                                        one.getLong("number"),
                                        one.getJsonObject("author").getString("login"),
                                        one.getString("state"),
                                        one.getString("phase"),
                                        one.getString("openedAt"),
                                        String.valueOf(one.getLong("timeToFirstCommentSeconds")),
                                        String.valueOf(one.getLong("timeToMergeSeconds")),
                                        one.getLong("reviewRounds")))
                        .collect(Collectors.toSet());

        var seen =
                rows(
                                """
                                select repository, number, author, state, phase,
                                       to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                                       coalesce(time_to_first_comment_seconds::text, 'null'),
                                       coalesce(time_to_merge_seconds::text, 'null'), review_rounds
                                from ta_pull_requests
                                """)
                        .stream()
                        .collect(Collectors.toSet());
        assertThat(seen).hasSize(7).isEqualTo(told);
        assertThat(
                        rows(
                                "select draft_seconds + awaiting_review_seconds + awaiting_author_seconds + awaiting_merge_seconds"
                                        + " = extract(epoch from closed_at - opened_at) from ta_pull_requests where closed_at is not null"))
                .hasSize(6)
                .containsOnly(List.of(true));
        assertThat(rows("select number, phase from ta_open_pull_requests")).hasSize(1);
        assertThat(
                        rows(
                                "select sum(seconds), count(*) from ta_measures where metric = 'timeToMerge'"))
                .containsExactly(List.of(new BigDecimal(25_200), 6L));
        assertThat(rows("select 1 from ta_facts where kind = 'merged'")).hasSize(6);
    }

    @Test
    void the_histograms_are_those_of_the_clocks_that_stopped() {
        var labels = "{provider=\"github\",repository=\"acme/web\"";
        assertThat(scraped)
                .contains("turnaround_time_to_merge_seconds_bucket" + labels + ",le=\"900.0\"} 0\n")
                .contains(
                        "turnaround_time_to_merge_seconds_bucket" + labels + ",le=\"3600.0\"} 3\n")
                .contains("turnaround_time_to_merge_seconds_bucket" + labels + ",le=\"+Inf\"} 6\n")
                .contains("turnaround_time_to_merge_seconds_count" + labels + "} 6\n")
                .contains("turnaround_time_to_merge_seconds_sum" + labels + "} 25200.0\n")
                .contains(
                        "turnaround_time_to_first_comment_seconds_bucket"
                                + labels
                                + ",le=\"900.0\"} 1\n")
                .contains("turnaround_oldest_wait_seconds{phase=\"awaiting_review\"}")
                .contains("turnaround_usual_deliveries{connection=\"acme-github\"} 10.0\n");
    }

    @Test
    void the_document_lists_what_the_server_tells_with_its_type_and_labels() throws IOException {
        var types = new TreeMap<String, String>();
        scraped.lines()
                .filter(line -> line.startsWith("# TYPE turnaround_"))
                .map(line -> line.split(" "))
                .forEach(words -> types.put(words[2], words[3]));
        var labels = new TreeMap<String, TreeSet<String>>();
        for (var series = SERIES.matcher(scraped); series.find(); ) {
            var name = series.group(1).replaceFirst("_(bucket|sum|count|max)$", "");
            var known =
                    labels.computeIfAbsent(
                            types.containsKey(name) ? name : series.group(1), _ -> new TreeSet<>());
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2))
                        .results()
                        .map(one -> one.group(1))
                        .forEach(known::add);
            }
        }
        types.put(SYNC_AGE, "gauge");
        labels.put(SYNC_AGE, new TreeSet<>(Set.of("connection")));
        var told =
                types.keySet().stream()
                        .filter(name -> !name.endsWith("_max"))
                        .map(name -> {
                            var own = new TreeSet<>(labels.getOrDefault(name, new TreeSet<>()));
                            own.remove("le");
                            return "| `%s` | %s | %s|"
                                    .formatted(
                                            name,
                                            types.get(name),
                                            own.isEmpty()
                                                    ? ""
                                                    : own.stream()
                                                                    .map(label -> "`" + label + "`")
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", "))
                                                            + " ");
                        })
                        .collect(Collectors.joining("\n"));

        var written =
                Files.readAllLines(METRICS).stream()
                        .filter(line -> line.startsWith("| `turnaround_"))
                        .map(line -> line.replaceFirst("^((?:\\|[^|]*){3}\\|).*$", "$1"))
                        .collect(Collectors.joining("\n"));
        assertThat(written).isEqualTo(told);
    }

    /// Every word that begins like one of ours in rules and dashboards.
    @Test
    void rules_and_dashboards_ask_for_metrics_that_there_are() throws IOException {
        var known = new HashSet<>(Set.of(SYNC_AGE));
        SERIES.matcher(scraped).results().map(one -> one.group(1)).forEach(known::add);
        var asked = new TreeSet<String>();
        OURS.matcher(Files.readString(RULES)).results().map(one -> one.group()).forEach(asked::add);
        for (var target : targets()) {
            if (target.containsKey("expr")) {
                OURS.matcher(target.getString("expr"))
                        .results()
                        .map(one -> one.group())
                        .forEach(asked::add);
            }
        }

        assertThat(asked).hasSizeGreaterThan(12);
        assertThat(known).containsAll(asked);
    }

    /// With the macros of Grafana replaced as its data source does.
    /// <https://grafana.com/docs/grafana/latest/datasources/postgres/#macros>
    @Test
    void every_statement_of_the_dashboards_can_be_run() throws IOException, SQLException {
        var run = 0;
        for (var repository : List.of("'~all'", "'acme/web','acme/api'")) {
            for (var target : targets()) {
                var sql = target.getString("rawSql", target.getString("variable"));
                if (sql != null) {
                    rows(
                            replaced(sql)
                                    .replace("$repository", repository)
                                    .replace("$team", "'~all'"));
                    run++;
                }
            }
        }
        assertThat(run).isGreaterThan(40);
        var median =
                targets().stream()
                        .map(target -> target.getString("rawSql", ""))
                        .filter(sql ->
                                sql.contains("percentile_disc(0.5)") && !sql.contains("group by"))
                        .findFirst()
                        .orElseThrow();
        var mine = replaced(median).replace("timeToFirstComment", "timeToMerge");
        assertThat(rows(mine.replace("$repository", "'acme/web'").replace("$team", "'~all'")))
                .containsExactly(List.of(3_600L));
        assertThat(
                        rows(mine.replace("$repository", "'~all'").replace("$team", "'Nobody'"))
                                .getFirst()
                                .getFirst())
                .isNull();
    }

    private static String replaced(String sql) {
        return sql.replaceAll(
                        "\\$__timeFilter\\((\\w+)\\)",
                        "$1 BETWEEN '2026-11-01T00:00:00Z' AND '2026-12-01T00:00:00Z'")
                .replace("$__timeFrom()", "'2026-11-01T00:00:00Z'")
                .replace("$metric", "timeToFirstComment");
    }

    @Test
    void lists_that_are_flat_come_as_comma_separated_values_too() {
        var one =
                server.json("/api/v1/pull-requests?limit=1").getJsonArray("items").getJsonObject(0);
        var repository = server.json("/api/v1/repositories").getJsonArray("items").getJsonObject(0);

        assertThat(csv("/api/v1/pull-requests/" + one.getString("id") + "/timeline"))
                .startsWith("kind,at,actor.login,actor.bot,verdict,")
                .contains("\r\nopened,");
        assertThat(csv("/api/v1/repositories/" + repository.getString("id") + "/syncs"))
                .startsWith("id,connection,repository,");
        assertThat(csv("/api/v1/people/acts")).startsWith("id,at,by,kind,what,");
        assertThat(
                        csv(
                                "/api/v1/metrics?metric=timeToMerge&by=repository&flat=true&from=2026-11-01"))
                .startsWith("metric,groupId,groupName,from,to,count,")
                .contains(",acme/web,");
    }

    private String csv(String path) {
        var answer =
                server.send(
                        HttpRequest.newBuilder(server.uri(path))
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .header("accept", "text/csv")
                                .build());
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        return answer.body();
    }

    @Test
    void dashboards_have_their_own_names_and_panels_that_do_not_overlap() throws IOException {
        var uids = new HashSet<String>();
        for (var board : boards()) {
            assertThat(uids.add(board.getString("uid"))).isTrue();
            var cells = new HashSet<List<Integer>>();
            var panels = board.getJsonArray("panels");
            assertThat(
                            panels.stream()
                                    .map(one -> ((JsonObject) one).getInteger("id"))
                                    .distinct()
                                    .count())
                    .isEqualTo(panels.size());
            for (var each : panels) {
                var at = ((JsonObject) each).getJsonObject("gridPos");
                assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(24);
                for (var x = 0; x < at.getInteger("w"); x++) {
                    for (var y = 0; y < at.getInteger("h"); y++) {
                        assertThat(
                                        cells.add(
                                                List.of(
                                                        at.getInteger("x") + x,
                                                        at.getInteger("y") + y)))
                                .isTrue();
                    }
                }
            }
        }
        assertThat(uids).hasSize(3);
    }

    @Test
    void infinity_gives_milliseconds_and_gets_flat_rows_of_whole_days() {
        var from = Instant.parse("2026-11-18T13:14:15Z").toEpochMilli();
        var to = NOW.toEpochMilli();
        var rows =
                server.json(
                                "/api/v1/metrics?metric=timeToMerge&by=repository&flat=true&interval=day&compare=previous&from="
                                        + from
                                        + "&to="
                                        + to)
                        .getJsonArray("items");

        assertThat(rows.stream().map(one -> ((JsonObject) one).getString("from")))
                .containsExactly(
                        "2026-11-18T00:00:00Z", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z");
        var last = rows.getJsonObject(2);
        assertThat(last.getString("to")).isEqualTo("2026-11-21T00:00:00Z");
        assertThat(last.getString("groupName")).isEqualTo("acme/web");
        assertThat(last.getInteger("count")).isEqualTo(6);
        assertThat(last.getInteger("previousCount")).isZero();
        for (var each : rows) {
            assertThat(((JsonObject) each).getMap().values())
                    .noneMatch(value -> value instanceof Map || value instanceof List);
        }
        var noon = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
        assertThat(
                        server.json(
                                        "/api/v1/metrics?metric=timeToMerge&from="
                                                + from
                                                + "&to="
                                                + noon)
                                .getJsonArray("items")
                                .getJsonObject(0)
                                .getString("to"))
                .isEqualTo("2026-11-20T00:00:00Z");
        for (var nonsense : Set.of("99999999999999999999", "-5", "1e9")) {
            assertThat(server.get("/api/v1/metrics?from=" + nonsense).statusCode()).isEqualTo(400);
        }
    }

    private static List<JsonObject> boards() throws IOException {
        try (var files = Files.list(GRAFANA)) {
            var boards = new ArrayList<JsonObject>();
            for (var file : files.sorted().toList()) {
                boards.add(new JsonObject(Files.readString(file)));
            }
            return boards;
        }
    }

    /// The targets of all panels, and the queries of variables as `variable`.
    private static List<JsonObject> targets() throws IOException {
        var targets = new ArrayList<JsonObject>();
        for (var board : boards()) {
            objects(board.getJsonArray("panels"))
                    .flatMap(panel -> objects(panel.getJsonArray("targets")))
                    .forEach(targets::add);
            objects(board.getJsonObject("templating").getJsonArray("list"))
                    .filter(variable -> variable.getString("type").equals("query"))
                    .map(variable -> new JsonObject().put("variable", variable.getString("query")))
                    .forEach(targets::add);
        }
        return targets;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
