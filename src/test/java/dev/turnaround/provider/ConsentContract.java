package dev.turnaround.provider;

import static dev.turnaround.provider.SignIn.Reach.READING;
import static dev.turnaround.provider.SignIn.Reach.WEBHOOKS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.turnaround.model.Repository;
import dev.turnaround.simulator.ApiServer;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.Decision;
import dev.turnaround.simulator.consent.RegisteredApp;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What consent promises at every provider, from the browser to the API, against the simulated one
/// over HTTP.
public abstract class ConsentContract {
    protected static final Person MIA = Person.user(5_831_047, "mia");
    protected static final URI REDIRECT =
            URI.create("https://turnaround.example.com/api/v1/connections/consent");
    protected static final String CLIENT_ID = "client-of-tests";

    private static final String CLIENT_SECRET = "a-client-secret-for-tests";

    // <https://docs.gitlab.com/api/oauth2/#authorization-code-with-proof-key-for-code-exchange-pkce>
    private static final String VERIFIER = "ks02i3jdikdo2k0dkfodf3m39rjfjsdk0wk349rj3jrhf";
    protected static final String CHALLENGE = "2i0WFA-0AerkjQm4X4oDEhqA17QIAKNjXpagHBXmO_U";
    protected static final String STATE = "a state of tests";

    protected final GrantsInMemory grants = new GrantsInMemory();
    private final List<Api> apis = new ArrayList<>();
    protected Instant now = Instant.parse("2026-11-09T09:00:00Z");
    private Vertx vertx;
    private ApiServer server;
    private AuthorizationServer consents;

    /// The provider.
    protected abstract Provider provider(URI server);

    /// The simulated one, with more repositories than go on a page.
    protected abstract SimulatedApi simulated(AuthorizationServer consents);

    /// Its authorization server.
    protected abstract AuthorizationServer consents(RegisteredApp app);

    /// The address that the operator gives.
    protected abstract @Nullable URI url(URI server);

    /// What the operator's app may ask for.
    protected abstract Set<String> scopes();

    /// The parameters of the address that the browser is sent to.
    protected abstract Map<String, String> asked();

    /// Rights with which nothing can be read; null where consent is to all or nothing.
    protected abstract @Nullable Set<String> tooLittle();

    /// What installing webhooks takes, of organizations where that differs.
    protected abstract String hookScope();

    protected boolean proofKeys() {
        return true;
    }

