package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_773_230_400);
    private static final String HEX =
            "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    /// Atlassian's own example:
    /// <https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks>
    @Test
    void the_known_answer_is_genuine() {
        assertThat(signed("It's a Secret to Everybody", "sha256=" + HEX))
                .isEqualTo(new Verdict.Genuine(0));
        assertThat(signed("another", "sha256=" + HEX))
                .isEqualTo(new Verdict.Forged("X-Hub-Signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha1=" + HEX, HEX, "sha256=" + HEX + "00"})
    void a_malformed_signature_is_forged(String header) {
        assertThat(signed("It's a Secret to Everybody", header))
                .isEqualTo(new Verdict.Forged("X-Hub-Signature"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "{'alg':'HS256'}; {'exp':1773230401}; genuine",
                "{'alg':'HS256'}; {}; genuine",
                "{'alg':'HS256'}; {'exp':1773230341}; genuine",
                "{'alg':'HS256'}; {'exp':1773230340}; stale",
                "{'alg':'HS256'}; {'exp':1}; stale",
                "{'alg':'HS256'}; {'exp':null}; stale",
                "{'alg':'HS256'}; {'exp':'never'}; stale",
                "{'alg':'HS256'}; {'exp':9223372036854775807}; stale",
                "{'alg':'none'}; {}; forged",
                "{'alg':'hs256'}; {}; forged",
                "{'alg':'HS512'}; {}; forged",
                "{'alg':'RS256'}; {}; forged",
                "{}; {}; forged",
                "[]; {}; forged",
                "{'alg':'HS256'}; 7; forged",
            })
    void a_token_is_of_one_algorithm_and_in_force(String head, String claims, String expected) {
        var verdict = borne(token("client", head.replace('\'', '"'), claims.replace('\'', '"')));

        assertThat(verdict.getClass().getSimpleName()).isEqualToIgnoringCase(expected);
    }

    @Test
    void a_token_must_be_signed_and_whole() {
        var good = token("client", "{\"alg\":\"HS256\"}", "{}");
        var other = token("other", "{\"alg\":\"HS256\"}", "{}");
        var unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        var none = base64("{\"alg\":\"none\"}") + "." + base64("{}") + ".";

        assertThat(borne(good)).isEqualTo(new Verdict.Genuine(0));
        for (var token :
                List.of(other, unsigned, none, "", ".", "..", "a.b", good + "=", "a." + good)) {
            assertThat(borne(token)).as(token).isEqualTo(new Verdict.Forged("Authorization"));
        }
    }

    @Test
    void a_scheme_is_spelled_in_any_case_and_no_other_counts() {
        var token = token("client", "{\"alg\":\"HS256\"}", "{}");
        var secrets = Map.of("clientSecrets", List.of("client"));

        assertThat(verify(secrets, Map.of("Authorization", "bearer " + token), null))
                .isEqualTo(new Verdict.Genuine(0));
        assertThat(verify(secrets, Map.of("Authorization", "JWT " + token), null))
                .isEqualTo(new Verdict.Forged("Authorization"));
        assertThat(verify(secrets, Map.of("Authorization", token), null))
                .isEqualTo(new Verdict.Forged("Authorization"));
    }

    @Test
    void a_secret_in_the_address_counts_where_there_is_one() {
        var secrets = Map.of("urlSecret", List.of("old", "new"));
        var place = "the address's parameter secret";

        assertThat(verify(secrets, Map.of(), "new")).isEqualTo(new Verdict.Genuine(1));
        assertThat(verify(secrets, Map.of(), "ne")).isEqualTo(new Verdict.Forged(place));
        assertThat(verify(secrets, Map.of(), "")).isEqualTo(new Verdict.Forged(place));
        assertThat(verify(secrets, Map.of(), null)).isEqualTo(new Verdict.Unsigned(place));
    }

    /// An open door otherwise: anybody can write a header that nobody checks.
    @Test
    void a_way_without_a_secret_of_its_own_proves_nothing() {
        var token = token("It's a Secret to Everybody", "{\"alg\":\"HS256\"}", "{}");
        var admin = Map.of("secrets", List.of("It's a Secret to Everybody"));
        var client = Map.of("clientSecrets", List.of("It's a Secret to Everybody"));

        assertThat(verify(admin, Map.of("Authorization", "Bearer " + token), null))
                .isEqualTo(new Verdict.Unsigned("X-Hub-Signature"));
        assertThat(verify(admin, Map.of(), "It's a Secret to Everybody"))
                .isEqualTo(new Verdict.Unsigned("X-Hub-Signature"));
        assertThat(verify(client, Map.of("X-Hub-Signature", "sha256=" + HEX), null))
                .isEqualTo(new Verdict.Unsigned("Authorization"));
    }

    @Test
    void a_delivery_that_shows_two_proofs_must_have_both_right() {
        var both =
                Map.of(
                        "secrets", List.of("It's a Secret to Everybody"),
                        "urlSecret", List.of("in the address"));
        var headers = Map.of("X-Hub-Signature", "sha256=" + HEX);
        var wrong = Map.of("X-Hub-Signature", "sha256=" + HEX.replace('a', 'b'));

        assertThat(verify(both, headers, "in the address")).isEqualTo(new Verdict.Genuine(0));
        assertThat(verify(both, headers, null)).isEqualTo(new Verdict.Genuine(0));
        assertThat(verify(both, Map.of(), "in the address")).isEqualTo(new Verdict.Genuine(1));
        assertThat(verify(both, wrong, "in the address")).isInstanceOf(Verdict.Forged.class);
        assertThat(verify(both, headers, "elsewhere")).isInstanceOf(Verdict.Forged.class);
        assertThat(verify(both, Map.of(), null))
                .isEqualTo(
                        new Verdict.Unsigned("X-Hub-Signature or the address's parameter secret"));
    }

    private static Verdict signed(String secret, String header) {
        return verify(Map.of("secrets", List.of(secret)), Map.of("X-Hub-Signature", header), null);
    }

    private static Verdict borne(String token) {
        return verify(
                Map.of("clientSecrets", List.of("client")),
                Map.of("Authorization", "Bearer " + token),
                null);
    }

    private static Verdict verify(
            Map<String, List<String>> secrets,
            Map<String, String> headers,
            @Nullable String parameter) {
        var parameters = new HashMap<String, @Nullable String>();
        parameters.put("secret", parameter);
        var delivery =
                new Delivery(headers::get, parameters::get, "Hello World!".getBytes(UTF_8), NOW);
        return new Seal(new WebhookSecrets("webhook", secrets)).verify(delivery);
    }

    private static String token(String secret, String head, String claims) {
        var signed = base64(head) + "." + base64(claims);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            var signature = mac.doFinal(signed.getBytes(UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
