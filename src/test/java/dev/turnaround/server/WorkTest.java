package dev.turnaround.server;

import static dev.turnaround.server.Acme.COPILOT;
import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.OMAR;
import static dev.turnaround.server.Acme.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What belongs together, as callers see it.
class WorkTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @AutoClose
    private final TestServer server =
            TestServer.on(
                    TestDatabase.create(),
                    List.of(new GitHub(), new Jira()),
                    List.of(
                            TestServer.gitHub(new Settings.Selection.All()),
                            JiraHook.connection(new Settings.Selection.All())));

    private final Acme acme = new Acme(71);
    private final JiraHook jira = new JiraHook();

    private GitHubPullRequest pullRequest(Person author, String title) {
        return acme.repository()
                .pullRequest(
                        author,
                        title,
                        "Nothing more.",
                        "work",
                        new GitHubRepository.Size(1, 2, 3, 4));
    }

    private void jira(WebhookRequest webhook) {
        assertThat(JiraHook.send(server, webhook).statusCode()).isEqualTo(202);
    }

    /// What a query finds once it finds this.
    private List<JsonObject> soon(String query, Predicate<List<JsonObject>> expected) {
        var end = System.nanoTime() + SOON.toNanos();
        while (true) {
            var items = server.json("/api/v1/work" + query).getJsonArray("items");
            var found = items.stream().map(JsonObject.class::cast).toList();
            if (expected.test(found)) {
                return found;
            }
            assertThat(System.nanoTime()).as(() -> "in time: " + items).isLessThan(end);
        }
    }

    private JsonObject one(String kind, int items) {
        return soon(
                        "?kind=" + kind,
                        found ->
                                found.size() == 1
                                        && found.getFirst().getInteger("itemCount") == items)
                .getFirst();
    }

    private static String item(GitHubPullRequest one) {
        return "pull_request/acme-github:" + one.repository().id() + ":" + one.number();
    }

    private HttpResponse<String> send(String method, String path, JsonObject body) {
        return server.send(
                HttpRequest.newBuilder(server.uri(path))
                        .timeout(SOON)
                        .header("authorization", "Bearer " + TestClient.TOKEN)
                        .header("content-type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }

    private HttpResponse<String> untie(String from, String to) {
        return send(
                "DELETE",
                "/api/v1/work/ties?from="
                        + URLEncoder.encode(from, UTF_8)
                        + "&to="
                        + URLEncoder.encode(to, UTF_8),
                new JsonObject());
    }

    private HttpResponse<String> tie(String from, String to) {
        return send("POST", "/api/v1/work/ties", new JsonObject().put("from", from).put("to", to));
    }

    @Test
    void what_two_people_have_to_do_with_is_a_superchunk_until_they_are_one() {
        var issue = jira.issue("10013", "PAY-311", at(0)).complete();
        jira(issue.created());
        jira(issue.commented(at(1), "omar"));
        var mine = pullRequest(MIA, "PAY-311: keep keys");
        server.send(mine.opened(at(5)));

        var both = one("superchunk", 2);

        assertThat(both.getJsonArray("chunks")).hasSize(2);
        assertThat(both.getString("state")).isEqualTo("open");
        assertThat(both.getJsonArray("ties"))
                .containsExactly(
                        new JsonObject()
                                .put("from", item(mine))
                                .put("to", "issue/acme-jira:10013")
                                .put("evidence", new JsonArray().add("title"))
                                .put("weak", false));
        assertThat(server.json("/api/v1/work?kind=chunk").getJsonArray("items")).isEmpty();

        var made =
                send(
                        "POST",
                        "/api/v1/people",
                        new JsonObject()
                                .put("name", "Mia Omar")
                                .put(
                                        "identities",
                                        new JsonArray()
                                                .add("acme-github:" + MIA.id())
                                                .add("acme-jira:account-omar")));
        assertThat(made.statusCode()).as(made.body()).isLessThan(300);
        var chunk = one("chunk", 2);
        assertThat(chunk.getJsonArray("contributors"))
                .extracting(one -> ((JsonObject) one).getString("name"))
                .containsExactly("Mia Omar");
        assertThat(chunk.getJsonArray("chunks")).isEmpty();
        assertThat(soon("?person=mia%20omar", found -> true)).hasSize(1);
        assertThat(soon("?person=somebody", found -> true)).isEmpty();
        assertThat(soon("?issue=pay-311&state=open&repository=acme/payments-api", found -> true))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(soon("?issue=PAY-1", found -> true)).isEmpty();
        assertThat(soon("?state=closed", found -> true)).isEmpty();
    }

    @Test
    void a_removed_tie_splits_and_does_not_come_back_with_an_edit() {
        jira(jira.issue("10013", "PAY-311", at(0)).created());
        var first = pullRequest(MIA, "PAY-311: keep keys");
        var second = pullRequest(MIA, "PAY-311: drop keys");
        server.send(first.opened(at(5)));
        server.send(second.opened(at(6)));
        one("chunk", 3);

        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            assertThat(untie(item(first), "issue/acme-jira:10013").statusCode()).isEqualTo(200);
            var told =
                    stream.next(event ->
                            event.name().equals("pull-request")
                                    && event.json().getInteger("number") == first.number());
            assertThat(told.json().getJsonArray("issues")).isEmpty();
            one("chunk", 2);
            server.send(first.titleEdited(at(10), MIA, "PAY-311: keep all keys"));
            var edited =
                    stream.next(event ->
                            event.name().equals("pull-request")
                                    && event.json().getInteger("number") == first.number());
            assertThat(edited.json().getJsonArray("issues")).isEmpty();
        }
        assertThat(issuesOf(first)).isEmpty();
        assertThat(issuesOf(second)).containsExactly("PAY-311");
        one("chunk", 2);

        assertThat(tie("issue/acme-jira:10013", item(first)).body()).contains("\"changed\":true");
        var again = one("chunk", 3);
        assertThat(again.getJsonArray("ties").toString()).doesNotContain("by_hand");
        assertThat(issuesOf(first)).containsExactly("PAY-311");
        assertThat(server.json("/api/v1/audit?act=tie.removed").getJsonArray("items")).hasSize(1);
        assertThat(server.json("/api/v1/audit?act=tie.added").getJsonArray("items")).hasSize(1);
    }

    private List<Object> issuesOf(GitHubPullRequest one) {
        return server
                .json("/api/v1/pull-requests/" + item(one).substring("pull_request/".length()))
                .getJsonArray("issues")
                .stream()
                .toList();
    }

    @Test
    void what_is_tied_by_hand_belongs_together_and_is_told_of_with_the_next_news() {
        jira(jira.issue("10013", "PAY-311", at(0)).created());
        var silent = pullRequest(MIA, "Keep keys");
        server.send(silent.opened(at(5)));

        assertThat(tie(item(silent), "issue/acme-jira:10013").statusCode()).isEqualTo(200);
        assertThat(tie(item(silent), "issue/acme-jira:10013").body()).contains("\"changed\":false");

        assertThat(one("chunk", 2).getJsonArray("ties").toString()).contains("by_hand");
        try (var stream = server.stream("topics=pull-request")) {
            stream.next();
            server.send(silent.titleEdited(at(8), MIA, "Keep all keys"));
            var edited =
                    stream.next(event ->
                            event.name().equals("pull-request")
                                    && "Keep all keys".equals(event.json().getString("title")));
            assertThat(edited.json().getJsonArray("issues")).containsExactly("PAY-311");
        }
        assertThat(untie(item(silent), "issue/acme-jira:10013").statusCode()).isEqualTo(200);
        soon("", List::isEmpty);
        assertThat(untie(item(silent), "issue/acme-jira:10013").statusCode()).isEqualTo(404);
        assertThat(tie(item(silent), "issue/acme-jira:404").statusCode()).isEqualTo(404);
        assertThat(tie(item(silent), item(silent)).statusCode()).isEqualTo(404);
        assertThat(tie(item(silent), "nonsense").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/work?kind=lump").statusCode()).isEqualTo(400);
        assertThat(server.get("/api/v1/work?cursor=bm9uc2Vuc2U").statusCode()).isEqualTo(400);
    }

    @Test
    void a_release_that_quotes_many_keys_connects_nothing_and_is_shown() {
        for (var i = 1; i <= 12; i++) {
            jira(jira.issue("100" + i, "PAY-" + i, at(i)).created());
        }
        server.send(pullRequest(MIA, "PAY-1: a part").opened(at(20)));
        server.send(pullRequest(OMAR, "PAY-2: another").opened(at(21)));
        var keys = IntStream.rangeClosed(1, 12).mapToObj(i -> "PAY-" + i).toList();
        var release = pullRequest(LENA, "Release " + String.join(" ", keys));
        server.send(release.opened(at(30)));

        var found =
                soon(
                        "",
                        works ->
                                works.size() == 2
                                        && works.getFirst()
                                                .getJsonArray("ties")
                                                .encode()
                                                .contains(item(release)));

        assertThat(found)
                .allSatisfy(work -> {
                    assertThat(work.getInteger("itemCount")).isEqualTo(2);
                    assertThat(work.getJsonArray("ties"))
                            .filteredOn(tie -> ((JsonObject) tie).getBoolean("weak"))
                            .hasSize(1);
                });
        assertThat(server.json("/api/v1/work?limit=1").getString("next")).isNotNull();
        assertThat(server.all("/api/v1/work")).hasSize(2);
    }

    @Test
    void a_bot_connects_and_contributes_nothing() {
        server.send(pullRequest(MIA, "PAY-7: a part").opened(at(20)));
        server.send(pullRequest(COPILOT, "PAY-7: another").opened(at(21)));
        jira(jira.issue("10013", "PAY-311", at(0)).created());

        var chunk = one("chunk", 3);

        assertThat(chunk.getJsonArray("contributors")).hasSize(1);
        assertThat(chunk.getJsonArray("items"))
                .filteredOn(item -> "key/PAY-7".equals(((JsonObject) item).getString("item")))
                .hasSize(1);
        var csv =
                server.send(
                        HttpRequest.newBuilder(server.uri("/api/v1/work"))
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .header("accept", "text/csv")
                                .build());
        assertThat(csv.body())
                .startsWith(
                        "id,kind,state,settling,firstAt,lastAt,contributors,itemCount,items\r\n")
                .contains(",chunk,open,false,")
                .contains("key/PAY-7");
    }
}
