package dev.turnaround.simulator.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.bitbucket.BitbucketConsent;
import dev.turnaround.simulator.github.GitHubConsent;
import dev.turnaround.simulator.gitlab.GitLabConsent;
import dev.turnaround.simulator.jira.AtlassianConsent;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What each provider does with what it gave, as its documentation has it.
class AuthorizationServerTest {
    private static final URI BASE = URI.create("http://127.0.0.1:1");
    private static final String REDIRECT = "https://turnaround.example.com/consent";
    private static final Person MIA = Person.user(11, "mia");

    private Instant now = Instant.parse("2026-11-09T09:00:00Z");

    private static AuthorizationServer server(Shape shape) {
        return new AuthorizationServer(
                shape,
                new RegisteredApp("app", "secret", URI.create(REDIRECT), Set.of("read")),
                new Random(1));
    }

    private static URI address(Shape shape, String query) {
        return URI.create(BASE + shape.authorizePath() + "?state=s&scope=read&" + query);
    }

    private ApiReply trade(AuthorizationServer server, Shape shape, Map<String, String> question) {
        var fields = new HashMap<>(question);
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/x-www-form-urlencoded");
        if (shape.clientPlace() == Shape.ClientPlace.BASIC) {
            var both = Base64.getEncoder().encodeToString("app:secret".getBytes(UTF_8));
            headers.put("authorization", "Basic " + both);
        } else {
            fields.put("client_id", "app");
            fields.put("client_secret", "secret");
        }
        var body =
                fields.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"));
        if (shape.clientPlace() == Shape.ClientPlace.JSON) {
            headers.put("content-type", "application/json");
            body = new JsonObject(new HashMap<>(fields)).encode();
        }
        return requireNonNull(
                server.answer(
                        new ApiRequest("POST", shape.tokenPath(), Map.of(), headers, body),
                        BASE,
                        now));
    }

    private JsonObject redeemed(AuthorizationServer server, Shape shape) {
        var reply =
                server.consent(
                        address(shape, "client_id=app&redirect_uri=" + REDIRECT),
                        new Decision.Allows(MIA),
                        now);
        var location = requireNonNull(reply.headers().get("location"));
        var code = location.replaceFirst(".*[?&]code=", "").replaceFirst("&.*", "");
        return new JsonObject(
                trade(
                                server,
                                shape,
                                Map.of(
                                        "grant_type", "authorization_code",
                                        "code", code,
                                        "redirect_uri", REDIRECT))
                        .body());
    }

    private JsonObject refreshed(AuthorizationServer server, Shape shape, String token) {
        return new JsonObject(
                trade(
                                server,
                                shape,
                                Map.of(
                                        "grant_type", "refresh_token",
                                        "refresh_token", token,
                                        "redirect_uri", REDIRECT))
                        .body());
    }

    private AuthorizationServer.Worth worth(AuthorizationServer server, JsonObject grant) {
        return server.worth("Bearer " + grant.getString("access_token"), now);
    }

    @Test
    void a_refresh_token_that_was_replaced_ends_all_that_came_of_the_consent() {
        for (var shape : List.of(new GitLabConsent(""), new GitHubConsent(true))) {
            var server = server(shape);
            var first = redeemed(server, shape);
            var second = refreshed(server, shape, first.getString("refresh_token"));
            assertThat(worth(server, second)).isInstanceOf(AuthorizationServer.Worth.Good.class);
            assertThat(worth(server, first)).isInstanceOf(AuthorizationServer.Worth.Unknown.class);

            var stolen = refreshed(server, shape, first.getString("refresh_token"));

            assertThat(stolen.getString("error")).isIn("invalid_grant", "bad_refresh_token");
            assertThat(worth(server, second)).isInstanceOf(AuthorizationServer.Worth.Revoked.class);
        }
    }

    @Test
    void where_there_is_leeway_an_answer_that_was_lost_can_be_asked_for_again() {
        var shape = new BitbucketConsent(true);
        var server = server(shape);
        var first = redeemed(server, shape);
        refreshed(server, shape, first.getString("refresh_token"));
        now = now.plus(Duration.ofMinutes(9));
        assertThat(refreshed(server, shape, first.getString("refresh_token")).getString("error"))
                .isNull();

        now = now.plus(Duration.ofMinutes(2));
        assertThat(refreshed(server, shape, first.getString("refresh_token")).getString("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void atlassian_gives_refresh_tokens_only_to_who_asks_for_offline_access() {
        var shape = new AtlassianConsent();
        assertThat(redeemed(server(shape), shape).getString("refresh_token")).isNull();
    }

    @Test
    void a_wrong_redirect_address_never_gets_a_code() {
        for (var shape : List.<Shape>of(new GitLabConsent(""), new BitbucketConsent(false))) {
            var reply =
                    server(shape)
                            .consent(
                                    address(
                                            shape,
                                            "client_id=app&redirect_uri=https://evil.example.com"),
                                    new Decision.Allows(MIA),
                                    now);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.headers()).doesNotContainKey("location");
        }
        var gitHub = new GitHubConsent(false);
        var reply =
                server(gitHub)
                        .consent(
                                address(
                                        gitHub,
                                        "client_id=app&redirect_uri=https://evil.example.com"),
                                new Decision.Allows(MIA),
                                now);
        assertThat(reply.headers().get("location"))
                .startsWith(REDIRECT + "?")
                .contains("error=redirect_uri_mismatch")
                .doesNotContain("code=");
    }

    @Test
    void a_browser_is_answered_by_what_its_person_does() {
        var shape = new GitLabConsent("/gitlab");
        var server = server(shape);
        var request =
                new ApiRequest(
                        "GET",
                        "/gitlab/oauth/authorize",
                        Map.of(
                                "client_id", List.of("app"),
                                "redirect_uri", List.of(REDIRECT),
                                "scope", List.of("read"),
                                "state", List.of("a state")),
                        Map.of(),
                        "");

        var denied = requireNonNull(server.answer(request, BASE, now));
        server.next(new Decision.Allows(MIA));
        var allowed = requireNonNull(server.answer(request, BASE, now));

        assertThat(denied.headers().get("location")).contains("error=access_denied");
        assertThat(allowed.headers().get("location")).contains("code=", "state=a+state");
    }
}
