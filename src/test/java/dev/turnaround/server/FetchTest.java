package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraSite;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection is told not to take, by a whole sync and by webhooks, at every provider.
class FetchTest {
    private static final String SECRET = "a webhook secret";
    private static final String SIGNING = GitLabHook.signingToken(new byte[32]);

    private static String subject(ConsentSite site) {
        return site == ConsentSite.JIRA ? "issues" : "pullRequests";
    }

    private static ConsentBench bench(ConsentSite site, String option, boolean taken) {
        var bench = new ConsentBench(site);
        var kind = site == ConsentSite.GITLAB ? "signingTokens" : "secrets";
        var secret = site == ConsentSite.GITLAB ? SIGNING : SECRET;
        bench.connect(
                new JsonObject()
                        .put("webhook", new JsonObject().put(kind, secret))
                        .put("fetch", new JsonObject().put(option, taken)));
        return bench;
    }

    private static WebhookRequest told(ConsentBench bench, ConsentSite site) {
        var at = bench.clock.instant();
        return switch (site) {
            case GITHUB ->
                    new Acme(9, SECRET, GitHubHook.Encoding.JSON).pullRequest("Told").opened(at);
            case GITLAB ->
                    new GitLabGroup("acme", new GitLabHook(SIGNING, bench.clock, new Random(9)))
                            .project("told", "Told", 40)
                            .mergeRequest(Acme.MIA, "Told", "Is told.", "told")
                            .opened(at, false, List.of(Acme.OMAR));
            case BITBUCKET ->
                    new BitbucketWorkspace(2, "acme", new BitbucketHook(SECRET, new Random(9)))
                            .repository("told", "Told", 40)
                            .pullRequest(Acme.MIA, "Told", "Is told.", "told")
                            .created(at, false, List.of(Acme.OMAR));
            case JIRA -> {
                var acme =
                        new JiraSite(
                                "https://acme.atlassian.net", new JiraHook(SECRET, new Random(9)));
                // The identity of the one that the API lists.
                acme.project("PAY", "Payments", 311)
                        .issue(Acme.MIA, "Keep keys", "Keys are kept.")
                        .created(at);
                yield acme.project("TOLD", "Told", 40)
                        .issue(Acme.MIA, "Told", "Is told.")
                        .created(at);
            }
        };
    }

    private static String verdict(ConsentBench bench, WebhookRequest told) {
        var path = "/webhooks/" + ConsentBench.ID;
        var answer = bench.server.send(path, told.headers(), told.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new JsonObject(answer.body()).getString("verdict");
    }

    private static void assertRead(ConsentBench bench) throws InterruptedException {
        assertThat(bench.awaitRuns(1))
                .allSatisfy(run -> assertThat(run.getString("state")).isEqualTo("succeeded"));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_turned_off_is_taken_neither_from_a_whole_sync_nor_from_webhooks(ConsentSite site)
            throws InterruptedException {
        try (var bench = bench(site, subject(site), false)) {
            bench.consent();
            assertRead(bench);

            assertThat(verdict(bench, told(bench, site))).isEqualTo("skipped");
            assertThat(bench.server.all(site.list())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_turned_on_is_taken_from_both(ConsentSite site) throws InterruptedException {
        try (var bench = bench(site, subject(site), true)) {
            bench.consent();
            assertRead(bench);

            assertThat(verdict(bench, told(bench, site))).isEqualTo("applied");
            assertThat(bench.server.all(site.list())).hasSize(2);
        }
    }

    /// GitHub alone tells it.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void how_many_commits_there_are_is_taken_from_both_or_neither(boolean taken)
            throws InterruptedException {
        try (var bench = bench(ConsentSite.GITHUB, "commits", taken)) {
            bench.consent();
            assertRead(bench);

            assertThat(verdict(bench, told(bench, ConsentSite.GITHUB))).isEqualTo("applied");
            assertThat(bench.server.all("/api/v1/pull-requests"))
                    .hasSize(2)
                    .extracting(one -> one.getValue("commits") != null)
                    .containsOnly(taken);
        }
    }
}
