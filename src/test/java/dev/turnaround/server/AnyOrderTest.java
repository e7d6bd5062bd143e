package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.ingest.Verification;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
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

/// The order in which webhooks come, and through which process, changes no number.
class AnyOrderTest {

    @RepeatedTest(5)
    void shuffled_and_repeated_deliveries_give_the_same_pull_request(RepetitionInfo repetition) {
        var seed = repetition.getCurrentRepetition();
        var life = new Acme(30).life("Lived in any order");
        var expected = lived(life);

        var shuffled = new ArrayList<>(life);
        var random = new Random(seed);
        for (var i = 0; i < life.size(); i++) {
            shuffled.add(life.get(random.nextInt(life.size())));
        }
        Collections.shuffle(shuffled, random);

        assertThat(lived(shuffled)).as("seed %d", seed).isEqualTo(expected);
    }

    private static JsonObject lived(List<WebhookRequest> life) {
        try (var server = TestServer.on(TestDatabase.create())) {
            server.sendAll(life);
            return server.pullRequest();
        }
    }

    @Test
    void the_life_has_the_numbers_that_a_person_would_work_out() {
        var pullRequest = lived(new Acme(30).life("By hand"));
        // Ready at minute 10; Lena's early thought came before, so the first comment takes no time
        // at all.
        assertThat(pullRequest.getInteger("timeToFirstCommentSeconds")).isZero();
        assertThat(pullRequest.getJsonArray("early"))
                .containsExactly("timeToFirstComment", "timeToFirstReview");
        assertThat(pullRequest.getInteger("timeToApproveSeconds")).isEqualTo(80 * 60);
        assertThat(pullRequest.getInteger("timeToMergeSeconds")).isEqualTo(110 * 60);
        // Opened 0 to 95 and 100 to 120: a draft 0 to 5 and 65 to 70; Lena's remark made it the
        // author's turn 5 to 10, Omar's
        // request 40 to 50; approved from 90 on.
        assertThat(pullRequest.getJsonObject("phaseSeconds"))
                .isEqualTo(
                        new JsonObject()
                                .put("draft", 10 * 60)
                                .put("awaiting_review", (30 + 15 + 20) * 60)
                                .put("awaiting_author", (5 + 10) * 60)
                                .put("awaiting_merge", (5 + 20) * 60));
    }

    @Test
    void two_processes_that_take_in_the_same_deliveries_at_once_agree_and_count_each_once()
            throws InterruptedException, ExecutionException {
        var database = TestDatabase.create();
        var life = new ArrayList<WebhookRequest>();
        for (var i = 0; i < 10; i++) {
            life.addAll(new Acme(40 + i).life("Twice " + i));
        }
        try (var one = TestServer.on(database);
                var other = TestServer.on(database);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Integer>>();
            for (var webhook : life) {
                tasks.add(() -> one.send(webhook).statusCode());
                tasks.add(() -> other.send(webhook).statusCode());
            }
            Collections.shuffle(tasks, new Random(41));
            for (var answer : executor.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(202);
            }
            var applied =
                    one
                            .json("/api/v1/deliveries?verdict=applied&limit=500")
                            .getJsonArray("items")
                            .stream()
                            .map(line -> ((JsonObject) line).getString("id"))
                            .toList();
            assertThat(applied).doesNotHaveDuplicates();
            assertThat(one.json("/api/v1/deliveries?limit=500").getJsonArray("items"))
                    .hasSize(life.size() * 2);
        }
        assertThat(differences(database, 10)).isEmpty();
    }

    /// Each remembers what it wrote last; the other has gone on since.
    @Test
    void two_processes_that_take_turns_with_one_pull_request_see_what_the_other_wrote() {
        var database = TestDatabase.create();
        var life = new ArrayList<>(new Acme(60).life("Turns"));
        // Told twice, late and in another order: identities that are known, and by whom.
        var again = new ArrayList<>(new Acme(60).life("Turns"));
        Collections.shuffle(again, new Random(61));
        try (var one = TestServer.on(database);
                var other = TestServer.on(database)) {
            var turn = 0;
            for (var webhook : life) {
                var server = turn++ % 2 == 0 ? one : other;
                assertThat(server.send(webhook).statusCode()).isEqualTo(202);
            }
            for (var webhook : again) {
                var server = turn++ % 2 == 0 ? one : other;
                var answer = server.send(webhook);
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(answer.body()).contains("duplicate");
            }
        }
        assertThat(differences(database, 1)).isEmpty();
    }

    private static List<Verification.Difference> differences(Endpoint database, long pullRequests) {
        var vertx = Vertx.vertx();
        var readers = new Database(database).readers(vertx);
        var result = new Verification(readers).run();
        readers.close().await();
        vertx.close().await();
        assertThat(result.checked()).isEqualTo(pullRequests);
        return result.differences();
    }
}
