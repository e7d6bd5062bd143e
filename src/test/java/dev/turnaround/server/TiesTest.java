package dev.turnaround.server;

import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A pull request names an issue; whichever of the two is heard of first, they are tied.
class TiesTest {
    private final Endpoint database = TestDatabase.create();
    @AutoClose private final TestServer server = server(database, new Settings.Selection.All());
    private final Acme acme = new Acme(70);
    private final JiraHook jira = new JiraHook();

    private static TestServer server(Endpoint database, Settings.Selection projects) {
        return TestServer.on(
                database,
                List.of(new GitHub(), new Jira()),
                List.of(
                        TestServer.gitHub(new Settings.Selection.All()),
                        JiraHook.connection(projects)));
    }

    private GitHubPullRequest pullRequest(String title, String branch) {
        return acme.repository()
                .pullRequest(
                        MIA, title, "Nothing more.", branch, new GitHubRepository.Size(1, 2, 3, 4));
    }

    private void jira(WebhookRequest webhook) {
        var answer = JiraHook.send(server, webhook);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("applied");
    }

    private List<Object> issues() {
        return server.pullRequest().getJsonArray("issues").stream().toList();
    }

    private static TestStream.Event tieOf(TestStream stream) {
        return stream.next(event ->
                event.name().equals("pull-request")
                        && event.json()
                                .getJsonArray("changed")
                                .getList()
                                .equals(List.of("issues")));
    }

    @Test
    void an_issue_that_was_there_first_is_on_the_pull_request_from_its_first_event_on() {
        jira(jira.issue("10013", "PAY-311", at(0)).created());
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            server.send(pullRequest("PAY-311: keep keys", "keys").opened(at(5)));
            assertThat(stream.next().json().getJsonArray("issues")).containsExactly("PAY-311");
        }
        assertThat(issues()).containsExactly("PAY-311");
    }

    @Test
    void an_issue_that_comes_later_is_told_of_by_an_event_of_the_pull_request() {
        server.send(pullRequest("Keep keys", "pay-311-keys").opened(at(5)));
        assertThat(issues()).isEmpty();
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            jira(jira.issue("10013", "PAY-311", at(0)).created());
            assertThat(tieOf(stream).json().getJsonArray("issues")).containsExactly("PAY-311");
        }
        assertThat(issues()).containsExactly("PAY-311");
    }

    @Test
    void a_moved_issue_is_shown_by_its_new_key_and_found_by_both() {
        var issue = jira.issue("10013", "PAY-311", at(0));
        jira(issue.created());
        server.send(pullRequest("PAY-311: keep keys", "keys").opened(at(5)));
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            jira(issue.renamed(at(10), "OPS-5"));
            assertThat(tieOf(stream).json().getJsonArray("issues")).containsExactly("OPS-5");
        }
        for (var key : List.of("OPS-5", "PAY-311", "pay-311")) {
            assertThat(server.json("/api/v1/pull-requests?issue=" + key).getJsonArray("items"))
                    .as(key)
                    .hasSize(1);
        }
        assertThat(server.json("/api/v1/pull-requests?issue=OPS-6").getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void what_only_looks_like_a_key_is_no_issue() {
        jira(jira.issue("10013", "PAY-311", at(0)).created());
        server.send(pullRequest("Read UTF-8, hash with SHA-256 (PAY-311)", "utf-8").opened(at(5)));
        assertThat(issues()).containsExactly("PAY-311");
        assertThat(server.json("/api/v1/pull-requests?issue=UTF-8").getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void a_key_of_a_known_project_counts_although_nobody_has_heard_of_the_issue() {
        server.send(pullRequest("PAY-400: another", "another").opened(at(5)));
        assertThat(issues()).isEmpty();
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            jira(jira.issue("10013", "PAY-311", at(6)).created());
            assertThat(tieOf(stream).json().getJsonArray("issues")).containsExactly("PAY-400");
            // What it is called is what it was called: nothing to tell.
            jira(jira.issue("10014", "PAY-400", at(7)).created());
            server.send(pullRequest("No key", "none").opened(at(8)));
            assertThat(stream.next().json().getString("title")).isEqualTo("No key");
        }
    }

    @Test
    void a_project_that_is_selected_later_counts_for_pull_requests_that_were_there() {
        server.send(pullRequest("PAY-400: another", "another").opened(at(5)));
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            try (var other = server(database, new Settings.Selection.Listed(List.of("pay")))) {
                assertThat(tieOf(stream).json().getJsonArray("issues")).containsExactly("PAY-400");
                assertThat(other.pullRequest().getJsonArray("issues")).containsExactly("PAY-400");
            }
        }
    }

    @Test
    void an_edited_title_ties_to_what_it_names_now() {
        jira(jira.issue("10013", "PAY-311", at(0)).created());
        var pullRequest = pullRequest("PAY-311: keep keys", "keys");
        server.send(pullRequest.opened(at(5)));
        server.send(retitled(pullRequest.labeled(at(6), MIA, "small"), "PAY-312: keep keys"));
        assertThat(issues()).containsExactly("PAY-312");
    }

    private static WebhookRequest retitled(WebhookRequest webhook, String title) {
        var json = new JsonObject(new String(webhook.body(), UTF_8)).put("action", "edited");
        json.getJsonObject("pull_request").put("title", title);
        return Signed.of(json.encode(), "pull_request", new Random(6));
    }

    /// Neither transaction can see what the other one writes; one of them must tell all the same.
    @Test
    void a_tie_between_two_that_come_at_the_same_moment_is_told()
            throws InterruptedException, ExecutionException {
        var count = 40;
        try (var other = server(database, new Settings.Selection.All());
                var stream = server.stream("topics=pull-request");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            stream.next();
            var told = new ArrayList<String>();
            var tasks = new ArrayList<Callable<Integer>>();
            for (var i = 1; i <= count; i++) {
                // Of a project each, which nobody knows before.
                var key = "N" + (char) ('A' + i % 26) + (char) ('A' + i / 26) + "-1";
                var opened = pullRequest(key, "new").opened(at(i));
                var created = jira.issue("2000" + i, key, at(i)).created();
                tasks.add(() -> server.send(opened).statusCode());
                tasks.add(() -> JiraHook.send(other, created).statusCode());
                told.add(key);
            }
            for (var answer : executor.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(202);
            }
            while (!told.isEmpty()) {
                var event = stream.next(one -> one.name().equals("pull-request"));
                told.removeAll(event.json().getJsonArray("issues").getList());
            }
            assertThat(server.all("/api/v1/pull-requests"))
                    .hasSize(count)
                    .allSatisfy(one ->
                            assertThat(one.getJsonArray("issues"))
                                    .containsExactly(one.getString("title")));
        }
    }
}
