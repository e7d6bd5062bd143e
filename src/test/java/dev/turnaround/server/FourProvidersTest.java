package dev.turnaround.server;

import static dev.turnaround.server.Acme.LENA;
import static dev.turnaround.server.Acme.MIA;
import static dev.turnaround.server.Acme.OMAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.turnaround.provider.Provider;
import dev.turnaround.provider.bitbucket.Bitbucket;
import dev.turnaround.provider.github.GitHub;
import dev.turnaround.provider.gitlab.GitLab;
import dev.turnaround.provider.jira.Jira;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraStatus;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One organisation that works at four providers, and one server for all of it.
///
/// The same happens to one pull request on each of GitHub, GitLab and Bitbucket, in the words of
/// each. Behind them is one issue in Jira, created at 08:30:00, begun at 08:45:00, in review when
/// they are ready and done when they are merged:
///
/// | | |
/// | --- | --- |
/// | 09:00:00 | mia opens it as a draft |
/// | 09:10:07 | it is ready |
/// | 09:12:00 | o.haddad is asked for a review |
/// | 09:40:30 | lena.k comments: 30 min 23 s after it was ready |
/// | 09:55:00 | o.haddad wants changes |
/// | 10:20:45 | mia pushes: 40 min 15 s after the comment |
/// | 11:05:15 | o.haddad approves: 44 min 30 s after the push, 1 h 55 min 8 s after it was ready |
/// | 11:30:00 | o.haddad merges: 24 min 45 s after, 2 h 19 min 53 s after it was ready |
class FourProvidersTest {
    private static final String TITLE = "PAY-312: Retry idempotency keys on 409";
    private static final String BRANCH = "pay-312-retry";
    private static final String SIGNING_TOKEN = GitLabHook.signingToken(new byte[32]);

    private static final Duration HEARD_MAX = Duration.ofSeconds(30);

    private static final Instant OPENED = at("09:00:00");
    private static final Instant READY = at("09:10:07");
    private static final Instant ASKED = at("09:12:00");
    private static final Instant COMMENTED = at("09:40:30");
    private static final Instant WANTED = at("09:55:00");
    private static final Instant PUSHED = at("10:20:45");
    private static final Instant APPROVED = at("11:05:15");
    private static final Instant MERGED = at("11:30:00");

    @AutoClose
    private final TestServer server =
            TestServer.on(
                    TestDatabase.create(),
                    List.<Provider>of(new GitHub(), new GitLab(), new Bitbucket(), new Jira()),
                    List.of(
                            connection("github", webhook()),
                            connection(
                                    "gitlab",
                                    new Settings.Webhook(
                                            List.of(),
                                            Map.of(
                                                    "signingTokens",
                                                    List.of(Secret.of(SIGNING_TOKEN))))),
                            connection("bitbucket", webhook()),
                            connection("jira", webhook())));

    /// A webhook, the moment it tells of, and the provider it comes from.
    private record Told(Instant at, String provider, WebhookRequest request) {}

