package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.ingest.Verification;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.Database;
import dev.turnaround.store.Endpoint;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// A provider that says only that something was updated, from the door to the page: Bitbucket, by
/// its recorded deliveries.
class SightingsTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/dev/turnaround/provider/bitbucket");
    private static final List<String> LIFE =
            List.of(
                    "pullrequest.created.draft",
                    "pullrequest.updated.reviewers",
                    "pullrequest.updated.made-ready",
                    "pullrequest.comment_created",
                    "pullrequest.changes_request_created",
                    "pullrequest.changes_request_removed",
                    "pullrequest.updated.pushed",
                    "pullrequest.updated.title",
                    "pullrequest.approved",
                    "pullrequest.approved.through-another-hook",
                    "pullrequest.unapproved",
                    "pullrequest.approved.again",
                    "pullrequest.fulfilled");

    @RepeatedTest(3)
    void shuffled_and_repeated_sightings_give_the_same_pull_request(RepetitionInfo repetition) {
        var shuffled = new ArrayList<>(LIFE);
        var random = new Random(repetition.getCurrentRepetition());
        LIFE.forEach(_ -> shuffled.add(LIFE.get(random.nextInt(LIFE.size()))));
        Collections.shuffle(shuffled, random);

        assertThat(lived(shuffled)).isEqualTo(lived(LIFE));
    }

    @Test
    void who_was_asked_and_what_became_ready_is_told_as_if_the_provider_had_said_so() {
        try (var server = server(TestDatabase.create())) {
            send(server, LIFE.subList(0, 3));
            var pullRequest = server.pullRequest();
            var lines = server.timeline(pullRequest).getJsonArray("items");

            assertThat(pullRequest.getJsonArray("turn")).containsExactly("omar");
            assertThat(pullRequest.getString("readyAt")).startsWith("2026-03-09T10:40:31");
            assertThat(pullRequest.getJsonArray("estimated")).contains("readyAt");
            assertThat(lines.stream().map(line -> said((JsonObject) line)))
                    .containsExactly(
                            "opened by mia",
                            "pushed by mia about 4b3c1f0e2d9a",
                            "review_requested about lena",
                            "ready");
        }
    }

    private static String said(JsonObject line) {
        var actor = line.getJsonObject("actor");
        var subject = line.getString("subject");
        return line.getString("kind")
                + (actor == null ? "" : " by " + actor.getString("login"))
                + (subject == null ? "" : " about " + subject);
    }

    @Test
    void the_trial_of_an_address_is_answered_and_leaves_nothing() {
        try (var server = server(TestDatabase.create())) {
            var answer =
                    send(server, RecordedDelivery.of(FOLDER.resolve("trial/diagnostics.ping")));

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"verdict\":\"ignored\"}");
            assertThat(server.json("/api/v1/deliveries").getJsonArray("items")).isEmpty();
        }
    }

    private static JsonObject lived(List<String> life) {
        var database = TestDatabase.create();
        try (var server = server(database)) {
            send(server, life);
            assertThat(differences(database)).isEmpty();
            return server.pullRequest();
        }
    }

    private static List<Verification.Difference> differences(Endpoint database) {
        var vertx = Vertx.vertx();
        var readers = new Database(database).readers(vertx);
        var result = new Verification(readers).run();
        readers.close().await();
        vertx.close().await();
        assertThat(result.checked()).isEqualTo(1);
        return result.differences();
    }

    private static void send(TestServer server, List<String> life) {
        for (var name : life) {
            var answer = send(server, RecordedDelivery.of(FOLDER.resolve("webhook", name)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }

    private static HttpResponse<String> send(TestServer server, RecordedDelivery recorded) {
        var headers = new HashMap<String, String>();
        for (var name :
                List.of(
                        "Content-Type",
                        "X-Event-Key",
                        "X-Request-UUID",
                        "X-Request-Id",
                        "X-Hub-Signature")) {
            var value = recorded.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return server.send(headers, recorded.body());
    }

    private static TestServer server(Endpoint database) {
        return TestServer.on(
                database,
                new Bitbucket(),
                new Settings.Connection(
                        TestServer.CONNECTION,
                        "bitbucket",
                        null,
                        new Settings.Webhook(
                                List.of(Secret.of("a webhook secret for tests")), Map.of()),
                        new Settings.Credential.Group(Map.of()),
                        new Settings.Selection.All(),
                        new Settings.Selection.All()));
    }
}
