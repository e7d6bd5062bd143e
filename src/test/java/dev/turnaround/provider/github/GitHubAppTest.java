package dev.turnaround.provider.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.github.GitHubApp;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import dev.turnaround.simulator.github.GitHubRepository;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A GitHub App against the simulated Enterprise Server, over HTTP.
class GitHubAppTest {
    private static final KeyPair KEYS = keys();
    private static final long APP = 990_417;
    private static final long INSTALLATION = 55_201_777;
    private static final Person STEWARD = Person.bot(41_898_282, "steward[bot]");

    /// Where the key of PKCS#1 begins in one of PKCS#8, of 2,048 bits.
    private static final int PKCS1_AT = 26;

    private static final Map<String, String> ALL =
            Map.of(
                    "metadata", "read",
                    "pull_requests", "write",
                    "issues", "write",
                    "members", "read",
                    "contents", "write",
                    "repository_hooks", "read",
                    "administration", "write");

    private final GitHubHook hook =
            new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(4));
    private final GitHubOrganization acme = new GitHubOrganization(61_204_771, "acme", hook);
    private final GitHubApp app = new GitHubApp(APP, "turnaround-of-acme", KEYS.getPublic());
    private final dev.turnaround.simulator.github.GitHubApi github =
            new dev.turnaround.simulator.github.GitHubApi(STEWARD, "no token");
    private final List<ApiRequest> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<GitHubApi> apis = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-09T09:00:00Z");
    private Vertx vertx;
    private ApiServer server;
    private GitHubRepository web;

    private static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String kind, byte[] key) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static String pkcs1() {
        var key = KEYS.getPrivate().getEncoded();
        return pem("RSA PRIVATE KEY", Arrays.copyOfRange(key, PKCS1_AT, key.length));
    }

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        web = acme.repository("web", "The shop", "Kotlin", 100, now);
        github.add(web);
        github.add(acme.repository("infra", "The rest", "HCL", 10, now));
        github.app(app);
        server =
                ApiServer.open(
                        vertx,
                        (request, base, at) -> {
                            asked.add(request);
                            return github.answer(request, base, at);
                        },
                        () -> now);
    }

    @AfterEach
    void close() {
        apis.forEach(GitHubApi::close);
        server.close();
        vertx.close().await();
    }

    private static Credentials credentials(Map<String, String> more) {
        var values = new HashMap<>(Map.of("id", Long.toString(APP), "privateKey", pkcs1()));
        values.putAll(more);
        return new Credentials(Map.of(), Map.of("app", new Credentials(values, Map.of())));
    }

    private GitHubApi api(Map<String, String> more) {
        var api =
                new GitHubApi(
                        new ApiAccess("acme", server.address(), credentials(more)),
                        vertx,
                        () -> now,
                        _ -> {},
                        new Random(7));
        apis.add(api);
        return api;
    }

    private GitHubApi api() {
        return api(Map.of());
    }

    private long tokensAskedFor() {
        return asked.stream().filter(one -> one.path().endsWith("/access_tokens")).count();
    }

    private static List<String> names(GitHubApi api) {
        return api.repositories(null).items().stream().map(one -> one.name().value()).toList();
    }

    private static Diagnosis diagnosis(ThrowingCallable act) {
        return assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(act)
                .actual()
                .diagnosis();
    }

    // The key.

    @Test
    void a_key_is_taken_as_github_hands_it_out_and_as_tools_convert_it() {
        app.install(INSTALLATION, "acme", null, ALL);
        var pkcs8 = pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());

        for (var key : List.of(pkcs1(), pkcs8, pkcs1().replace("\n", "\\n"), "  " + pkcs8)) {
            assertThat(names(api(Map.of("privateKey", key)))).hasSize(2);
        }
    }

    @Test
    void what_is_no_key_is_refused_and_not_repeated() {
        var broken = pkcs1().replaceFirst("M[A-Za-z0-9]{20}", "Mchanged0secret0letters");
        for (var key : List.of("rubbish", broken, pem("EC PRIVATE KEY", new byte[] {1, 2}))) {
            assertThatExceptionOfType(UnusableCredentials.class)
                    .isThrownBy(() -> api(Map.of("privateKey", key)))
                    .withMessageContaining("app.privateKey")
                    .withMessageNotContaining("rubbish")
                    .withMessageNotContaining("Mchanged")
                    .withNoCause();
        }
    }

    @Test
    void a_key_of_another_app_is_named_as_the_matter() {
        app.install(INSTALLATION, "acme", null, ALL);

        var refused = diagnosis(() -> api(Map.of("id", "17")).repositories(null));

        assertThat(refused.code()).isEqualTo("app_key_refused");
        assertThat(refused.advice()).contains("clock");
    }

    @Test
    void a_signature_is_good_although_githubs_clock_is_behind() {
        app.install(INSTALLATION, "acme", null, ALL);
        var ahead = now.plus(Duration.ofSeconds(50));
        var api =
                new GitHubApi(
                        new ApiAccess("acme", server.address(), credentials(Map.of())),
                        vertx,
                        () -> ahead,
                        _ -> {},
                        new Random(7));
        apis.add(api);

        assertThat(names(api)).hasSize(2);
    }

    // Repositories.

    @Test
    void all_repositories_are_seen_or_the_chosen_ones() {
        app.install(INSTALLATION, "acme", null, ALL);
        assertThat(names(api())).containsExactlyInAnyOrder("acme/web", "acme/infra");

        app.install(INSTALLATION, "acme", Set.of(web.id()), ALL);
        assertThat(names(api())).containsExactly("acme/web");
    }

    @Test
    void the_installation_is_the_only_one_or_the_one_that_is_named() {
        app.install(INSTALLATION, "acme", null, ALL);
        assertThat(names(api())).hasSize(2);

        app.install(INSTALLATION + 1, "labs", null, ALL);
        assertThat(names(api(Map.of("account", "Acme")))).hasSize(2);
        assertThat(names(api(Map.of("installation", Long.toString(INSTALLATION))))).hasSize(2);
        assertThat(names(api(Map.of("account", "labs")))).isEmpty();
        var several = diagnosis(() -> api().repositories(null));
        assertThat(several.code()).isEqualTo("app_installations_several");
        assertThat(several.what()).contains("acme", "labs");
    }

    @Test
    void a_token_is_used_until_shortly_before_it_expires() {
        app.install(INSTALLATION, "acme", null, ALL);
        var api = api();
        names(api);
        now = now.plus(Duration.ofMinutes(54));
        names(api);
        assertThat(tokensAskedFor()).isEqualTo(1);

        now = now.plus(Duration.ofMinutes(2));
        names(api);
        assertThat(tokensAskedFor()).isEqualTo(2);
    }

    @Test
    void a_token_that_ended_before_its_time_is_replaced() {
        app.install(INSTALLATION, "acme", null, ALL);
        var api = api();
        names(api);
        app.suspend(INSTALLATION, true);
        app.suspend(INSTALLATION, false);

        assertThat(names(api)).hasSize(2);
        assertThat(tokensAskedFor()).isEqualTo(2);
    }

    @Test
    void a_token_is_asked_for_reading_only_and_for_no_more_than_is_needed() {
        app.install(INSTALLATION, "acme", null, ALL);
        names(api());

        var permissions = app.given().getFirst();
        assertThat(permissions.keySet()).isEqualTo(App.WANTED);
        assertThat(permissions.values()).containsOnly("read");
        assertThat(permissions).doesNotContainKey("administration");
    }

    // What is the matter.

    @Test
    void an_app_that_is_installed_nowhere_is_told_how() {
        assertThat(diagnosis(() -> api().repositories(null)).code()).isEqualTo("app_not_installed");
        app.install(INSTALLATION, "acme", null, ALL);
        assertThat(diagnosis(() -> api(Map.of("account", "labs")).repositories(null)).what())
                .contains("only in: acme");
    }

    @Test
    void an_installation_that_was_suspended_or_taken_away_is_told_with_what_to_do() {
        app.install(INSTALLATION, "acme", null, ALL);
        var named = api(Map.of("installation", Long.toString(INSTALLATION)));
        var sought = api();
        names(named);
        names(sought);

        app.suspend(INSTALLATION, true);
        assertThat(diagnosis(() -> names(named)).advice()).contains("Unsuspend");
        assertThat(diagnosis(() -> names(sought)).code()).isEqualTo("app_suspended");

        app.uninstall(INSTALLATION);
        assertThat(diagnosis(() -> names(named)).code()).isEqualTo("app_installation_gone");
        assertThat(diagnosis(() -> names(sought)).code()).isEqualTo("app_not_installed");
    }

    @Test
    void an_installation_that_is_suspended_while_it_is_read_is_told_so() {
        app.install(INSTALLATION, "acme", null, ALL);
        var api = api();
        names(api);
        github.answerNext(
                ApiReply.json(403, "{\"message\":\"This installation has been suspended\"}"));

        assertThat(diagnosis(() -> names(api)).code()).isEqualTo("app_suspended");
    }

    @Test
    void the_check_speaks_of_the_app() {
        app.install(INSTALLATION, "acme", Set.of(web.id()), ALL);

        assertThat(api().check())
                .containsExactly(
                        Step.ok(
                                "authenticated",
                                "as the app turnaround-of-acme, installed in acme for chosen"
                                        + " repositories"),
                        Step.ok("scopes", "the app may read all that is needed"),
                        Step.ok("repositories", "1 seen"));
    }

    @Test
    void the_check_names_permissions_that_are_missing() {
        app.install(INSTALLATION, "acme", null, Map.of("metadata", "read", "issues", "read"));

        var scopes = api().check().get(1);

        assertThat(scopes.result()).isEqualTo(Step.Result.FAILED);
        assertThat(scopes.detail()).contains("Pull requests").doesNotContain("Issues");
        assertThat(scopes.advice()).contains("owner of acme has to accept");
    }

    @Test
    void the_check_says_what_works_without() {
        app.install(
                INSTALLATION,
                "acme",
                null,
                Map.of("metadata", "read", "issues", "read", "pull_requests", "read"));

        var scopes = api().check().get(1);

        assertThat(scopes.result()).isEqualTo(Step.Result.WARNING);
        assertThat(requireNonNull(scopes.advice())).startsWith("It works without.");
    }

    @Test
    void the_check_of_an_app_that_is_suspended_fails_at_once() {
        app.install(INSTALLATION, "acme", null, ALL);
        app.suspend(INSTALLATION, true);

        assertThat(api().check())
                .extracting(Step::result)
                .containsExactly(Step.Result.FAILED, Step.Result.SKIPPED, Step.Result.SKIPPED);
        assertThat(api().check().getFirst().advice()).contains("Unsuspend");
    }

    @Test
    void no_secret_is_in_anything_that_is_said() {
        app.install(INSTALLATION, "acme", null, ALL);
        var api = api();
        names(api);
        var token =
                asked.stream()
                        .map(one -> one.header("authorization"))
                        .filter(one -> one != null && one.startsWith("Bearer ghs_"))
                        .findFirst()
                        .orElseThrow()
                        .substring("Bearer ".length());
        var said = new StringBuilder();
        said.append(new ApiAccess("acme", server.address(), credentials(Map.of())));
        said.append(api.check());
        app.suspend(INSTALLATION, true);
        said.append(catchThrowable(() -> names(api))).append(api.check());
        server.close();
        said.append(catchThrowable(() -> names(api))).append(api.check());

        assertThat(said.toString())
                .hasSizeGreaterThan(300)
                .doesNotContain(token, "BEGIN RSA", pkcs1().substring(100, 140), "eyJ");
    }
}
