package dev.turnaround.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.turnaround.simulator.consent.Decision;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Letting a connection in at its provider, from the first click to what is read, with a running
/// server and the simulated provider, and all that must not work.
class ConsentFlowTest {
    private static final String SIGN_IN = ConsentBench.PATH + "/sign-in";

    private static ConsentBench connected(ConsentSite site) {
        var bench = new ConsentBench(site);
        bench.connect();
        return bench;
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static void assertForeign(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("begin again at " + ConsentBench.HOME);
    }

    // Consent.

    @ParameterizedTest
    @EnumSource
    void who_consents_has_it_read_at_once(ConsentSite site) throws InterruptedException {
        try (var bench = connected(site)) {
            var before = bench.consentShown();
            assertThat(before.getBoolean("needed")).isTrue();
            assertThat(before.getString("reason")).contains("sign in");

            var back = bench.consent();

            assertThat(location(back))
                    .isEqualTo(ConsentBench.HOME + "/?consent=granted&connection=acme");
            assertThat(bench.awaitRead()).hasSize(1);
            assertThat(bench.awaitRuns(1).getFirst().getString("state")).isEqualTo("succeeded");
            var after = bench.consentShown();
            assertThat(after.getBoolean("needed")).isFalse();
            assertThat(after.getString("reason")).isNull();
            assertThat(after.getInstant("grantedAt")).isEqualTo(bench.clock.instant());
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_denies_it_is_told_what_to_do(ConsentSite site) {
        try (var bench = connected(site)) {
            var back = bench.back(bench.decide(bench.begin(""), new Decision.Denies()), null);

            assertThat(location(back))
                    .isEqualTo(
                            ConsentBench.HOME
                                    + "/?consent=refused&connection=acme&reason=consent_denied");
            var shown = bench.consentShown();
            assertThat(shown.getBoolean("needed")).isTrue();
            assertThat(shown.getJsonObject("refused").getString("code"))
                    .isEqualTo("consent_denied");
            assertThat(shown.getJsonObject("refused").getString("advice"))
                    .contains("Sign in again");
            assertThat(bench.consents.trades()).isZero();

            bench.consent();
            assertThat(bench.consentShown().getJsonObject("refused")).isNull();
        }
    }

    @Test
    void what_happened_stands_in_the_audit_log() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            bench.back(bench.decide(bench.begin(""), new Decision.Denies()), null);
            bench.consent();
            bench.back("/auth/providers/callback?state=made-up&code=x", null);

            assertThat(bench.audit())
                    .extracting(line -> line.getString("act"))
                    .containsExactly(
                            "consent.refused",
                            "consent.granted",
                            "consent.started",
                            "consent.refused",
                            "consent.started");
            assertThat(bench.audit())
                    .extracting(line -> line.getJsonObject("actor").getString("kind"))
                    .containsExactly("nobody", "settings", "settings", "settings", "settings");
            assertThat(bench.audit().get(3).getString("detail")).contains("denied");
            assertThat(bench.audit().get(3).getString("object")).isEqualTo("acme");
        }
    }

    @Test
    void another_process_can_take_the_browser_back() throws InterruptedException {
        try (var bench = connected(ConsentSite.GITLAB);
                var other = bench.another()) {
            var path = bench.allow(bench.begin(""));

            var back = other.get(path);

            assertThat(location(back)).contains("consent=granted");
            assertThat(bench.awaitRead()).hasSize(1);
        }
    }

    // States.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?code=x",
                "?state=made-up&code=x",
                "?state=made-up&error=access_denied",
                "?state=made-up"
            })
    void an_answer_that_belongs_to_nothing_has_no_effect(String query) {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin(""));

            assertForeign(bench.back("/auth/providers/callback" + query, null));

            assertThat(bench.consents.trades()).isZero();
            assertThat(bench.consentShown().getJsonObject("refused")).isNull();
            assertThat(location(bench.back(path, null))).contains("consent=granted");
        }
    }

    @Test
    void a_state_is_good_once() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin(""));
            assertThat(location(bench.back(path, null))).contains("consent=granted");

            assertForeign(bench.back(path, null));

            assertThat(bench.consents.trades()).isEqualTo(1);
            assertThat(bench.consentShown().getBoolean("needed")).isFalse();
        }
    }

    @Test
    void a_state_is_good_once_also_for_two_at_the_same_time() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin(""));

            var statuses = atOnce(8, () -> bench.back(path, null).statusCode());

            assertThat(statuses).containsOnlyOnce(303);
            assertThat(bench.consents.trades()).isEqualTo(1);
        }
    }

    @Test
    void a_state_is_good_for_ten_minutes() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin(""));
            bench.clock.pass(Duration.ofMinutes(10));

            assertForeign(bench.back(path, null));

            assertThat(bench.consents.trades()).isZero();
        }
    }

    @Test
    void who_guesses_states_has_to_wait() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var status = 400;
            for (var tries = 0; status == 400 && tries < 100; tries++) {
                status = bench.back("/auth/providers/callback?state=x&code=x", null).statusCode();
            }
            assertThat(status).isEqualTo(429);
            assertThat(location(bench.consent())).contains("consent=granted");
        }
    }

    // Sessions.

    @Test
    void what_a_session_began_only_its_browser_ends() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var browser = TestBrowser.signedIn(bench.server);
            var path = bench.allow(ConsentBench.begun(browser.take(bench.begin(browser))));
            var victim = TestBrowser.signedIn(bench.server);
            bench.begin(victim);
            victim.take(bench.begin(victim));

            assertForeign(bench.back(path, null));
            assertForeign(bench.back(path, victim.cookiesFromElsewhere()));
            assertThat(bench.consents.trades()).isZero();

            assertThat(location(bench.back(path, browser.cookiesFromElsewhere())))
                    .contains("consent=granted");
        }
    }

    @Test
    void two_tabs_of_a_browser_do_not_disturb_each_other() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var browser = TestBrowser.signedIn(bench.server);
            var one = bench.allow(ConsentBench.begun(browser.take(bench.begin(browser))));
            var other = bench.allow(ConsentBench.begun(browser.take(bench.begin(browser))));

            var cookies = browser.cookiesFromElsewhere();
            assertThat(location(bench.back(one, cookies))).contains("consent=granted");
            assertThat(location(bench.back(other, cookies))).contains("consent=granted");
        }
    }

    @Test
    void who_signed_out_meanwhile_ends_nothing() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var browser = TestBrowser.signedIn(bench.server);
            var path = bench.allow(ConsentBench.begun(browser.take(bench.begin(browser))));
            assertThat(bench.call("DELETE", "/api/v1/sessions", new JsonObject()).statusCode())
                    .isEqualTo(200);

            assertForeign(bench.back(path, browser.cookiesFromElsewhere()));

            assertThat(bench.consents.trades()).isZero();
        }
    }

    // Redirects.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/",
                "//elsewhere.example/",
                "/%5Celsewhere.example/",
                "/%0D%0Aset-cookie:a=b",
                "javascript:alert(1)"
            })
    void the_way_back_leads_nowhere_else(String place) {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var answer = bench.post(SIGN_IN + "?return=" + place);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("return");

            var path = bench.allow(bench.begin("")) + "&return=" + place + "&place=" + place;
            assertThat(location(bench.back(path, null)))
                    .isEqualTo(ConsentBench.HOME + "/?consent=granted&connection=acme");
        }
    }

    @Test
    void it_leads_to_where_it_was_begun() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin("?return=/settings?tab=2%23acme"));

            assertThat(location(bench.back(path, null)))
                    .isEqualTo(
                            ConsentBench.HOME
                                    + "/settings?tab=2&consent=granted&connection=acme#acme");
        }
    }

    // Connections.

    @Test
    void what_is_none_to_consent_to_says_what_to_do() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            bench.connect("by-token", new JsonObject().put("token", "glpat-of-tests"));
            bench.connect("bare", null);

            assertProblem(bench.post(path("by-token")), 409, "nobody has to consent");
            assertProblem(bench.post(path("bare")), 409, "auth.oauth.clientId");
            assertProblem(bench.post(path("unknown")), 404, "no such connection");
            assertThat(bench.server.json("/api/v1/connections/by-token").getValue("consent"))
                    .isNull();
        }
    }

    private static String path(String connection) {
        return "/api/v1/connections/" + connection + "/sign-in";
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(detail);
    }

    @Test
    void a_code_is_not_shown_to_where_the_connection_leads_by_now() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            var path = bench.allow(bench.begin(""));
            var elsewhere =
                    new JsonObject()
                            .put("url", "http://127.0.0.1:1")
                            .put("auth", ConsentBench.auth());
            assertThat(bench.call("PATCH", ConsentBench.PATH, elsewhere).statusCode())
                    .isEqualTo(200);

            assertThat(location(bench.back(path, null))).contains("reason=connection_changed");
            assertThat(bench.consents.trades()).isZero();
        }
    }

    @Test
    void what_was_granted_at_one_host_is_not_shown_to_another() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            bench.consent();
            var elsewhere = new JsonObject().put("url", "http://127.0.0.1:1");
            var refused = bench.call("PATCH", ConsentBench.PATH, elsewhere);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("auth.oauth.clientId", "auth.oauth.clientSecret");
            assertThat(bench.consentShown().getBoolean("needed")).isFalse();

            elsewhere.put("auth", ConsentBench.auth());
            assertThat(bench.call("PATCH", ConsentBench.PATH, elsewhere).statusCode())
                    .isEqualTo(200);
            assertThat(bench.consentShown().getBoolean("needed")).isTrue();
            assertThat(bench.consentShown().getInstant("grantedAt")).isNull();
        }
    }

    @Test
    void one_that_has_the_id_of_one_before_has_not_its_grant() {
        try (var bench = connected(ConsentSite.GITLAB)) {
            bench.consent();
            bench.call("DELETE", ConsentBench.PATH, new JsonObject());
            bench.connect();

            assertThat(bench.consentShown().getBoolean("needed")).isTrue();
            assertThat(bench.consentShown().getInstant("grantedAt")).isNull();
        }
    }

    // What is granted.

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GITHUB")
    void a_sync_goes_on_when_the_grant_expires_in_its_middle(ConsentSite site)
            throws InterruptedException {
        try (var bench = connected(site)) {
            bench.consent();
            bench.awaitRuns(1);
            var trades = bench.consents.trades();
            bench.expireAfter(2);

            bench.post(ConsentBench.PATH + "/sync");

            assertThat(bench.awaitRuns(2))
                    .extracting(run -> run.getString("state"))
                    .containsOnly("succeeded");
            assertThat(bench.expiredSince()).isTrue();
            assertThat(bench.consents.trades()).isEqualTo(trades + 1);
            assertThat(bench.consentShown().getBoolean("needed")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_grant_that_was_taken_back_is_told_and_another_mends_it(ConsentSite site)
            throws InterruptedException {
        try (var bench = connected(site)) {
            bench.consent();
            bench.awaitRuns(1);
            bench.clock.pass(Duration.ofMinutes(3));
            bench.consents.revoke();

            bench.post(ConsentBench.PATH + "/sync");

            var failed = bench.awaitRuns(2).getFirst();
            assertThat(failed.getString("state")).isEqualTo("failed");
            assertThat(failed.encode()).containsPattern("Sign in at \\w+( again)? from the page");
            var shown = bench.consentShown();
            assertThat(shown.getBoolean("needed")).isTrue();
            assertThat(shown.getInstant("since")).isEqualTo(bench.clock.instant());
            assertThat(shown.getString("reason")).isNotBlank();
            if (site != ConsentSite.JIRA) {
                // Its address is a real one, which is not asked here.
                assertThat(bench.post(ConsentBench.PATH + "/check").body())
                        .contains("\"passed\":false")
                        .containsPattern("Sign in at \\w+( again)? from the page");
            }

            bench.clock.pass(Duration.ofMinutes(3));
            assertThat(location(bench.consent())).contains("consent=granted");
            assertThat(bench.awaitRuns(3).getFirst().getString("state")).isEqualTo("succeeded");
            assertThat(bench.consentShown().getBoolean("needed")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GITHUB")
    void two_processes_that_renew_at_once_make_one_exchange(ConsentSite site)
            throws InterruptedException {
        try (var bench = connected(site);
                var other = bench.another()) {
            bench.consent();
            bench.awaitRuns(1);
            var trades = bench.consents.trades();
            bench.clock.pass(Duration.ofHours(3));
            var turn = new AtomicInteger();
            var path = ConsentBench.PATH + "/available-repositories";

            var statuses =
                    atOnce(
                            6,
                            () ->
                                    (turn.getAndIncrement() % 2 == 0 ? bench.server : other)
                                            .get(path)
                                            .statusCode());

            assertThat(statuses).containsOnly(200);
            assertThat(bench.consents.trades()).isEqualTo(trades + 1);
        }
    }

    private static <T> List<T> atOnce(int times, Callable<T> act) {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<T>>();
            for (var i = 0; i < times; i++) {
                all.add(
                        threads.submit(() -> {
                            start.await();
                            return act.call();
                        }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var one : all) {
                results.add(one.get());
            }
            return results;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    // Secrets.

    @ParameterizedTest
    @EnumSource
    void no_secret_is_kept_or_told(ConsentSite site) throws InterruptedException, SQLException {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var level = root.getLevel();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (var bench = connected(site)) {
            bench.consent();
            bench.awaitRuns(1);
            bench.clock.pass(Duration.ofHours(3));
            bench.post(ConsentBench.PATH + "/sync");
            bench.awaitRuns(2);
            bench.back(bench.decide(bench.begin(""), new Decision.Denies()), null);
            bench.begin("");
            var stored = Remains.tables(bench.database);
            bench.consents.secret("another secret");
            bench.back(bench.allow(bench.begin("")), null);
            bench.consents.revoke();
            bench.clock.pass(Duration.ofHours(3));
            bench.post(ConsentBench.PATH + "/sync");
            bench.awaitRuns(3);
            bench.shown();
            stored += Remains.tables(bench.database);

            // The state goes to the provider with the browser: the answer that begins tells it.
            var told = new ArrayList<>(bench.answers);
            told.removeIf(answer -> answer.contains("\"url\":") && answer.contains("state="));
            root.detachAppender(log);
            var logged = log.list.stream().map(ConsentFlowTest::text).collect(joining("\n"));
            assertThat(stored).contains("consent_attempt", "connection_grant");
            assertThat(bench.secrets).hasSizeGreaterThan(6);
            for (var secret : bench.secrets) {
                assertThat(stored.contains(secret)).as("stored").isFalse();
                assertThat(String.join("\n", told)).doesNotContain(secret);
                assertThat(logged.lines().filter(line -> line.contains(secret))).isEmpty();
            }
        } finally {
            root.setLevel(level);
            root.detachAppender(log);
        }
    }

    private static String text(ILoggingEvent line) {
        var thrown = line.getThrowableProxy();
        return line.getLoggerName().startsWith("io.netty") || line.getLoggerName().startsWith("ch.")
                ? ""
                : line.getFormattedMessage()
                        + line.getKeyValuePairs()
                        + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
    }
}
