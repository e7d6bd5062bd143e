package dev.turnaround.provider.bitbucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final String HEADER = "X-Hub-Signature";
    private static final String SECRET = "Gkvl of tests $k$";
    private static final String BODY = "{\"test\":true}";
    private static final String HEX =
            "b47b2103cc0dc3b105c1e1e18566867d0f0a4d54210dddd70a25424aab0023e6";

    /// Computed with `openssl dgst -sha256 -hmac`.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "{\"test\":true};b47b2103cc0dc3b105c1e1e18566867d0f0a4d54210dddd70a25424aab0023e6",
                "{\"title\":\"naïve – ✓\"};ee2709dcde82d32ab98139575ff2bbdc09bbbb4f4f39778f8bc9662d9953a6fb",
                "||;2490db45c6be38d169c2e1a4c1de35a2ee8d34c4d3a35a6ae5488dc9abc54fb7",
            })
    void known_answers_are_genuine(String body, String hex) {
        assertThat(verify(List.of(SECRET), body, "sha256=" + hex))
                .isEqualTo(new Verdict.Genuine(0));
    }

    @Test
    void every_live_secret_signs_and_is_named() {
        assertThat(verify(List.of("new", SECRET), BODY, "sha256=" + HEX))
                .isEqualTo(new Verdict.Genuine(1));
    }

    @Test
    void another_secret_forges() {
        assertThat(verify(List.of("new", "newer"), BODY, "sha256=" + HEX))
                .isEqualTo(new Verdict.Forged(HEADER));
    }

    @Test
    void digits_may_be_in_upper_case() {
        assertThat(verify(List.of(SECRET), BODY, "sha256=" + HEX.toUpperCase(Locale.ROOT)))
                .isEqualTo(new Verdict.Genuine(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                HEX,
                "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59",
                "sha512=" + HEX + HEX,
                "SHA256=" + HEX,
                " sha256=" + HEX,
                "sha256=" + HEX + " ",
                "sha256=" + HEX + "17",
            })
    void a_malformed_signature_is_forged(String signature) {
        assertThat(verify(List.of(SECRET), BODY, signature)).isEqualTo(new Verdict.Forged(HEADER));
    }

    private static Verdict verify(List<String> secrets, String body, String signature) {
        var headers = Map.of(HEADER, signature);
        var delivery = new Delivery(headers::get, body.getBytes(UTF_8), Instant.EPOCH);
        return new Signature(secrets).verify(delivery);
    }
}
