package dev.turnaround.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.simulator.ApiReply;
import dev.turnaround.simulator.ApiRequest;
import dev.turnaround.simulator.ApiServer;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where calls go, and where not.
class CallsTest {
    private static final Instant NOW = Instant.parse("2026-11-09T09:00:00Z");
    private static final ApiReply FINE = ApiReply.json(200, "{}");

    private final List<ApiRequest> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<ApiRequest> strayed = Collections.synchronizedList(new ArrayList<>());
    private ApiReply reply = FINE;
    private Vertx vertx;
    private ApiServer server;
    private ApiServer stranger;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        server =
                ApiServer.open(
                        vertx,
                        (request, _, _) -> {
                            asked.add(request);
                            return request.path().equals("/moved") ? reply : FINE;
                        },
                        () -> NOW);
        stranger =
                ApiServer.open(
                        vertx,
                        (request, _, _) -> {
                            strayed.add(request);
                            return FINE;
                        },
                        () -> NOW);
    }

    @AfterEach
    void close() {
        server.close();
        stranger.close();
        vertx.close().await();
    }

    private Calls calls(Outgoing outgoing, URI base) {
        return new Calls(
                vertx,
                outgoing,
                base,
                Authorization.bearer("a token"),
                (_, _) -> null,
                () -> NOW,
                _ -> {},
                new Random(1));
    }

    private Calls calls() {
        return calls(Outgoing.ANYWHERE, server.address());
    }

    /// The same port by a name.
    private URI named(String host) {
        return URI.create("http://" + host + ":" + server.address().getPort());
    }

    @Test
    void a_redirect_within_the_origin_is_followed() {
        reply = FINE.with("location", "/elsewhere?a=b");
        reply = new ApiReply(307, reply.headers(), "");

        try (var calls = calls()) {
            assertThat(calls.send(Call.get("/moved")).ok()).isTrue();
        }
        assertThat(asked).extracting(ApiRequest::path).containsExactly("/moved", "/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:STRANGER/",
                "//127.0.0.1:STRANGER/",
                "http://localhost:SAME/",
                "https://127.0.0.1:SAME/",
                "http://127.0.0.1:SAME@127.0.0.1:STRANGER/",
                "file:///etc/passwd",
                "http://[not an address/",
            })
    void no_redirect_and_no_next_page_leads_to_another_origin(String pattern) {
        var elsewhere =
                pattern.replace("STRANGER", String.valueOf(stranger.address().getPort()))
                        .replace("SAME", String.valueOf(server.address().getPort()));
        reply = new ApiReply(302, Map.of("location", elsewhere), "");

        try (var calls = calls()) {
            assertThatExceptionOfType(ApiFailure.Unreadable.class)
                    .isThrownBy(() -> calls.send(Call.get("/moved")));
            assertThat(asked).extracting(ApiRequest::path).containsExactly("/moved");
            if (elsewhere.startsWith("http")) {
                assertThatExceptionOfType(ApiFailure.Unreadable.class)
                        .isThrownBy(() -> calls.send(Call.get(elsewhere)));
            }
        }
        assertThat(asked).hasSize(1);
        assertThat(strayed).isEmpty();
    }

    @Test
    void what_is_denied_is_not_asked_and_the_setting_is_named() {
        try (var calls = calls(Outgoing.denying(List.of("loopback")), server.address())) {
            assertThatExceptionOfType(ApiFailure.Refused.class)
                    .isThrownBy(() -> calls.send(Call.get("/")))
                    .satisfies(refused -> {
                        var diagnosis = refused.diagnosis();
                        assertThat(diagnosis.code()).isEqualTo("address_denied");
                        assertThat(diagnosis.what()).contains("127.0.0.1", "outgoing.deny");
                        assertThat(diagnosis.advice()).contains("outgoing.deny", "loopback");
                    });
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void one_denied_address_of_several_is_enough() {
        var outgoing =
                Outgoing.denying(
                        List.of("link-local"),
                        _ ->
                                new InetAddress[] {
                                    InetAddress.ofLiteral("127.0.0.1"),
                                    InetAddress.ofLiteral("169.254.169.254")
                                });
        try (var calls = calls(outgoing, named("code.example"))) {
            assertThatExceptionOfType(ApiFailure.Refused.class)
                    .isThrownBy(() -> calls.send(Call.get("/")));
        }
        assertThat(asked).isEmpty();
    }

    /// `code.invalid` has no address but what the test says, so whoever asks again finds none.
    /// <https://www.rfc-editor.org/rfc/rfc6761#section-6.4>
    @Test
    void a_call_goes_to_the_address_that_was_looked_at_under_the_name_that_was_given() {
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
        var outgoing =
                Outgoing.denying(
                        List.of("private"),
                        _ -> new InetAddress[] {InetAddress.ofLiteral(answers.removeFirst())});
        try (var calls = calls(outgoing, named("code.invalid"))) {
            assertThat(calls.send(Call.get("/")).ok()).isTrue();
            assertThat(asked.getFirst().header("host"))
                    .isEqualTo("code.invalid:" + server.address().getPort());

            // The name leads elsewhere by now.
            assertThatExceptionOfType(ApiFailure.Refused.class)
                    .isThrownBy(() -> calls.send(Call.get("/")));
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_name_without_an_address_is_tried_again_like_any_failure() {
        var outgoing =
                Outgoing.denying(
                        List.of("private"),
                        host -> {
                            throw new UnknownHostException(host);
                        });
        try (var calls = calls(outgoing, named("code.invalid"))) {
            assertThatExceptionOfType(ApiFailure.Away.class)
                    .isThrownBy(() -> calls.send(Call.get("/")))
                    .withMessageContaining("UnknownHostException");
        }
    }
}
