package dev.turnaround.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.api.HandClock;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import dev.turnaround.store.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Signing in at an issuer, from the first click to the session, and all that must not work.
class SingleSignOnTest {
    private static final String ROLES = "groups";

    private final HandClock clock = new HandClock();
    @AutoClose private final TestIssuer issuer = new TestIssuer(clock);
    @AutoClose private final TestServer server = server(ROLES, null);

    private TestServer server(String rolesClaim, @Nullable URI publicUrl) {
        return TestServer.guarded(
                TestDatabase.create(),
                new Settings.Server("127.0.0.1", 0, publicUrl),
                new Settings.Access(
                        Duration.ofDays(3),
                        Duration.ofDays(30),
                        List.of(),
                        new Settings.OpenId(
                                issuer.issuer(),
                                TestIssuer.CLIENT,
                                Secret.of(TestIssuer.SECRET),
                                rolesClaim,
                                List.of("keepers"),
                                List.of("reviewers"),
                                List.of("profile"))),
                clock);
    }

    @Test
    void who_has_a_role_comes_in_with_its_scope() {
        var back = finish(begin(""), this::approve);

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(location(back)).isEqualTo(home("/"));
        assertThat(session(back).body()).isEqualTo("{\"scope\":\"read\",\"name\":\"Mia Example\"}");
        var line = server.all("/api/v1/audit").getFirst();
        assertThat(line.getString("act")).isEqualTo("sign-in.succeeded");
        assertThat(line.getJsonObject("actor").encode())
                .isEqualTo("{\"kind\":\"person\",\"id\":\"subject-101\",\"name\":\"Mia Example\"}");
    }

    @Test
    void the_strongest_role_counts() {
        tell(claims -> claims.put("groups", new JsonArray().add("reviewers").add("keepers")));
        assertThat(session(finish(begin(""), this::approve)).body()).contains("admin");
    }

    @Test
    void a_person_can_be_signed_out_everywhere() {
        var one = finish(begin(""), this::approve);
        var other = finish(begin(""), this::approve);
        var answer =
                server.send(
                        HttpRequest.newBuilder(server.uri("/api/v1/sessions?actor=subject-101"))
                                .header("authorization", "Bearer " + TestClient.TOKEN)
                                .DELETE()
                                .build());
        assertThat(answer.body()).isEqualTo("{\"ended\":2}");
        assertThat(session(one).statusCode()).isEqualTo(401);
        assertThat(session(other).statusCode()).isEqualTo(401);
    }

    @Test
    void the_page_learns_where_to_sign_in() {
        assertThat(server.json("/api/v1/sign-in").getString("openIdConnect"))
                .isEqualTo(home("/auth/oidc/start"));
    }

    @Test
    void roles_may_lie_deeper_or_under_an_address() {
        try (var deep = server("realm_access.roles", null);
                var address = server("https://acme.example/roles", null)) {
            tell(claims ->
                    claims.put(
                                    "realm_access",
                                    new JsonObject().put("roles", new JsonArray().add("keepers")))
                            .put("https://acme.example/roles", "reviewers"));
            var visitor = new Visit(deep);
            assertThat(visitor.session(visitor.finish(visitor.begin(""), this::approve)).body())
                    .contains("admin");
            visitor = new Visit(address);
            assertThat(visitor.session(visitor.finish(visitor.begin(""), this::approve)).body())
                    .contains("read");
        }
    }

    @Test
    void an_address_that_nobody_verified_gives_no_role() {
        try (var byEmail = server("email", null)) {
            var visitor = new Visit(byEmail);
            tell(claims -> claims.put("email", "keepers"));
            assertRefused(visitor.finish(visitor.begin(""), this::approve), "role");
            tell(claims -> claims.put("email", "keepers").put("email_verified", true));
            assertThat(visitor.session(visitor.finish(visitor.begin(""), this::approve)).body())
                    .contains("admin");
        }
    }

    @Test
    void who_has_no_role_is_turned_away_and_the_log_says_who_it_was() {
        tell(claims -> claims.put("groups", new JsonArray().add("staff")));
        assertRefused(finish(begin(""), this::approve), "role");
        var line = server.all("/api/v1/audit").getFirst();
        assertThat(line.getString("act")).isEqualTo("sign-in.refused");
        assertThat(line.getJsonObject("actor").getString("id")).isEqualTo("subject-101");
        tell(claims -> without(claims, "groups"));
        assertRefused(finish(begin(""), this::approve), "role");
    }

    @Test
    void a_denial_is_told() {
        assertRefused(finish(begin(""), issuer::deny), "denied");
    }

    @Test
    void an_answer_to_somebody_else_is_refused() {
        var mine = begin("");
        var theirs = begin("");
        // A code of the attacker's, with the state of the attacker's: the browser is mine.
        assertRefused(finish(mine, _ -> approve(target(theirs))), "state");
    }

    @Test
    void an_answer_without_a_question_is_refused() {
        var approved = approve(target(begin("")));
        assertRefused(send(approved, ""), "state");
        assertRefused(
                finish(
                        begin(""),
                        asked ->
                                URI.create(
                                        approve(asked).toString().replaceFirst("&state=.*", ""))),
                "state");
    }

