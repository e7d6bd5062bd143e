package dev.turnaround.server;

import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.model.issue.ScoreWeights;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Issues as the API shows them, worked out by hand from what the tracker sent.
class IssuesTest {
    @AutoClose
    private final TestServer server =
            TestServer.on(
                    TestDatabase.create(),
                    List.of(new GitHub(), new Jira()),
                    List.of(
                            TestServer.gitHub(new Settings.Selection.All()),
                            JiraHook.connection(new Settings.Selection.All())));

    private final JiraHook jira = new JiraHook();
    private final Acme acme = new Acme(80);

    private void send(WebhookRequest... webhooks) {
        for (var webhook : webhooks) {
            var answer = JiraHook.send(server, webhook);
            assertThat(answer.body()).isEqualTo("{\"verdict\":\"applied\"}");
        }
    }

    private WebhookRequest opened(String title, String branch) {
        return acme.repository()
                .pullRequest(MIA, title, "", branch, new GitHubRepository.Size(1, 2, 3, 4))
                .opened(at(5));
    }

    private List<JsonObject> items(String path) {
        return server.json(path).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private List<String> keys(String query) {
        return items("/api/v1/issues" + query).stream().map(one -> one.getString("key")).toList();
    }

    @Test
    void an_issue_shows_its_score_its_stages_and_its_pull_requests() {
        var issue = jira.issue("10013", "PAY-311", at(0)).complete();
        send(issue.created(), issue.moved(at(10), "doing"), issue.commented(at(12), "omar"));
        send(issue.commented(at(13), "omar"), issue.commented(at(14), "lena"));
        send(issue.moved(at(40), "done"), issue.moved(at(50), "doing"));
        send(issue.moved(at(70), "done"));
        server.send(opened("Keep keys (pay-311)", "pay-311-keys"));

        var shown = server.json("/api/v1/issues/acme-jira:10013");
        assertThat(shown.getString("key")).isEqualTo("PAY-311");
        assertThat(shown.getString("project")).isEqualTo("PAY");
        assertThat(shown.getString("url")).isEqualTo("https://acme.atlassian.net/browse/PAY-311");
        assertThat(shown.getString("type")).isEqualTo("Story");
        assertThat(shown.getString("state")).isEqualTo("done");
        assertThat(shown.getString("category")).isEqualTo("done");
        assertThat(shown.getString("stateSince")).isEqualTo(at(70).toString());
        assertThat(shown.getJsonObject("creator").getString("login")).isEqualTo("mia");
        assertThat(shown.getJsonObject("assignee").getString("login")).isEqualTo("omar");
        assertThat(shown.getString("parent")).isEqualTo("acme-jira:9001");
        assertThat(shown.getInteger("comments")).isEqualTo(3);
        assertThat(shown.getInteger("reopenings")).isEqualTo(1);

        var score = shown.getJsonObject("score");
        assertThat(points(score))
                .isEqualTo(
                        Map.of(
                                "summary", 5,
                                "description", 20,
                                "assignee", 10,
                                "typeAndPriority", 5,
                                "estimate", 10,
                                "parent", 10,
                                // Omar and Lena.
                                "commenters", 20,
                                // Four, of which two count.
                                "moves", 10,
                                // The pull request, although it names the issue twice.
                                "links", 5));
        assertThat(score.getInteger("completeness")).isEqualTo(60);
        assertThat(score.getInteger("interactions")).isEqualTo(35);
        assertThat(score.getInteger("total")).isEqualTo(95);

        // In todo 0 to 10, doing 10 to 40 and 50 to 70, done 40 to 50 and from 70 on.
        var stages = shown.getJsonArray("stages");
        assertThat(stages).hasSize(3);
        assertThat(stages.getJsonObject(0).getInteger("sumSeconds")).isEqualTo(10 * 60);
        assertThat(stages.getJsonObject(1).getInteger("stays")).isEqualTo(2);
        assertThat(stages.getJsonObject(1).getInteger("sumSeconds")).isEqualTo(50 * 60);
        assertThat(stages.getJsonObject(1).getInteger("spanSeconds")).isEqualTo(60 * 60);
        assertThat(stages.getJsonObject(2).getBoolean("current")).isTrue();

        var tie = shown.getJsonArray("pullRequests").getJsonObject(0);
        assertThat(tie.getString("title")).isEqualTo("Keep keys (pay-311)");
        assertThat(tie.getJsonArray("evidence")).containsExactlyInAnyOrder("title", "branch");
        assertThat(tie.getBoolean("weak")).isFalse();
        assertThat(server.pullRequest().getString("id")).isEqualTo(tie.getString("id"));
    }

    private static Map<String, Integer> points(JsonObject score) {
        return score.getJsonArray("parts").stream()
                .map(JsonObject.class::cast)
                .collect(
                        Collectors.toMap(
                                part -> part.getString("part"), part -> part.getInteger("points")));
    }

    @Test
    void an_issue_of_which_nobody_filled_anything_in_scores_what_its_summary_is_worth() {
        send(jira.issue("10013", "PAY-311", at(0)).created());
        var score = items("/api/v1/issues").getFirst().getJsonObject("score");
        // A summary, and a type with a priority.
        assertThat(score.getInteger("total")).isEqualTo(10);
    }

    @Test
    void what_a_part_of_the_score_is_worth_is_said_by_the_configuration() {
        var weights = new ScoreWeights(40, 3, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0);
        try (var other = TestServer.weighing(TestDatabase.create(), weights)) {
            JiraHook.send(other, jira.issue("10013", "PAY-311", at(0)).created());
            var issue = other.json("/api/v1/issues").getJsonArray("items").getJsonObject(0);
            assertThat(points(issue.getJsonObject("score")))
                    .containsEntry("summary", 40)
                    .containsEntry("typeAndPriority", 7)
                    .containsEntry("description", 0);
            assertThat(issue.getJsonObject("score").getInteger("total")).isEqualTo(47);
        }
    }

    @Test
    void a_release_that_names_more_than_ten_issues_ties_weakly_and_gives_no_points() {
        var issue = jira.issue("10013", "PAY-1", at(0));
        send(issue.created());
        server.send(opened("PAY-1 PAY-2 PAY-3 PAY-4 PAY-5 PAY-6 PAY-7 PAY-8 PAY-9 PAY-10", "r-1"));
        assertThat(first().getJsonArray("pullRequests").getJsonObject(0).getBoolean("weak"))
                .isFalse();
        assertThat(points(first().getJsonObject("score"))).containsEntry("links", 5);

        server.send(
                opened(
                        "PAY-1 PAY-2 PAY-3 PAY-4 PAY-5 PAY-6 PAY-7 PAY-8 PAY-9 PAY-10 PAY-11",
                        "r-2"));
        var ties = first().getJsonArray("pullRequests");
        assertThat(ties).hasSize(2);
        assertThat(ties.getJsonObject(1).getBoolean("weak")).isTrue();
        assertThat(points(first().getJsonObject("score"))).containsEntry("links", 5);
    }

    private JsonObject first() {
        return items("/api/v1/issues").getFirst();
    }

    @Test
    void lists_can_be_filtered_and_paged() {
        for (var i = 1; i <= 5; i++) {
            send(jira.issue("1000" + i, "PAY-" + i, at(i)).created());
        }
        var other = jira.issue("20001", "OPS-1", at(10)).complete();
        send(other.created(), other.moved(at(11), "doing"));
        var gone = jira.issue("20002", "OPS-2", at(12));
        send(gone.created(), gone.deleted(at(13)));
        var moved = jira.issue("10006", "PAY-6", at(0));
        send(moved.created(), moved.renamed(at(20), "OPS-6"));

        assertThat(keys("?project=pay"))
                .containsExactly("PAY-5", "PAY-4", "PAY-3", "PAY-2", "PAY-1");
        assertThat(keys("?project=OPS")).containsExactly("OPS-6", "OPS-1");
        assertThat(keys("?key=pay-6")).containsExactly("OPS-6");
        assertThat(keys("?state=in_progress")).containsExactly("OPS-1");
        assertThat(keys("?state=Doing&assignee=OMAR")).containsExactly("OPS-1");
        assertThat(keys("?assignee=lena")).isEmpty();
        assertThat(keys("?connection=another")).isEmpty();
        assertThat(keys("?project=PAY&limit=2")).containsExactly("PAY-5", "PAY-4");
        var next = server.json("/api/v1/issues?project=PAY&limit=2").getString("next");
        assertThat(keys("?project=PAY&limit=2&cursor=" + next)).containsExactly("PAY-3", "PAY-2");

        assertThat(server.json("/api/v1/issues/acme-jira:20002").getString("deletedAt"))
                .isEqualTo(at(13).toString());
        assertThat(server.get("/api/v1/issues/acme-jira:1").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/issues/nonsense").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/issues?limit=0").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/issues?cursor=bm9uc2Vuc2U").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/issues/stages?mode=ajar").statusCode()).isEqualTo(400);
        assertThat(csv("/api/v1/issues?project=OPS&limit=1"))
                .startsWith("id,provider,connection,project,key,url,")
                .contains("acme-jira:10006,jira,acme-jira,OPS,OPS-6,");
    }

    private String csv(String path) {
        return server.send(
                        HttpRequest.newBuilder(server.uri(path))
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .header("accept", "text/csv")
                                .build())
                .body();
    }

    @Test
    void time_across_stages_counts_issues_that_have_left_them() {
        // Five that waited 10, 20, 30, 40 and 50 minutes, one of another project, one that waits.
        for (var i = 1; i <= 5; i++) {
            var issue = jira.issue("1000" + i, "PAY-" + i, at(0));
            send(issue.created(), issue.moved(at(i * 10), "doing"));
        }
        var other = jira.issue("20001", "OPS-1", at(0));
        send(other.created(), other.moved(at(100), "doing"));
        send(jira.issue("10009", "PAY-9", at(0)).created());

        var stages = items("/api/v1/issues/stages?project=PAY");
        assertThat(stages)
                .extracting(one -> one.getString("state"))
                .containsExactly("todo", "doing");
        var todo = stages.getFirst();
        assertThat(todo.getString("category")).isEqualTo("todo");
        assertThat(todo.getInteger("count")).isEqualTo(5);
        assertThat(todo.getInteger("pending")).isEqualTo(1);
        assertThat(todo.getInteger("medianSeconds")).isEqualTo(30 * 60);
        assertThat(todo.getInteger("meanSeconds")).isEqualTo(30 * 60);
        // Six tenths of the way from 40 to 50.
        assertThat(todo.getInteger("p90Seconds")).isEqualTo(46 * 60);
        assertThat(todo.getBoolean("tooFew")).isFalse();
        assertThat(stages.getLast().getInteger("count")).isZero();
        assertThat(stages.getLast().getValue("meanSeconds")).isNull();
        assertThat(stages.getLast().getInteger("pending")).isEqualTo(5);

        var some =
                items("/api/v1/issues/stages?project=PAY&from=" + at(30) + "&to=" + at(50))
                        .getFirst();
        assertThat(some.getInteger("count")).isEqualTo(2);
        assertThat(some.getInteger("meanSeconds")).isEqualTo(35 * 60);
        assertThat(some.getValue("medianSeconds")).isNull();
        assertThat(some.getBoolean("tooFew")).isTrue();
        assertThat(csv("/api/v1/issues/stages?project=PAY"))
                .contains("todo,todo,5,1800,1800,2760,1,false");
    }

    @Test
    void the_span_of_a_stage_has_in_it_what_came_between() {
        var issue = jira.issue("10013", "PAY-311", at(0));
        send(issue.created(), issue.moved(at(10), "doing"), issue.moved(at(40), "done"));
        send(issue.moved(at(50), "doing"), issue.moved(at(70), "done"));
        assertThat(mean("sum")).isEqualTo(50 * 60);
        assertThat(mean("span")).isEqualTo(60 * 60);
    }

    private int mean(String mode) {
        return items("/api/v1/issues/stages?mode=" + mode).get(1).getInteger("meanSeconds");
    }
}
