package dev.turnaround.server;

import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.ingest.Verification;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// The order in which webhooks of issues come, and through which process, changes nothing.
class IssuesAnyOrderTest {

    /// Everything that can happen, in order.
    private static List<WebhookRequest> life(JiraHook jira, String id, int number) {
        var issue = jira.issue(id, "PAY-" + number, at(0));
        var sent = new ArrayList<WebhookRequest>();
        sent.add(issue.created());
        sent.add(issue.moved(at(10), "doing"));
        sent.add(issue.commented(at(12), "omar"));
        sent.add(issue.commented(at(13), "lena"));
        sent.add(issue.moved(at(40), "done"));
        sent.add(issue.renamed(at(45), "OPS-" + number));
        sent.add(issue.moved(at(50), "doing"));
        sent.add(issue.touched(at(55)));
        sent.add(issue.moved(at(70), "done"));
        return sent;
    }

    @RepeatedTest(5)
    void shuffled_and_repeated_deliveries_give_the_same_issue(RepetitionInfo repetition) {
        var seed = repetition.getCurrentRepetition();
        var life = life(new JiraHook(), "10013", 311);
        var expected = lived(life);

        var random = new Random(seed);
        var shuffled = new ArrayList<>(life);
        for (var i = 0; i < life.size(); i++) {
            shuffled.add(life.get(random.nextInt(life.size())));
        }
        Collections.shuffle(shuffled, random);

        var issue = lived(shuffled);
        assertThat(issue).as("seed %d", seed).isEqualTo(expected);
        assertThat(issue.attributes().names()).containsExactly("OPS-311", "PAY-311");
        assertThat(issue.progress().moves()).isEqualTo(4);
        assertThat(issue.progress().reopenings()).isEqualTo(1);
    }

    private static Issue lived(List<WebhookRequest> life) {
        var database = TestDatabase.create();
        try (var server = server(database)) {
            for (var webhook : life) {
                assertThat(JiraHook.send(server, webhook).statusCode()).isEqualTo(202);
            }
        }
        return issues(database, 1).getFirst();
    }

    @Test
    void two_processes_that_take_in_the_same_deliveries_at_once_agree_and_count_each_once()
            throws InterruptedException, ExecutionException {
        var database = TestDatabase.create();
        var jira = new JiraHook();
        var life = new ArrayList<WebhookRequest>();
        for (var i = 0; i < 10; i++) {
            life.addAll(life(jira, "1000" + i, 500 + i));
        }
        try (var one = server(database);
                var other = server(database);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var webhook : life) {
                tasks.add(() -> JiraHook.send(one, webhook).statusCode());
                tasks.add(() -> JiraHook.send(other, webhook).statusCode());
            }
            Collections.shuffle(tasks, new Random(41));
            for (var answer : executor.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(202);
            }
            var verdicts =
                    one.json("/api/v1/deliveries?limit=500").getJsonArray("items").stream()
                            .map(line -> ((JsonObject) line).getString("verdict"))
                            .toList();
            // Of each two, one at least is a repetition; nothing that is told anew fails.
            assertThat(verdicts).hasSize(life.size() * 2).containsOnly("applied", "duplicate");
            assertThat(Collections.frequency(verdicts, "duplicate"))
                    .isGreaterThanOrEqualTo(life.size());
        }
        assertThat(issues(database, 10))
                .allSatisfy(issue -> assertThat(issue.progress().moves()).isEqualTo(4));
    }

    private static TestServer server(Endpoint database) {
        return TestServer.on(
                database,
                List.of(new Jira()),
                List.of(JiraHook.connection(new Settings.Selection.All())));
    }

    /// All issues, each of which is what its facts say.
    private static List<Issue> issues(Endpoint database, long count) {
        var vertx = Vertx.vertx();
        var readers = new Database(database).readers(vertx);
        var reading = new IssueReading(readers);
        var result = new Verification(readers).run();
        var issues = reading.everyIssue(null, 100).await();
        readers.close().await();
        vertx.close().await();
        assertThat(result.issuesChecked()).isEqualTo(count);
        assertThat(result.differences()).isEmpty();
        return issues;
    }
}
