package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.LINTER;
import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.github.GitHubReview;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A signed webhook becomes a live number.
class MainJobTest {
    @AutoClose private final TestServer server = TestServer.fresh();
    private final Acme acme = new Acme(1);

    @Test
    void the_clocks_move_as_the_webhooks_come() {
        var pullRequest = acme.pullRequest("Retry idempotency keys on 409");
        server.sendAll(
                List.of(pullRequest.opened(at(0)), pullRequest.reviewRequested(at(1), MIA, OMAR)));

        var waiting = server.pullRequest();
        assertThat(waiting.getString("phase")).isEqualTo("awaiting_review");
        assertThat(waiting.getJsonArray("turn")).containsExactly("o.haddad");
        assertThat(waiting.getString("repository")).isEqualTo("acme/web");
        assertThat(waiting.getString("title")).isEqualTo("Retry idempotency keys on 409");
        assertThat(waiting.getString("size")).isEqualTo("M");
        assertThat(waiting.getValue("timeToFirstCommentSeconds")).isNull();

        server.send(pullRequest.issueCommentCreated(at(2), LINTER, "Formatted."));
        assertThat(server.pullRequest().getValue("timeToFirstCommentSeconds")).isNull();

        server.sendAll(
                pullRequest.reviewSubmitted(
                        at(30),
                        OMAR,
                        GitHubReview.State.CHANGES_REQUESTED,
                        "Rename it.",
                        List.of("Here.")));
        var asked = server.pullRequest();
        assertThat(asked.getInteger("timeToFirstCommentSeconds")).isEqualTo(30 * 60);
        assertThat(asked.getString("phase")).isEqualTo("awaiting_author");
        assertThat(asked.getJsonArray("turn")).containsExactly("mia");

        server.sendAll(
                pullRequest.reviewSubmitted(
                        at(60), OMAR, GitHubReview.State.APPROVED, null, List.of()));
        server.send(pullRequest.merged(at(70), OMAR));
        var merged = server.pullRequest();
        assertThat(merged.getString("state")).isEqualTo("merged");
        assertThat(merged.getInteger("timeToApproveSeconds")).isEqualTo(60 * 60);
        assertThat(merged.getInteger("timeToMergeSeconds")).isEqualTo(70 * 60);
        assertThat(merged.getJsonObject("phaseSeconds"))
                .isEqualTo(
                        new JsonObject()
                                .put("draft", 0)
                                .put("awaiting_review", 30 * 60)
                                .put("awaiting_author", 30 * 60)
                                .put("awaiting_merge", 10 * 60));
    }

    @Test
    void every_number_explains_itself() {
        var pullRequest = acme.pullRequest("Explain");
        server.send(pullRequest.opened(at(0)));
        server.send(pullRequest.issueCommentCreated(at(1), LINTER, "Formatted."));
        server.send(pullRequest.issueCommentCreated(at(2), MIA, "Please look."));
        var answered = pullRequest.issueCommentCreated(at(3), LENA, "I do.");
        server.send(answered);

        var lines =
                server.timeline(server.pullRequest()).getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .toList();
        assertThat(lines)
                .extracting(
                        line -> line.getString("kind"),
                        line -> line.getString("clock"),
                        line -> line.getString("ignored"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "opened",
                                "starts timeToFirstComment, timeToFirstReview, timeToApprove,"
                                        + " timeToEffectiveApproval, timeToMerge,"
                                        + " timeToFirstAutomatedFeedback, cycleTime",
                                null),
                        org.assertj.core.groups.Tuple.tuple(
                                "commented", "stops timeToFirstAutomatedFeedback", "bot"),
                        org.assertj.core.groups.Tuple.tuple("commented", null, "author"),
                        org.assertj.core.groups.Tuple.tuple(
                                "commented", "stops timeToFirstComment", null));
        assertThat(lines.getLast().getString("delivery"))
                .isEqualTo(answered.header("X-GitHub-Delivery"));
        assertThat(lines.getLast().getString("source")).isEqualTo("webhook");
    }