    /// Whether what is granted expires and is renewed.
    protected boolean renews() {
        return true;
    }

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        consents = consents(new RegisteredApp(CLIENT_ID, CLIENT_SECRET, REDIRECT, scopes()));
        server = ApiServer.open(vertx, simulated(consents), () -> now);
    }

    @AfterEach
    void close() {
        apis.forEach(Api::close);
        server.close();
        vertx.close().await();
    }

    protected static Credentials client(String secret) {
        return new Credentials(
                Map.of(),
                Map.of(
                        "oauth",
                        new Credentials(
                                Map.of("clientId", CLIENT_ID, "clientSecret", secret), Map.of())));
    }

    private ApiAccess access(String secret) {
        return new ApiAccess("acme", url(server.address()), client(secret), grants);
    }

    protected final SignIn signIn() {
        return signIn(CLIENT_SECRET);
    }

    private SignIn signIn(String secret) {
        return requireNonNull(provider(server.address()).signIn(access(secret), vertx, () -> now));
    }

    protected final Api api() {
        var api = provider(server.address()).api(access(CLIENT_SECRET), vertx, () -> now);
        apis.add(api);
        return api;
    }

    private Way way() {
        return provider(server.address()).ways().stream()
                .filter(Way::consent)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> query(URI address) {
        var query = new TreeMap<String, String>();
        for (var pair : address.getRawQuery().split("&", -1)) {
            var equals = pair.indexOf('=');
            query.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return query;
    }

    private Map<String, String> broughtBack(Decision decision) {
        var reply =
                consents.consent(
                        signIn().consentAt(STATE, CHALLENGE, REDIRECT, READING), decision, now);
        assertThat(reply.status()).isEqualTo(302);
        var location = URI.create(requireNonNull(reply.headers().get("location")));
        assertThat(location.toString()).startsWith(REDIRECT.toString());
        return query(location);
    }

    protected final String code(Decision decision) {
        var brought = broughtBack(decision);
        assertThat(brought).containsEntry("state", STATE);
        return requireNonNull(brought.get("code"));
    }

    protected final Grant consented() {
        var grant = signIn().redeem(code(new Decision.Allows(MIA)), VERIFIER, REDIRECT);
        grants.keep(grant);
        return grant;
    }

    private static Diagnosis diagnosis(ThrowingCallable act) {
        return assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(act)
                .actual()
                .diagnosis();
    }

    // Consent.

    @Test
    void somebody_consents_and_the_api_opens() {
        var grant = consented();

        assertThat(grant.refreshToken() != null).isEqualTo(renews());
        assertThat(grant.expiresAt() != null).isEqualTo(renews());
        assertThat(api().repositories(null).items()).isNotEmpty();
        assertThat(api().check())
                .extracting(Step::name)
                .containsExactly("authenticated", "scopes", "repositories");
        assertThat(api().check())
                .extracting(Step::result)
                .doesNotContain(Step.Result.FAILED, Step.Result.SKIPPED);
        assertThat(api().check().getFirst().detail()).containsAnyOf("mia", "steward");
    }

    @Test
    void consent_is_asked_for_with_exactly_these_parameters() {
        assertThat(query(signIn().consentAt(STATE, CHALLENGE, REDIRECT, READING)))
                .isEqualTo(asked());
    }

    @Test
    void the_right_to_install_webhooks_is_asked_for_beside_the_others_when_that_is_wanted() {
        var asked = query(signIn().consentAt(STATE, CHALLENGE, REDIRECT, WEBHOOKS));
        var wanted = new HashMap<>(asked());
        wanted.computeIfPresent("scope", (_, scopes) -> scopes + " " + hookScope());

        assertThat(asked).isEqualTo(wanted);
        assertThat(way().rights())
                .filteredOn(right -> right.name().equals(hookScope()))
                .singleElement()
                .satisfies(right -> assertThat(right.reason()).contains("only for installing"));
    }

    @Test
    void only_what_the_way_names_as_a_right_is_asked_for() {
        var asked = requireNonNull(asked().get("scope")).split(" ", -1);

        assertThat(way().rights()).extracting(Way.Right::name).contains(asked);
        assertThat(way().rights()).extracting(Way.Right::reason).allMatch(one -> !one.isBlank());
    }

    @Test
    void a_connection_that_signs_in_with_a_token_asks_nobody() {
        var access = new ApiAccess("acme", url(server.address()), Credentials.token("a token"));

        assertThat(provider(server.address()).signIn(access, vertx, () -> now)).isNull();
    }

    @Test
    void no_code_is_redeemed_where_no_calls_may_go() {
        var code = code(new Decision.Allows(MIA));
        var access =
                new ApiAccess(
                        "acme",
                        url(server.address()),
                        client(CLIENT_SECRET),
                        grants,
                        Outgoing.denying(List.of("loopback")));
        var signIn = requireNonNull(provider(server.address()).signIn(access, vertx, () -> now));

        assertThat(diagnosis(() -> signIn.redeem(code, VERIFIER, REDIRECT)).code())
                .isEqualTo("address_denied");
        assertThat(consents.trades()).isZero();
    }

    @Test
    void who_denies_it_is_told_what_to_do() {
        var brought = broughtBack(new Decision.Denies());

        assertThat(brought).containsEntry("error", "access_denied").doesNotContainKey("code");
        var denied = signIn().denied(requireNonNull(brought.get("error")));
        assertThat(denied.code()).isEqualTo("consent_denied");
        assertThat(denied.advice()).contains("Sign in again");
        assertThat(signIn().denied("<script>alert(1)</script>").toString())
                .doesNotContain("script");
    }

    @Test
    void what_is_not_allowed_is_named_with_what_to_do() {
        var some = tooLittle();
        assumeTrue(some != null);
        var code = code(new Decision.AllowsOnly(MIA, requireNonNull(some)));
        grants.keep(signIn().redeem(code, VERIFIER, REDIRECT));

        assertThat(api().check())
                .filteredOn(step -> step.result() == Step.Result.FAILED)
                .isNotEmpty()
                .extracting(Step::advice)
                .anyMatch(advice ->
                        advice != null && advice.matches("(?is).*sign in( at \\w+)? again.*"));
    }

    // Codes.

    @Test
    void a_code_is_good_once() {
        var code = code(new Decision.Allows(MIA));
        signIn().redeem(code, VERIFIER, REDIRECT);

        assertThat(diagnosis(() -> signIn().redeem(code, VERIFIER, REDIRECT)).code())
                .isEqualTo("code_refused");
    }

    @Test
    void a_code_that_nobody_gave_is_refused() {
        assertThat(diagnosis(() -> signIn().redeem("made-up", VERIFIER, REDIRECT)).advice())
                .contains("Sign in again");
    }

    @Test
    void a_code_expires() {
        var code = code(new Decision.Allows(MIA));
        now = now.plus(Duration.ofMinutes(11));

        assertThat(diagnosis(() -> signIn().redeem(code, VERIFIER, REDIRECT)).code())
                .isEqualTo("code_refused");
    }

    @Test
    void a_code_is_no_good_without_the_verifier_of_its_challenge() {
        assumeTrue(proofKeys());
        var code = code(new Decision.Allows(MIA));

        assertThat(diagnosis(() -> signIn().redeem(code, VERIFIER + "x", REDIRECT)).code())
                .isEqualTo("code_refused");
    }

    @Test
    void a_code_is_no_good_for_another_address_to_come_back_to() {
        var code = code(new Decision.Allows(MIA));
        var other = URI.create("https://turnaround.example.com/elsewhere");

        assertThat(diagnosis(() -> signIn().redeem(code, VERIFIER, other)).code())
                .isIn("code_refused", "redirect_mismatch");
    }

    @Test
    void a_wrong_client_secret_is_named() {
        var code = code(new Decision.Allows(MIA));

        var refused = diagnosis(() -> signIn("another secret").redeem(code, VERIFIER, REDIRECT));

        assertThat(refused.code()).isEqualTo("client_refused");
    }

    // Renewal.

    @Test
    void a_list_goes_on_when_the_grant_expires_in_its_middle() {
        assumeTrue(renews());
        consented();
        var api = api();
        var first = api.repositories(null);
        now = now.plus(Duration.ofHours(9));

        var second = api.repositories(requireNonNull(first.next()));

        assertThat(second.items()).isNotEmpty();
        assertThat(second.items())
                .extracting(Repository::id)
                .doesNotContainAnyElementsOf(first.items().stream().map(Repository::id).toList());
        assertThat(grants.log).containsExactly("kept");
        assertThat(consents.trades()).isEqualTo(2);
    }

    @Test
    void a_grant_that_ends_before_its_time_is_renewed() {
        assumeTrue(renews());
        var first = consented();
        consents.endAccess();

        assertThat(api().repositories(null).items()).isNotEmpty();

        var second = requireNonNull(grants.current());
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(second.scopes()).isEqualTo(first.scopes());
        assertThat(second.details()).isEqualTo(first.details());
    }

    @Test
    void it_is_renewed_shortly_before_it_expires_and_not_sooner() {
        assumeTrue(renews());
        var expires = requireNonNull(consented().expiresAt());
        now = expires.minus(Duration.ofMinutes(3));
        api().repositories(null);
        assertThat(consents.trades()).isEqualTo(1);

        now = expires.minus(Duration.ofMinutes(1));
        api().repositories(null);
        assertThat(consents.trades()).isEqualTo(2);
    }

    @Test
    void it_is_renewed_again_and_again() {
        assumeTrue(renews());
        consented();
        var api = api();

        for (var times = 0; times < 5; times++) {
            now = now.plus(Duration.ofHours(9));
            assertThat(api.repositories(null).items()).isNotEmpty();
        }

        assertThat(consents.trades()).isEqualTo(6);
    }

    @Test
    void two_that_renew_at_once_make_one_exchange() throws InterruptedException {
        assumeTrue(renews());
        consented();
        now = now.plus(Duration.ofHours(9));
        var both = List.of(api(), api());
        var start = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pages =
                    both.stream()
                            .map(api ->
                                    threads.submit(() -> {
                                        start.await();
                                        return api.repositories(null).items().size();
                                    }))
                            .toList();
            start.countDown();
            assertThat(pages).allSatisfy(page -> assertThat(page.get()).isPositive());
        }

        assertThat(consents.trades()).isEqualTo(2);
    }

    @Test
    void nothing_is_lost_when_the_process_dies_between_exchange_and_use() {
        assumeTrue(renews());
        consented();
        now = now.plus(Duration.ofHours(9));
        grants.crashOnce();
        var dying = api();
        assertThatExceptionOfType(GrantsInMemory.Crash.class)
                .isThrownBy(() -> dying.repositories(null));

        assertThat(api().repositories(null).items()).isNotEmpty();
        assertThat(consents.trades()).isEqualTo(2);
    }

    @Test
    void a_provider_that_is_away_costs_no_consent() {
        assumeTrue(renews());
        consented();
        now = now.plus(Duration.ofHours(9));
        var api = api();
        server.close();

        assertThatExceptionOfType(ApiFailure.Away.class).isThrownBy(() -> api.repositories(null));
        assertThat(grants.current()).isNotNull();
    }

    @Test
    void another_client_secret_costs_no_consent() {
        assumeTrue(renews());
        consented();
        now = now.plus(Duration.ofHours(9));
        consents.secret("the administrator made a new one");

        assertThat(diagnosis(() -> api().repositories(null)).code()).isEqualTo("client_refused");
        assertThat(grants.current()).isNotNull();
    }

    // The end.

    @Test
    void a_consent_that_was_taken_back_is_told_with_what_to_do() {
        consented();
        consents.revoke();

        var lost = diagnosis(() -> api().repositories(null));

        assertThat(lost.code()).isEqualTo("consent_lost");
        assertThat(lost.advice()).startsWith("Sign in at");
        assertThat(api().check().getFirst().advice()).startsWith("Sign in at");
    }

    @Test
    void a_consent_that_cannot_be_renewed_is_given_up_once() {
        assumeTrue(renews());
        consented();
        consents.revoke();
        assertThat(catchThrowable(() -> api().repositories(null))).isNotNull();

        assertThat(grants.current()).isNull();
        assertThat(diagnosis(() -> api().repositories(null)).code()).isEqualTo("consent_needed");
        assertThat(grants.log).hasSize(1);
        assertThat(grants.log.getFirst()).startsWith("lost: ");
    }

    @Test
    void before_anybody_consented_the_api_says_so() {
        assertThat(diagnosis(() -> api().repositories(null)).code()).isEqualTo("consent_needed");
        assertThat(api().check().getFirst().result()).isEqualTo(Step.Result.FAILED);
        assertThat(api().check().getFirst().advice()).startsWith("Sign in at");
    }

    // Secrets.

    @Test
    void no_secret_is_in_anything_that_is_said() {
        var code = code(new Decision.Allows(MIA));
        var grant = signIn().redeem(code, VERIFIER, REDIRECT);
        grants.keep(grant);
        var api = api();
        var said = new StringWriter();
        var out = new PrintWriter(said);
        print(out, () -> signIn().redeem(code, VERIFIER, REDIRECT));
        print(out, () -> signIn("another-secret").redeem(code, VERIFIER, REDIRECT));
        out.println(access(CLIENT_SECRET));
        out.println(grant + " " + signIn() + " " + api + " " + api.check() + " " + grants.log);
        now = now.plus(Duration.ofHours(9));
        consents.revoke();
        print(out, () -> api.repositories(null));
        grants.keep(grant);
        consents.secret("a-third-secret");
        print(out, () -> api.repositories(null));
        out.println(api.check() + " " + grants.log);
        var address = signIn();
        server.close();
        print(out, () -> address.redeem(code, VERIFIER, REDIRECT));
        print(out, () -> api.repositories(null));
        out.println(api.check());
        out.flush();

        assertThat(said.toString())
                .hasSizeGreaterThan(500)
                .doesNotContain(
                        CLIENT_SECRET,
                        "another-secret",
                        "a-third-secret",
                        VERIFIER,
                        code,
                        grant.accessToken(),
                        grant.refreshToken() == null ? "ghr_" : grant.refreshToken());
    }

    private static void print(PrintWriter out, ThrowingCallable act) {
        var thrown = requireNonNull(catchThrowable(act));
        thrown.printStackTrace(out);
    }
}