    @Test
    void an_answer_counts_once() {
        var begun = begin("");
        var approved = approve(target(begun));
        assertThat(session(send(approved, cookie(begun, "turnaround-sign-in"))).statusCode())
                .isEqualTo(200);
        assertRefused(send(approved, cookie(begun, "turnaround-sign-in")), "issuer");
    }

    @Test
    void a_code_is_of_no_use_to_another_browser_with_another_verifier() {
        var theirs = begin("");
        var code = TestIssuer.query(approve(target(theirs)).getRawQuery()).get("code");
        var mine = begin("");
        assertRefused(
                finish(
                        mine,
                        asked ->
                                URI.create(
                                        approve(asked)
                                                .toString()
                                                .replaceAll("code=[^&]*", "code=" + code))),
                "issuer");
    }

    @Test
    void an_answer_that_names_another_issuer_is_refused() {
        assertRefused(
                finish(
                        begin(""),
                        asked -> URI.create(approve(asked) + "&iss=https%3A%2F%2Fevil.example")),
                "issuer");
        assertThat(
                        session(
                                        finish(
                                                begin(""),
                                                asked ->
                                                        URI.create(
                                                                approve(asked)
                                                                        + "&iss="
                                                                        + URLEncoder.encode(
                                                                                issuer.issuer()
                                                                                        .toString(),
                                                                                UTF_8))))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_token_of_another_attempt_is_refused() {
        assertRefusedFor("made for another sign-in", claims -> claims.put("nonce", "another"));
        assertRefusedFor("made for another sign-in", claims -> without(claims, "nonce"));
    }

    @Test
    void an_old_or_early_token_is_refused() {
        assertRefusedFor("has expired", claims -> claims.put("exp", now() - 61));
        assertRefusedFor("has expired", claims -> without(claims, "exp"));
        assertRefusedFor("from the future", claims -> claims.put("iat", now() + 120));
        assertRefusedFor("from the future", claims -> claims.put("nbf", now() + 120));
    }

    @Test
    void a_token_of_another_issuer_or_for_another_client_is_refused() {
        assertRefusedFor("issuer", claims -> claims.put("iss", "https://evil.example"));
        assertRefusedFor("audience", claims -> claims.put("aud", "another"));
        assertRefusedFor(
                "another client",
                claims -> claims.put("aud", new JsonArray().add(TestIssuer.CLIENT).add("another")));
        assertRefusedFor("another client", claims -> claims.put("azp", "another"));
    }

    @Test
    void a_token_without_a_good_signature_is_refused() {
        for (TestIssuer.Signer bad :
                List.<TestIssuer.Signer>of(
                        issuer::forged,
                        issuer::hs256WithThePublicKey,
                        issuer::unsigned,
                        issuer::withoutSignature,
                        _ -> "no token at all",
                        claims -> issuer.rs256(claims).replaceFirst("\\.[^.]*\\.", ".e30."))) {
            issuer.signBy(bad);
            assertRefused(finish(begin(""), this::approve), "issuer");
            clock.pass(Duration.ofHours(2));
        }
    }

    @Test
    void new_keys_of_the_issuer_are_learned_and_not_more_often_than_need_be() {
        assertThat(session(finish(begin(""), this::approve)).statusCode()).isEqualTo(200);
        issuer.rotateKeys();
        clock.pass(Duration.ofSeconds(31));
        assertThat(session(finish(begin(""), this::approve)).statusCode()).isEqualTo(200);
        assertThat(session(finish(begin(""), this::approve)).statusCode()).isEqualTo(200);
        assertThat(issuer.keyFetches()).isEqualTo(2);
    }

    @Test
    void an_issuer_that_says_it_is_another_is_not_believed() {
        issuer.describeAs(said -> said.put("issuer", "https://evil.example"));
        assertRefused(begin(""), "issuer");
        assertThat(reason()).contains("says that it is https://evil.example");
    }

    @Test
    void an_issuer_without_keys_is_not_believed() {
        issuer.describeAs(said ->
                said.put("jwks_uri", issuer.issuer() + "/.well-known/openid-configuration"));
        assertRefused(begin(""), "issuer");
        assertThat(reason()).contains("has no keys");
    }

    @Test
    void an_issuer_that_is_away_is_told() {
        issuer.close();
        assertRefused(begin(""), "issuer");
        assertThat(reason()).contains("does not answer");
    }

    @Test
    void one_comes_back_to_where_one_was() {
        var back = finish(begin("?return=%2F%3Fq%3Dweb%26x%3D1"), this::approve);
        assertThat(location(back)).isEqualTo(home("/?q=web&x=1"));
    }

    @Test
    void nobody_is_sent_to_another_place() {
        for (var place :
                List.of(
                        "https://evil.example/",
                        "//evil.example/",
                        "/\\evil.example/",
                        "/\t/evil.example/",
                        "/\\u002fevil.example/",
                        "javascript:alert(1)")) {
            var answer = begin("?return=" + URLEncoder.encode(place, UTF_8));
            assertThat(answer.statusCode()).as(place).isEqualTo(400);
            assertThat(answer.headers().firstValue("location")).isEmpty();
        }
    }

    @Test
    void nor_by_a_cookie_that_was_changed() {
        var begun = begin("");
        var kept = cookie(begun, "turnaround-sign-in");
        var evil =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("//evil.example/".getBytes(UTF_8));
        var back = send(approve(target(begun)), kept.substring(0, kept.indexOf('.') + 1) + evil);
        assertThat(location(back)).isEqualTo(home("/"));
    }

    @Test
    void cookies_keep_to_https_and_this_host_where_the_public_address_is_https() {
        try (var secure = server(ROLES, URI.create("https://turnaround.example.com"))) {
            var visitor = new Visit(secure);
            var begun = visitor.begin("");
            assertThat(begun.headers().allValues("set-cookie").getFirst())
                    .startsWith("__Host-turnaround-sign-in=")
                    .contains("Secure", "HTTPOnly", "SameSite=Lax", "Path=/");
            var back = visitor.finish(begun, this::approve);
            assertThat(location(back)).isEqualTo("https://turnaround.example.com/");
            assertThat(back.headers().allValues("set-cookie"))
                    .anySatisfy(cookie ->
                            assertThat(cookie)
                                    .startsWith("__Host-turnaround-session=")
                                    .contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/"));
        }
    }

    @Test
    void who_fails_again_and_again_waits_and_fills_no_log() {
        // A token that was right a while ago goes on working.
        assertThat(server.all("/api/v1/audit")).isEmpty();
        for (var i = 0; i < 5; i++) {
            assertRefused(send(URI.create("/auth/oidc/callback?code=1&state=2"), ""), "state");
        }
        assertThat(send(URI.create("/auth/oidc/callback?code=1&state=2"), "").statusCode())
                .isEqualTo(429);
        assertThat(server.all("/api/v1/audit")).hasSize(5);
    }

    @Test
    void without_an_issuer_there_is_nothing() {
        try (var plain = TestServer.fresh()) {
            var visitor = new Visit(plain);
            assertThat(visitor.begin("").statusCode()).isEqualTo(404);
            assertThat(visitor.send(URI.create("/auth/oidc/callback"), "").statusCode())
                    .isEqualTo(404);
            assertThat(plain.json("/api/v1/sign-in").getString("openIdConnect")).isNull();
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private void assertRefusedFor(String why, UnaryOperator<JsonObject> claims) {
        tell(claims);
        assertRefused(finish(begin(""), this::approve), "issuer");
        assertThat(reason()).contains(why);
        // Who fails again and again has to wait.
        clock.pass(Duration.ofHours(2));
    }

    private static void assertRefused(HttpResponse<String> answer, String word) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(location(answer)).endsWith("/#refused=" + word);
        assertThat(answer.headers().allValues("set-cookie"))
                .noneMatch(cookie -> cookie.contains("turnaround-session"));
    }

    private String reason() {
        return server.all("/api/v1/audit").getFirst().getString("detail");
    }

    private void tell(UnaryOperator<JsonObject> claims) {
        issuer.tell(claims);
    }

    private static JsonObject without(JsonObject claims, String name) {
        claims.remove(name);
        return claims;
    }

    private URI approve(URI asked) {
        return issuer.approve(asked);
    }

    private String home(String place) {
        return "http://localhost:" + server.port() + place;
    }

    private HttpResponse<String> begin(String query) {
        return new Visit(server).begin(query);
    }

    private HttpResponse<String> finish(HttpResponse<String> begun, UnaryOperator<URI> person) {
        return new Visit(server).finish(begun, person);
    }

    private HttpResponse<String> send(URI address, String cookie) {
        return new Visit(server).send(address, cookie);
    }

    private HttpResponse<String> session(HttpResponse<String> back) {
        return new Visit(server).session(back);
    }

    private static URI target(HttpResponse<String> begun) {
        return URI.create(location(begun));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElseThrow();
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.contains(name + "=") && !cookie.contains(name + "=;"))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    /// A browser at a server, as far as it is needed.
    private record Visit(TestServer server) {
        HttpResponse<String> begin(String query) {
            return server.send(
                    HttpRequest.newBuilder(server.uri("/auth/oidc/start" + query)).build());
        }

        /// @param person what they do where they are sent to
        HttpResponse<String> finish(HttpResponse<String> begun, UnaryOperator<URI> person) {
            return send(person.apply(target(begun)), cookie(begun, "turnaround-sign-in"));
        }

        HttpResponse<String> send(URI address, String cookie) {
            var request = HttpRequest.newBuilder(server.uri(address.getRawPath() + query(address)));
            if (!cookie.isEmpty()) {
                request.header("cookie", cookie);
            }
            return server.send(request.build());
        }

        private static String query(URI address) {
            return address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        }

        HttpResponse<String> session(HttpResponse<String> back) {
            return server.send(
                    HttpRequest.newBuilder(server.uri("/api/v1/session"))
                            .header("cookie", cookie(back, "turnaround-session"))
                            .build());
        }
    }
}
