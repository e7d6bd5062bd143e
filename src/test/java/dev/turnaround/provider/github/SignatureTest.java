package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    private static final String HEADER = "X-Hub-Signature-256";
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY = "Hello, World!";
    private static final String HEX =
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    /// The first is GitHub's own:
    /// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation>
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "Hello, World!; 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "{\"zen\":\"Keep it logically awesome.\",\"hook_id\":1};"
                        + " ae8951f50ab87ba47d298c0511bb1d0d80b1ee963458ccef865aa62f53c0be7f",
                "payload=%7B%22zen%22%3A%22Keep+it+logically+awesome.%22%2C%22hook_id%22%3A1%7D;"
                        + " fddacfb7d7106fd32f5d94dc8846df6694e2ed5e2aed3806b11ab82cccff8d01",
                "{\"title\":\"naïve – ✓\"};"
                        + " ac2e67b1529119ef4560a00083795f4ba0731a334535f7d7c32500ee6a0a7c24"
            })
    void known_answers_are_genuine(String body, String hex) {
        assertThat(verify(List.of(SECRET), body, "sha256=" + hex))
                .isEqualTo(new Verdict.Genuine(0));
    }

    @Test
    void every_live_secret_signs_and_is_named() {
        assertThat(verify(List.of("new", SECRET, "newer"), BODY, "sha256=" + HEX))
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
                "sha1=" + HEX,
                "SHA256=" + HEX,
                " sha256=" + HEX,
                "sha256=" + HEX + " ",
                "sha256=" + HEX + "17",
                "sha256=757107ea",
                "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=\uFF17\uFF15"
                        + "7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e",
            })
    void a_malformed_signature_is_forged(String signature) {
        assertThat(verify(List.of(SECRET), BODY, signature)).isEqualTo(new Verdict.Forged(HEADER));
    }

    @Test
    void the_older_signature_alone_is_none() {
        // Right for this body and secret: SHA-1 is still not accepted.
        var headers = Map.of("X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59");
        var delivery = new Delivery(headers::get, BODY.getBytes(UTF_8), Instant.EPOCH);

        assertThat(new Signature(List.of(SECRET)).verify(delivery))
                .isEqualTo(new Verdict.Unsigned(HEADER));
    }

    @Test
    void it_is_shared_by_threads() {
        var signature = new Signature(List.of("new", SECRET));
        var delivery =
                new Delivery(
                        Map.of(HEADER, "sha256=" + HEX)::get, BODY.getBytes(UTF_8), Instant.EPOCH);

        assertThat(
                        IntStream.range(0, 20_000)
                                .parallel()
                                .mapToObj(_ -> signature.verify(delivery))
                                .distinct())
                .containsExactly(new Verdict.Genuine(1));
    }

    private static Verdict verify(List<String> secrets, String body, String signature) {
        var headers = Map.of(HEADER, signature);
        var delivery = new Delivery(headers::get, body.getBytes(UTF_8), Instant.EPOCH);
        return new Signature(secrets).verify(delivery);
    }
}