    @Test
    void the_stream_tells_of_each_change() {
        var pullRequest = acme.pullRequest("Live");
        server.send(pullRequest.opened(at(0)));
        try (var stream = server.stream("topics=pull-request,delivery")) {
            var snapshot = stream.next();
            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.json().getJsonArray("pullRequests")).hasSize(1);

            server.send(pullRequest.issueCommentCreated(at(5), LENA, "Looks good."));

            var both = Stream.of(stream.next(), stream.next()).toList();
            assertThat(both)
                    .extracting(TestStream.Event::name)
                    .containsExactlyInAnyOrder("delivery", "pull-request");
            assertThat(both.get(0).position()).isLessThan(both.get(1).position());
            var change =
                    both.stream()
                            .filter(event -> event.name().equals("pull-request"))
                            .findFirst()
                            .orElseThrow()
                            .json();
            assertThat(change.getInteger("timeToFirstCommentSeconds")).isEqualTo(300);
            assertThat(change.getJsonArray("changed"))
                    .contains("phase", "reviewers", "firstResponseAt", "timeToFirstCommentSeconds")
                    .doesNotContain("title", "openedAt");
        }
    }

    @Test
    void lists_can_be_filtered_and_paged() {
        for (var i = 0; i < 5; i++) {
            server.send(acme.pullRequest("Number " + i).opened(at(i)));
        }
        var merged = acme.pullRequest("Merged one");
        server.send(merged.opened(at(10)));
        server.send(merged.merged(at(20), OMAR));

        assertThat(titles("?state=open&sort=openedAt&limit=2"))
                .containsExactly("Number 0", "Number 1");
        var next =
                server.json("/api/v1/pull-requests?state=open&sort=openedAt&limit=2")
                        .getString("next");
        assertThat(titles("?state=open&sort=openedAt&limit=2&cursor=" + next))
                .containsExactly("Number 2", "Number 3");
        assertThat(titles("?state=merged")).containsExactly("Merged one");
        assertThat(titles("?q=merged%20ONE&provider=github")).containsExactly("Merged one");
        assertThat(titles("?author=MIA&repository=Acme/Web&phase=merged"))
                .containsExactly("Merged one");
        assertThat(titles("?author=lena.k")).isEmpty();
        assertThat(titles("?number=" + merged.number())).containsExactly("Merged one");
        assertThat(titles("?connection=another")).isEmpty();
        assertThat(titles("?updatedSince=2026-11-20T09:15:00Z")).containsExactly("Merged one");

        var wrong = server.get("/api/v1/pull-requests?state=ajar");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(wrong.body()).contains("state");
        assertThat(server.get("/api/v1/pull-requests?cursor=bm9uc2Vuc2U").statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/v1/pull-requests/acme-github:1:1").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/v1/nowhere").statusCode()).isEqualTo(404);
    }

    private List<String> titles(String query) {
        JsonArray items = server.json("/api/v1/pull-requests" + query).getJsonArray("items");
        return items.stream().map(one -> ((JsonObject) one).getString("title")).toList();
    }

    @Test
    void a_renamed_repository_keeps_its_pull_requests() {
        var pullRequest = acme.pullRequest("Before and after");
        server.send(pullRequest.opened(at(0)));
        server.send(acme.repository().renamed(at(5), MIA, "shop"));
        assertThat(server.pullRequest().getString("repository")).isEqualTo("acme/shop");
        assertThat(titles("?repository=acme/shop")).containsExactly("Before and after");

        server.send(pullRequest.issueCommentCreated(at(6), LENA, "Still here."));
        assertThat(server.pullRequest().getInteger("timeToFirstCommentSeconds")).isEqualTo(360);
    }

    @Test
    void figures_for_prometheus_count_deliveries_and_open_pull_requests() {
        server.send(acme.pullRequest("Counted").opened(at(0)));
        var figures = server.get("/metrics").body();
        assertThat(figures)
                .contains(
                        "turnaround_deliveries_total{provider=\"github\",verdict=\"applied\"} 1.0")
                .contains("turnaround_delivery_processing_seconds_count{provider=\"github\"} 1")
                .contains("turnaround_ingest_queue_depth 0.0")
                .contains("turnaround_ingest_lag_seconds 0.0")
                .contains("turnaround_stream_clients 0.0")
                .contains("turnaround_open_pull_requests{phase=\"awaiting_review\"}");
    }
}
