package dev.turnaround.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraDynamicHooks;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraProject;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraToken;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhooks that a connection by OAuth installs at a simulated site of Jira Cloud, from the call
/// that asks for them to what their deliveries tell, over the thirty days that they last.
class JiraWebhooksTest {
    private static final String WEBHOOKS = ConsentBench.PATH + "/webhooks";
    private static final String ADDRESS = ConsentBench.HOME + "/webhooks/" + ConsentBench.ID;

    private final JiraSite acme =
            new JiraSite("https://acme.atlassian.net", new JiraHook("s", new Random(3)));
    private final JiraProject pay = acme.project("PAY", "Payments", 311);
    private final JiraProject ops = acme.project("OPS", "Operations", 12);
    private final JiraDynamicHooks hooks = new JiraDynamicHooks(ConsentBench.CLIENT_SECRET);
    private ConsentBench bench;

    @BeforeEach
    void open() {
        bench =
                new ConsentBench(
                        ConsentSite.JIRA,
                        consents -> {
                            var api =
                                    JiraApi.cloud(
                                            acme,
                                            "11223344-a1b2-3b33-c444-def123456789",
                                            JiraToken.classic("steward@acme.example", "T"));
                            api.consents(consents, List.of());
                            api.hooks(hooks);
                            return api;
                        });
        bench.connect();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void signIn(boolean withHooks) {
        var begun = withHooks ? bench.beginWithHooks() : bench.begin("");
        assertThat(bench.back(bench.allow(begun), null).statusCode()).isEqualTo(303);
    }

    private JsonObject install(String scope, String target, int status) {
        var asked = new JsonObject().put("scope", scope).put("target", target);
        var answer = bench.call("POST", WEBHOOKS, asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private void installed() {
        signIn(true);
        install("site", "PAY", 201);
    }

    private List<JiraDynamicHooks.Made> all() {
        return hooks.all(bench.clock.instant());
    }

    private JiraDynamicHooks.Made only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private JsonObject shown() {
        var webhook = bench.shown().getJsonObject("webhook");
        return webhook.getJsonArray("installed").getJsonObject(0);
    }

    private void pass(Duration time) {
        bench.clock.pass(time);
        bench.server.hooks().run();
    }

    private void passDaily(int days) {
        for (var day = 0; day < days; day++) {
            pass(Duration.ofDays(1));
        }
    }

    private static Instant monthFrom(Instant moment) {
        return moment.plus(Duration.ofDays(30));
    }

    private JiraDynamicHooks.Posted posted(WebhookRequest told) {
        var posted = hooks.of(told, bench.clock.instant());
        assertThat(posted).hasSize(1);
        return posted.getFirst();
    }

    private int deliver(JiraDynamicHooks.Posted posted) {
        assertThat(posted.url()).isEqualTo(ADDRESS);
        var path = URI.create(posted.url()).getPath();
        var request = posted.request();
        return bench.server.send(path, request.headers(), request.body()).statusCode();
    }

    private WebhookRequest told(JiraProject project, String summary) {
        return project.issue(Acme.MIA, summary, "Keys are kept.").created(bench.clock.instant());
    }

    private void awaitIssue(String title) throws InterruptedException {
        for (var tries = 0; tries < 200; tries++) {
            if (bench.server.get("/api/v1/issues").body().contains(title)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(title + " did not come");
    }

    private long gapSyncs() {
        return bench.server.all("/api/v1/repositories").stream()
                .flatMap(one ->
                        bench
                                .server
                                .all("/api/v1/repositories/" + one.getString("id") + "/syncs")
                                .stream())
                .filter(run -> run.getString("reason").equals("gap"))
                .count();
    }

    // Installed and delivered.

    @Test
    void one_is_installed_and_what_it_delivers_is_verified_and_told() throws InterruptedException {
        installed();

        assertThat(only().filter()).isEqualTo("project in (\"PAY\")");
        assertThat(only().events())
                .containsExactly(
                        "jira:issue_created",
                        "jira:issue_updated",
                        "jira:issue_deleted",
                        "comment_created",
                        "comment_updated",
                        "comment_deleted");
        assertThat(shown().getInstant("expiresAt")).isEqualTo(only().endsAt());
        assertThat(deliver(posted(told(pay, "Keep the keys")))).isEqualTo(202);
        awaitIssue("Keep the keys");
        assertThat(hooks.of(told(ops, "Elsewhere"), bench.clock.instant())).isEmpty();
    }

    @Test
    void what_does_not_bear_a_token_of_the_app_is_refused() {
        installed();
        var posted = posted(told(pay, "Keep the keys"));
        var headers = new LinkedHashMap<>(posted.request().headers());
        headers.remove("Authorization");
        var bare = new WebhookRequest(headers, posted.request().body());
        assertThat(deliver(new JiraDynamicHooks.Posted(ADDRESS, bare))).isEqualTo(401);

        headers.put("Authorization", strangersToken());
        var forged = new WebhookRequest(headers, posted.request().body());
        assertThat(deliver(new JiraDynamicHooks.Posted(ADDRESS, forged))).isEqualTo(401);

        bench.clock.pass(Duration.ofHours(1));
        assertThat(deliver(posted)).isEqualTo(401);
    }

    private static String strangersToken() {
        // {"alg":"none"}.{}.
        return "Bearer eyJhbGciOiJub25lIn0.e30.";
    }

    @Test
    void asked_for_again_it_stays_and_other_projects_get_one_of_their_own() {
        installed();
        var first = only();
        install("site", "pay", 201);
        assertThat(only()).isEqualTo(first);

        install("site", "PAY, OPS", 201);
        install("repository", "OPS", 201);
        install("site", "*", 201);
        assertThat(all())
                .extracting(JiraDynamicHooks.Made::filter)
                .containsExactly(
                        "project in (\"PAY\")",
                        "project in (\"PAY\", \"OPS\")",
                        "project in (\"OPS\")",
                        "project != null");
        install("site", "PAY,ENG", 201);

        var refused = install("site", "ENG", 200);

        assertThat(refused.getString("reason")).contains("five webhooks");
        assertThat(refused.getString("advice")).contains("name all projects in one");
    }

    @Test
    void one_is_removed_where_it_was_installed() {
        installed();
        var path = WEBHOOKS + "?scope=site&target=PAY";
        assertThat(bench.call("DELETE", path, new JsonObject()).statusCode()).isEqualTo(204);
        assertThat(all()).isEmpty();
    }

    @Test
    void another_secret_of_administrators_webhooks_leaves_it_as_it_is() {
        installed();
        var before = only();
        var rotated =
                bench.call("POST", ConsentBench.PATH + "/webhook-secret/rotate", new JsonObject());
        assertThat(rotated.statusCode()).isEqualTo(202);
        pass(Duration.ofMinutes(2));
        assertThat(only()).isEqualTo(before);
        var rotation = bench.shown().getJsonObject("webhook").getJsonObject("rotation");
        assertThat(rotation.getInstant("oldCountsUntil")).isNotNull();
    }

    @Test
    void a_token_installs_none_and_the_answer_says_how_it_is_made_by_hand() {
        var auth = new JsonObject().put("email", "steward@acme.example").put("token", "T");
        assertThat(bench.connect("tokened", auth).statusCode()).isEqualTo(201);
        var asked = new JsonObject().put("scope", "site").put("target", "PAY");
        var answer = bench.call("POST", "/api/v1/connections/tokened/webhooks", asked);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var byHand = new JsonObject(answer.body());
        assertThat(byHand.getString("reason")).contains("no API token");
        assertThat(byHand.getString("url")).endsWith("/webhooks/tokened");
        assertThat(byHand.getJsonArray("steps").encode()).contains("Secret", "urlSecret");
        assertThat(byHand.getJsonArray("events").encode()).contains("issuelink_created");
    }

    // Thirty days.

    @Test
    void it_is_renewed_ten_days_before_its_end_and_not_sooner() {
        installed();
        var first = only();
        passDaily(19);
        assertThat(only()).isEqualTo(first);

        passDaily(2);

        assertThat(only().id()).isEqualTo(first.id());
        assertThat(only().endsAt()).isEqualTo(monthFrom(bench.clock.instant()));
        assertThat(shown().getInstant("expiresAt")).isEqualTo(only().endsAt());
        assertThat(shown().getString("state")).isEqualTo("active");
        passDaily(60);
        assertThat(only().id()).isEqualTo(first.id());
        assertThat(gapSyncs()).isZero();
    }

    @Test
    void one_that_ended_while_the_server_was_down_is_made_anew_and_what_it_missed_is_read()
            throws InterruptedException {
        installed();
        bench.awaitRuns(2);
        var first = only();
        bench.clock.pass(Duration.ofDays(40));
        assertThat(all()).isEmpty();
        told(pay, "Missed");

        pass(Duration.ofMinutes(1));

        assertThat(only().id()).isNotEqualTo(first.id());
        assertThat(only().endsAt()).isEqualTo(monthFrom(bench.clock.instant()));
        assertThat(shown().getString("state")).isEqualTo("active");
        assertThat(shown().getInstant("expiresAt")).isEqualTo(only().endsAt());
        assertThat(gapSyncs()).isPositive();
        awaitIssue("Missed");
        assertThat(deliver(posted(told(pay, "Told again")))).isEqualTo(202);
    }

    @Test
    void one_that_ended_and_cannot_be_made_anew_is_reported_until_it_can() {
        installed();
        signIn(false);
        passDaily(25);
        assertThat(shown().getString("state")).isEqualTo("active");
        assertThat(shown().getString("reason"))
                .startsWith("It cannot be renewed")
                .contains("manage:jira-webhook");
        passDaily(6);

        assertThat(shown().getString("state")).isEqualTo("missing");
        assertThat(shown().getString("reason"))
                .contains("not renewed in time", "sign in again with the right");
        passDaily(1);
        assertThat(all()).isEmpty();

        signIn(true);
        passDaily(1);
        assertThat(shown().getString("state")).isEqualTo("active");
        assertThat(all()).hasSize(1);
    }

    @Test
    void one_that_somebody_removed_stays_removed() {
        installed();
        hooks.remove(only().id());
        passDaily(1);
        assertThat(shown().getString("state")).isEqualTo("missing");
        passDaily(40);
        assertThat(all()).isEmpty();
    }
}