    @Test
    void the_clocks_of_each_provider_are_right_to_the_second() {
        everything().forEach(this::send);

        expectAllMerged();
        expectTheIssueDone();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void they_are_so_whatever_comes_first_and_however_often(long seed) {
        var random = new Random(seed);
        var shuffled = new ArrayList<>(everything());
        for (var again = 0; again < 10; again++) {
            shuffled.add(shuffled.get(random.nextInt(shuffled.size())));
        }
        Collections.shuffle(shuffled, random);
        shuffled.forEach(this::send);

        expectAllMerged();
        expectTheIssueDone();
    }

    @Test
    void on_the_way_each_provider_shows_the_same_turn() {
        everything().stream().filter(told -> told.at().isBefore(PUSHED)).forEach(this::send);

        assertThat(server.all("/api/v1/pull-requests"))
                .hasSize(3)
                .allSatisfy(pullRequest -> {
                    assertThat(pullRequest.getString("phase")).isEqualTo("awaiting_author");
                    assertThat(pullRequest.getJsonArray("turn")).containsExactly("mia");
                    assertThat(pullRequest.getString("phaseSince"))
                            .startsWith("2026-11-20T09:40:30");
                });
    }

    /// Also the project in Jira, of which only issues tell; looked at every ten seconds.
    @Test
    void every_repository_and_project_says_when_it_was_last_heard_of() throws InterruptedException {
        everything().forEach(this::send);

        var deadline = System.nanoTime() + HEARD_MAX.toNanos();
        while (!notHeardOf().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
        assertThat(server.all("/api/v1/repositories")).hasSize(4);
        assertThat(notHeardOf()).isEmpty();
    }

    private List<String> notHeardOf() {
        return server.all("/api/v1/repositories").stream()
                .map(one -> server.json("/api/v1/repositories/" + one.getString("id")))
                .filter(one -> one.getString("lastDeliveryAt") == null)
                .map(one -> one.getString("name"))
                .toList();
    }

    /// The issue is behind all three, by its key in their titles and branches.
    private void expectTheIssueDone() {
        var issues = server.all("/api/v1/issues");

        assertThat(issues).extracting(one -> one.getString("key")).containsExactly("PAY-312");
        var issue = issues.getFirst();
        assertThat(issue.getString("category")).isEqualTo("done");
        assertThat(issue.getInteger("comments")).isEqualTo(1);
        assertThat(issue.getJsonArray("pullRequests")).hasSize(3);
        assertThat(issue.getJsonArray("stages").stream().map(JsonObject.class::cast))
                .filteredOn(stage -> !stage.getBoolean("current"))
                .extracting(
                        stage -> stage.getString("state"), stage -> stage.getInteger("sumSeconds"))
                .containsExactly(
                        tuple("To Do", 900),
                        tuple("In Progress", 1_507),
                        tuple("In Review", 8_393));
    }

    private void expectAllMerged() {
        var pullRequests = server.all("/api/v1/pull-requests");

        assertThat(pullRequests)
                .extracting(pullRequest -> pullRequest.getString("provider"))
                .containsExactlyInAnyOrder("github", "gitlab", "bitbucket");
        for (var pullRequest : pullRequests) {
            var where = pullRequest.getString("provider");
            assertThat(pullRequest.getString("state")).as(where).isEqualTo("merged");
            assertThat(pullRequest.getString("title")).as(where).isEqualTo(TITLE);
            assertThat(pullRequest.getInteger("timeToFirstCommentSeconds"))
                    .as(where)
                    .isEqualTo(1_823);
            assertThat(pullRequest.getInteger("timeToApproveSeconds")).as(where).isEqualTo(6_908);
            assertThat(pullRequest.getInteger("timeToMergeSeconds")).as(where).isEqualTo(8_393);
            assertThat(pullRequest.getJsonObject("phaseSeconds"))
                    .as(where)
                    .isEqualTo(
                            new JsonObject()
                                    .put("draft", 607)
                                    .put("awaiting_review", 1_823 + 2_670)
                                    .put("awaiting_author", 2_415)
                                    .put("awaiting_merge", 1_485));
        }
    }

    private void send(Told told) {
        var answer =
                server.send(
                        "/webhooks/acme-" + told.provider(),
                        told.request().headers(),
                        told.request().body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static List<Told> everything() {
        var all = new ArrayList<Told>();
        all.addAll(onGitHub());
        all.addAll(onGitLab());
        all.addAll(onBitbucket());
        all.addAll(inJira());
        all.sort(Comparator.comparing(Told::at));
        return all;
    }

    private static List<Told> onGitHub() {
        var acme = new Acme(1);
        var pull =
                acme.repository()
                        .pullRequest(
                                MIA,
                                TITLE,
                                "Keys are kept.",
                                BRANCH,
                                new GitHubRepository.Size(3, 214, 31, 7))
                        .asDraft();
        var told = new Telling("github");
        told.add(OPENED, pull.opened(OPENED));
        told.add(READY, pull.readyForReview(READY, MIA));
        told.add(ASKED, pull.reviewRequested(ASKED, MIA, OMAR));
        told.add(COMMENTED, pull.issueCommentCreated(COMMENTED, LENA, "Why here?"));
        pull.reviewSubmitted(
                        WANTED, OMAR, GitHubReview.State.CHANGES_REQUESTED, "Rename.", List.of())
                .forEach(request -> told.add(WANTED, request));
        told.add(PUSHED, pull.synchronize(PUSHED, MIA, new GitHubRepository.Size(1, 10, 4, 0)));
        pull.reviewSubmitted(APPROVED, OMAR, GitHubReview.State.APPROVED, null, List.of())
                .forEach(request -> told.add(APPROVED, request));
        told.add(MERGED, pull.merged(MERGED, OMAR));
        return told.all;
    }

    private static List<Told> onGitLab() {
        // Signed when it is sent, whenever it happened.
        var hook = new GitLabHook(SIGNING_TOKEN, Clock.systemUTC(), new Random(2));
        var merge =
                new GitLabGroup("acme", hook)
                        .project("mobile", "Mobile", 340)
                        .mergeRequest(MIA, TITLE, "Keys are kept.", BRANCH);
        var told = new Telling("gitlab");
        told.add(OPENED, merge.opened(OPENED, true, List.of()));
        told.add(READY, merge.markedReady(READY, MIA));
        told.add(ASKED, merge.reviewersAsked(ASKED, MIA, List.of(OMAR)));
        told.add(COMMENTED, merge.noted(COMMENTED, LENA, "Why here?", false));
        told.add(WANTED, merge.changesRequested(WANTED, OMAR));
        told.add(PUSHED, merge.pushed(PUSHED, MIA));
        told.add(APPROVED, merge.approved(APPROVED, OMAR));
        told.add(MERGED, merge.merged(MERGED, OMAR));
        return told.all;
    }

    private static List<Told> onBitbucket() {
        var hook = new BitbucketHook(TestClient.SECRET, new Random(3));
        var pull =
                new BitbucketWorkspace(7, "acme", hook)
                        .repository("pricing", "Pricing", 127)
                        .pullRequest(MIA, TITLE, "Keys are kept.", BRANCH);
        var told = new Telling("bitbucket");
        told.add(OPENED, pull.created(OPENED, true, List.of()));
        told.add(READY, pull.readyForReview(READY, MIA));
        told.add(ASKED, pull.reviewersAdded(ASKED, MIA, List.of(OMAR)));
        told.add(COMMENTED, pull.commented(COMMENTED, LENA, "Why here?", true));
        told.add(WANTED, pull.changesRequested(WANTED, OMAR));
        told.add(PUSHED, pull.pushed(PUSHED, MIA));
        told.add(APPROVED, pull.approved(APPROVED, OMAR));
        told.add(MERGED, pull.fulfilled(MERGED, OMAR));
        return told.all;
    }

    private static List<Told> inJira() {
        var hook = new JiraHook(TestClient.SECRET, new Random(4));
        var issue =
                new JiraSite("https://acme.atlassian.net", hook)
                        .project("PAY", "Payments", 311)
                        .issue(LENA, "Retry idempotency keys", "Customers pay twice.");
        assertThat(TITLE).startsWith(issue.key());
        var planned = at("08:30:00");
        var begun = at("08:45:00");
        var told = new Telling("jira");
        told.add(planned, issue.created(planned));
        told.add(begun, issue.assigned(begun, MIA, MIA));
        told.add(begun, issue.moved(begun, MIA, JiraStatus.IN_PROGRESS));
        told.add(READY, issue.moved(READY, MIA, JiraStatus.IN_REVIEW));
        told.add(WANTED, issue.commented(WANTED, LENA, "Tomorrow?"));
        told.add(MERGED, issue.moved(MERGED, MIA, JiraStatus.DONE));
        return told.all;
    }

    private static final class Telling {
        private final String provider;
        private final List<Told> all = new ArrayList<>();

        Telling(String provider) {
            this.provider = provider;
        }

        void add(Instant at, WebhookRequest request) {
            all.add(new Told(at, provider, request));
        }
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-20T" + time + "Z");
    }

    private static Settings.Webhook webhook() {
        return new Settings.Webhook(List.of(Secret.of(TestClient.SECRET)), Map.of());
    }

    private static Settings.Connection connection(String provider, Settings.Webhook webhook) {
        return new Settings.Connection(
                "acme-" + provider,
                provider,
                null,
                webhook,
                new Settings.Credential.Group(Map.of()),
                new Settings.Selection.All(),
                new Settings.Selection.All());
    }
}
