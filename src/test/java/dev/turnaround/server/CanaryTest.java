package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.log.TestBroker;
import dev.turnaround.provider.RecordedDelivery;
import dev.turnaround.simulator.WebhookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What must never be kept stands in every kind of delivery, and gets nowhere: not into the
/// database's files, the log, an answer or the stream.
class CanaryTest {
    private static final Path RECORDED =
            Path.of("src/test/resources/dev/turnaround/provider/github/webhook");

    private final Canaries canaries = new Canaries();
    private final Random random = new Random(61);
    private final StringBuilder answers = new StringBuilder();
    @TempDir private Path folder;

    @Test
    void nothing_of_a_body_gets_anywhere_that_is_not_on_the_list()
            throws IOException, SQLException {
        getsNowhere(ServerProcess.settings(folder));
    }

    @Test
    void nothing_of_a_body_gets_by_way_of_a_log_anywhere_that_is_not_on_the_list()
            throws IOException, SQLException {
        var broker = TestBroker.shared();
        // One partition, so that all but the last handful is stored before the last.
        var topic = broker.topic(1);

        getsNowhere(ServerProcess.logging(folder, broker.server(), topic));

        var entries = new StringBuilder();
        for (var entry : broker.entries(topic)) {
            entries.append(new String(entry.key(), ISO_8859_1))
                    .append(' ')
                    .append(new String(entry.value(), ISO_8859_1))
                    .append('\n');
        }
        assertThat(canaries.singingIn(entries.toString())).as("topic").isEmpty();
        assertThat(entries.toString().contains(Canaries.NIGHTINGALE)).isTrue();
    }

    private void getsNowhere(Path settings) throws IOException, SQLException {
        String streamed;
        String stored;
        try (var server = ServerProcess.serve(folder, settings, Remains.loggingAll(folder))) {
            Remains.storePlainly(server.database());
            try (var stream = server.stream("topics=pull-request,delivery")) {
                sendEverything(server);
                streamed = untilNow(server, stream);
            }
            readEverything(server);
            stored = Remains.tables(server.database());
        }
        assertThat(canaries.places())
                .contains(
                        "pull_request.opened.pull_request.body",
                        "pull_request.opened.pull_request.body fenced",
                        "issue_comment.created.comment.body",
                        "pull_request_review.submitted.approved.review.body",
                        "pull_request_review_comment.created.comment.body",
                        "pull_request_review_comment.created.comment.diff_hunk",
                        "pull_request_review_comment.created.comment.path",
                        "pull_request.synchronize.commits[].message",
                        "pull_request.synchronize.pull_request.files[].patch");
        var log = ServerProcess.log(folder);
        assertThat(canaries.singingIn(answers.toString())).as("answers").isEmpty();
        assertThat(canaries.singingIn(streamed)).as("stream").isEmpty();
        assertThat(canaries.singingIn(stored)).as("tables").isEmpty();
        assertThat(canaries.singingIn(log)).as("log").isEmpty();
        expectSilentFiles(folder.resolve("data"));

        // What is kept is found in the same places, and the log was as talkative as it gets.
        for (var told : List.of(answers, streamed, stored)) {
            assertThat(told.toString().contains(Canaries.NIGHTINGALE)).isTrue();
        }
        assertThat(log.contains("TRACE io.netty")).isTrue();
        assertThat(log.lines().filter(line -> line.contains(Canaries.NIGHTINGALE))).isEmpty();
    }

    private void sendEverything(TestClient server) {
        for (var recorded : RecordedDelivery.all(RECORDED)) {
            send(server, again(recorded, canaries.everywhere(recorded.name(), recorded.body())));
        }
        // Values that cannot be what they are said to be: the refusal must not quote them.
        for (var name :
                List.of(
                        "pull_request.opened",
                        "pull_request.synchronize",
                        "pull_request_review.submitted.approved",
                        "pull_request_review_comment.created",
                        "issue_comment.created")) {
            var recorded = RecordedDelivery.of(RECORDED.resolve(name));
            var event = Objects.requireNonNull(recorded.header("X-GitHub-Event"));
            for (var body : canaries.oneByOne(name + " instead of", recorded.body())) {
                send(server, Signed.of(body, event, random));
            }
            var whole = canaries.everywhere(name + " cut", recorded.body());
            for (var length = 1; length < whole.length; length += 97) {
                send(server, Signed.of(Arrays.copyOf(whole, length), event, random));
            }
        }
        for (var text : List.of("{canary: 1}", "{\"canary\" 1}", "canary", "{\"a\": canary}")) {
            send(server, Signed.of(text, "pull_request", random));
        }
        sendAsStranger(server);
    }

    private void sendAsStranger(TestClient server) {
        var genuine = Signed.of("{\"body\":\"canary\"}", "pull_request", random);
        for (var odd :
                Map.of(
                                "X-Hub-Signature-256", "sha256=canary",
                                "X-GitHub-Event", "canary",
                                "X-GitHub-Delivery", "canary",
                                "Content-Type", "text/canary")
                        .entrySet()) {
            var headers = new HashMap<>(genuine.headers());
            headers.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
            headers.put(odd.getKey(), odd.getValue());
            send(server, new WebhookRequest(headers, genuine.body()));
        }
    }

    /// A recorded delivery with another body, signed for our connection.
    private static WebhookRequest again(RecordedDelivery recorded, byte[] body) {
        var headers = new HashMap<String, String>();
        for (var name : List.of("Content-Type", "X-GitHub-Event", "X-GitHub-Delivery")) {
            var value = recorded.header(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return Signed.of(headers, body);
    }

    private void send(TestClient server, WebhookRequest webhook) {
        var answer = server.send(webhook);
        assertThat(answer.statusCode()).isIn(202, 400, 401, 415);
        answers.append(answer.headers().map()).append(answer.body()).append('\n');
    }

    /// All that the stream tells, up to a delivery that is sent now.
    private String untilNow(TestClient server, TestStream stream) {
        var last = Signed.of("{}", "ping", random);
        send(server, last);
        var told = new StringBuilder();
        while (true) {
            var event = stream.next();
            told.append(event).append('\n');
            if (event.data().contains(last.header("X-GitHub-Delivery"))) {
                return told.toString();
            }
        }
    }

    private void readEverything(TestClient server) {
        for (var line : server.all("/api/v1/deliveries")) {
            answers.append(line.encode()).append('\n');
        }
        for (var pullRequest : server.all("/api/v1/pull-requests")) {
            answers.append(pullRequest.encode()).append('\n');
            answers.append(server.timeline(pullRequest).encode()).append('\n');
        }
        for (var path : List.of("/metrics", "/health/ready")) {
            answers.append(server.get(path).body()).append('\n');
        }
    }

    /// Tables, write-ahead log, and what PostgreSQL logs.
    private void expectSilentFiles(Path data) throws IOException {
        var withTitles = 0;
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), ISO_8859_1);
                assertThat(canaries.singingIn(bytes)).as(file.toString()).isEmpty();
                withTitles += bytes.contains(Canaries.NIGHTINGALE) ? 1 : 0;
            }
        }
        // At least in a table and in the write-ahead log.
        assertThat(withTitles).isGreaterThanOrEqualTo(2);
        assertThat(Files.readString(data.resolve("log/postgres.log")))
                .doesNotContain(Canaries.NIGHTINGALE);
    }
}
