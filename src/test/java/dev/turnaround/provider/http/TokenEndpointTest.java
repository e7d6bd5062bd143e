package dev.turnaround.provider.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {
    private static final Instant NOW = Instant.parse("2026-11-09T09:00:00Z");
    private static final URI REDIRECT =
            URI.create("https://turnaround.example.com/consent?a=b%20c");
    private static final Grant WORN =
            new Grant("old", "refresh-one", NOW, Set.of("read"), Map.of("site", "one"));

    private final List<ApiRequest> asked = Collections.synchronizedList(new ArrayList<>());
    private ApiReply reply = ApiReply.json(200, "{}");
    private Vertx vertx;
    private ApiServer server;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        server =
                ApiServer.open(
                        vertx,
                        (request, base, now) -> {
                            asked.add(request);
                            return reply;
                        },
                        () -> NOW);
    }

    @AfterEach
    void close() {
        server.close();
        vertx.close().await();
    }

    private TokenEndpoint endpoint(TokenEndpoint.Manner manner) {
        return new TokenEndpoint(
                "/token",
                manner,
                new OAuthClient("id", "a secret & more"),
                new Consent("Somewhere", "the app's page"),
                who ->
                        new Calls(
                                vertx,
                                Outgoing.ANYWHERE,
                                server.address(),
                                who,
                                (_, _) -> null,
                                () -> NOW,
                                _ -> {},
                                new Random(1)),
                () -> NOW);
    }

    private Grant refreshed() {
        return endpoint(TokenEndpoint.Manner.FORM).refresh(WORN, Map.of());
    }

    @Test
    void each_manner_puts_the_client_where_the_provider_looks_for_it() {
        reply = ApiReply.json(200, "{\"access_token\":\"new\"}");
        for (var manner : TokenEndpoint.Manner.values()) {
            endpoint(manner).redeem("a code", "verifier", REDIRECT);
        }

        assertThat(asked.get(0).body())
                .isEqualTo(
                        "grant_type=authorization_code&code=a%20code&redirect_uri="
                                + "https%3A%2F%2Fturnaround.example.com%2Fconsent%3Fa%3Db%2520c"
                                + "&code_verifier=verifier&client_id=id"
                                + "&client_secret=a%20secret%20%26%20more");
        assertThat(asked.get(0).header("content-type"))
                .isEqualTo("application/x-www-form-urlencoded");
        assertThat(asked.get(1).body()).doesNotContain("client");
        assertThat(asked.get(1).header("authorization")).startsWith("Basic ");
        assertThat(asked.get(2).body()).startsWith("{").contains("\"client_secret\"");
        assertThat(asked.get(2).header("content-type")).isEqualTo("application/json");
    }

    @Test
    void what_a_refresh_does_not_say_is_as_it_was() {
        reply = ApiReply.json(200, "{\"access_token\":\"new\",\"expires_in\":\"3600\"}");

        assertThat(refreshed())
                .isEqualTo(
                        new Grant(
                                "new",
                                "refresh-one",
                                NOW.plus(Duration.ofHours(1)),
                                Set.of("read"),
                                Map.of("site", "one")));
    }

    @Test
    void scopes_are_read_in_each_spelling() {
        for (var scopes : List.of("\"scope\":\"a b\"", "\"scope\":\"a,b\"", "\"scopes\":\"a b\"")) {
            reply = ApiReply.json(200, "{\"access_token\":\"new\"," + scopes + "}");
            assertThat(refreshed().scopes()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void a_trade_is_tried_once_since_what_it_trades_may_be_used_up() {
        reply = new ApiReply(502, Map.of(), "<html>");

        assertThatExceptionOfType(ApiFailure.Away.class).isThrownBy(this::refreshed);
        assertThat(asked).hasSize(1);
    }

    @Test
    void only_the_word_about_the_refresh_token_gives_a_consent_up() {
        var codes = new ArrayList<String>();
        for (var error :
                List.of(
                        "{\"error\":\"invalid_grant\"}",
                        "{\"error\":\"bad_refresh_token\"}",
                        "{\"error\":\"unauthorized_client\",\"error_description\":"
                                + "\"refresh_token is invalid\"}",
                        "{\"error\":\"unauthorized_client\"}",
                        "{\"error\":\"invalid_client\"}",
                        "{\"error\":\"temporarily_unavailable\"}")) {
            reply = ApiReply.json(400, error);
            codes.add(
                    assertThatExceptionOfType(ApiFailure.Refused.class)
                            .isThrownBy(this::refreshed)
                            .actual()
                            .diagnosis()
                            .code());
        }

        assertThat(codes)
                .containsExactly(
                        Consent.LOST,
                        Consent.LOST,
                        Consent.LOST,
                        "client_refused",
                        "client_refused",
                        "provider_unwell");
    }

    @Test
    void what_is_no_answer_of_a_token_endpoint_is_not_repeated() {
        for (var other :
                List.of(
                        new ApiReply(200, Map.of(), "<html>token-of-somebody</html>"),
                        ApiReply.json(200, "{\"token\":\"token-of-somebody\"}"),
                        ApiReply.json(404, "{\"message\":\"token-of-somebody\"}"),
                        ApiReply.json(
                                401, "{\"message\":\"Bad credentials token-of-somebody\"}"))) {
            reply = other;
            var unreadable =
                    assertThatExceptionOfType(ApiFailure.Unreadable.class)
                            .isThrownBy(this::refreshed)
                            .actual();
            assertThat(requireNonNull(unreadable.getMessage())).doesNotContain("somebody");
        }
    }

    @Test
    void two_ways_to_sign_in_at_once_are_refused() {
        var client = new Credentials(Map.of("clientId", "id", "clientSecret", "s"), Map.of());

        assertThatExceptionOfType(UnusableCredentials.class)
                .isThrownBy(() ->
                        OAuthClient.of(
                                new Credentials(Map.of("token", "t"), Map.of("oauth", client))))
                .withMessageContaining("not both");
        assertThat(OAuthClient.of(Credentials.token("t"))).isNull();
    }
}
