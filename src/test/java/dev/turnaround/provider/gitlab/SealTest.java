package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.UnusableSecrets;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// <https://docs.gitlab.com/user/project/integrations/webhooks/#signing-tokens>
class SealTest {
    private static final String TOKEN = "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=";
    private static final String OTHER_TOKEN = "whsec_dGhlIG9uZSBiZWZvcmUgaXQsIDMyIGJ5dGVzIGxvbmc=";
    private static final String ID = "f5e5f430-f57b-4e6e-9fac-d9128cd7232f";
    private static final long SIGNED_AT = 1_744_578_123;
    private static final String BODY = "{\"object_kind\":\"merge_request\"}";
    private static final String SIGNATURE = "v1,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs=";

    @Test
    void the_known_answer_is_genuine() {
        assertThat(signing(TOKEN).verify(signed(SIGNATURE))).isEqualTo(new Verdict.Genuine(0));
        assertThat(signing(OTHER_TOKEN, TOKEN).verify(signed(SIGNATURE)))
                .isEqualTo(new Verdict.Genuine(1));
        assertThat(signing(OTHER_TOKEN).verify(signed(SIGNATURE)))
                .isEqualTo(new Verdict.Forged("webhook-signature"));
    }

    @Test
    void one_signature_of_several_is_enough() {
        assertThat(signing(TOKEN).verify(signed("v1,AAAA v2,xyz " + SIGNATURE + " v1,")))
                .isEqualTo(new Verdict.Genuine(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v1,",
                "v1",
                "hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs=",
                "v2,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs=",
                "V1,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs=",
                "v1,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs",
                "v1,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJt=",
                "v1,AAAA,hVgq832c2nig2Ji7eDgbBfC+Lxjy0/FjnzAI4Ix+yJs=",
            })
    void a_malformed_signature_is_forged(String signature) {
        assertThat(signing(TOKEN).verify(signed(signature)))
                .isEqualTo(new Verdict.Forged("webhook-signature"));
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-id, f5e5f430-f57b-4e6e-9fac-d9128cd72330",
        "webhook-id,",
        "webhook-timestamp, 1744578124",
        "webhook-timestamp, 01744578123",
        "webhook-timestamp, -1",
        "webhook-timestamp, now",
        "webhook-timestamp, 99999999999999999999",
        "webhook-timestamp,",
    })
    void what_is_signed_beside_the_body_counts(String header, @Nullable String value) {
        var headers = headers(SIGNATURE);
        headers.put(header, value);

        assertThat(signing(TOKEN).verify(delivery(headers, SIGNED_AT)))
                .isEqualTo(new Verdict.Forged("webhook-signature"));
    }

    @ParameterizedTest
    @CsvSource({
        "-301, stale",
        "-300, genuine",
        "0, genuine",
        "300, genuine",
        "301, stale",
        "86400, stale"
    })
    void a_signature_is_good_for_five_minutes(long secondsLater, String outcome) {
        var verdict = signing(TOKEN).verify(delivery(headers(SIGNATURE), SIGNED_AT + secondsLater));

        assertThat(verdict)
                .isEqualTo(outcome.equals("stale") ? new Verdict.Stale() : new Verdict.Genuine(0));
    }

    @Test
    void a_bad_signature_never_falls_back_to_a_good_token() {
        var headers = headers("v1,AAAA");
        headers.put("X-Gitlab-Token", "good");

        assertThat(both().verify(delivery(headers, SIGNED_AT)))
                .isEqualTo(new Verdict.Forged("webhook-signature"));
    }

    @Test
    void a_stale_signature_never_falls_back_to_a_good_token() {
        var headers = headers(SIGNATURE);
        headers.put("X-Gitlab-Token", "good");

        assertThat(both().verify(delivery(headers, SIGNED_AT + 3_600)))
                .isEqualTo(new Verdict.Stale());
    }

    @Test
    void a_good_signature_does_not_make_up_for_a_bad_token() {
        var headers = headers(SIGNATURE);
        headers.put("X-Gitlab-Token", "bad");

        assertThat(both().verify(delivery(headers, SIGNED_AT)))
                .isEqualTo(new Verdict.Forged("X-Gitlab-Token"));
    }

    @Test
    void either_is_enough_where_the_other_is_not_sent() {
        assertThat(both().verify(signed(SIGNATURE))).isEqualTo(new Verdict.Genuine(1));
        assertThat(both().verify(tokened("good"))).isEqualTo(new Verdict.Genuine(0));
    }

    @Test
    void a_token_is_compared_whole() {
        var seal = new Seal(secrets(Map.of("secrets", List.of("old", "new töken"))));

        assertThat(seal.verify(tokened("old"))).isEqualTo(new Verdict.Genuine(0));
        for (var wrong : List.of("", "ol", "olde", "OLD", " old", "new")) {
            assertThat(seal.verify(tokened(wrong))).isEqualTo(new Verdict.Forged("X-Gitlab-Token"));
        }
    }

    /// As HTTP brings it: each byte a character.
    @Test
    void a_token_may_have_any_letters() {
        var seal = new Seal(secrets(Map.of("secrets", List.of("töken"))));

        assertThat(seal.verify(tokened("t\u00c3\u00b6ken"))).isEqualTo(new Verdict.Genuine(0));
    }

    @Test
    void what_carries_nothing_is_unsigned() {
        var bare = delivery(new HashMap<>(), SIGNED_AT);

        assertThat(both().verify(bare))
                .isEqualTo(new Verdict.Unsigned("X-Gitlab-Token or webhook-signature"));
        assertThat(signing(TOKEN).verify(bare))
                .isEqualTo(new Verdict.Unsigned("webhook-signature"));
    }

    @Test
    void what_nobody_can_check_proves_nothing() {
        assertThat(signing(TOKEN).verify(tokened("good")))
                .isEqualTo(new Verdict.Unsigned("webhook-signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
                "whsec_",
                "whsec_dGVzdA==",
                "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3R0",
                "whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3*=",
                "WHSEC_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
            })
    void what_is_no_signing_token_is_refused_without_showing_it(String token) {
        assertThatThrownBy(() -> signing(TOKEN, token))
                .isInstanceOf(UnusableSecrets.class)
                .hasMessage(
                        "connections[0].webhook.signingTokens[1]: expected a signing token as"
                                + " GitLab shows it: whsec_ and 32 bytes in Base64");
    }

    private static Seal signing(String... tokens) {
        return new Seal(secrets(Map.of("signingTokens", List.of(tokens))));
    }

    private static Seal both() {
        return new Seal(
                secrets(Map.of("secrets", List.of("good"), "signingTokens", List.of(TOKEN))));
    }

    private static WebhookSecrets secrets(Map<String, List<String>> byKind) {
        return new WebhookSecrets("connections[0].webhook", byKind);
    }

    private static Map<String, @Nullable String> headers(String signature) {
        var headers = new HashMap<String, @Nullable String>();
        headers.put("webhook-id", ID);
        headers.put("webhook-timestamp", Long.toString(SIGNED_AT));
        headers.put("webhook-signature", signature);
        return headers;
    }

    private static Delivery signed(String signature) {
        return delivery(headers(signature), SIGNED_AT);
    }

    private static Delivery tokened(String token) {
        var headers = new HashMap<String, @Nullable String>();
        headers.put("X-Gitlab-Token", token);
        return delivery(headers, SIGNED_AT);
    }

    private static Delivery delivery(Map<String, @Nullable String> headers, long receivedAt) {
        return new Delivery(headers::get, BODY.getBytes(UTF_8), Instant.ofEpochSecond(receivedAt));
    }
}
