package dev.turnaround.simulator.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubHookTest {
    /// The first is GitHub's published one, the others were computed apart from this code.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    Hello, World! | 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
                    {"zen":"Keep it logically awesome.","hook_id":1} | ae8951f50ab87ba47d298c0511bb1d0d80b1ee963458ccef865aa62f53c0be7f
                    {"title":"naïve – ✓"} | ac2e67b1529119ef4560a00083795f4ba0731a334535f7d7c32500ee6a0a7c24
                    """)
    void known_bodies_get_their_known_signatures(String body, String hex) {
        var hook =
                new GitHubHook(
                        1, "It's a Secret to Everybody", GitHubHook.Encoding.JSON, new Random(1));
        assertThat(hook.signature(body.getBytes(UTF_8))).isEqualTo("sha256=" + hex);
    }

    @ParameterizedTest
    @CsvSource({"JSON, application/json", "FORM, application/x-www-form-urlencoded"})
    void a_delivery_is_signed_as_it_is_sent(GitHubHook.Encoding encoding, String contentType) {
        var hook = new GitHubHook(77, "It's a Secret to Everybody", encoding, new Random(1));
        var json = "{\"zen\":\"Keep it logically awesome.\",\"hook_id\":1}";
        var sent = hook.deliver("ping", "organization", 5, json.getBytes(UTF_8));

        assertThat(sent.header("Content-Type")).isEqualTo(contentType);
        assertThat(sent.header("X-Hub-Signature-256")).isEqualTo(hook.signature(sent.body()));
        assertThat(sent.header("X-GitHub-Event")).isEqualTo("ping");
        assertThat(sent.header("X-GitHub-Hook-ID")).isEqualTo("77");
        assertThat(sent.header("User-Agent")).startsWith("GitHub-Hookshot/");
        assertThat(sent.header("X-GitHub-Delivery")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}");
    }

    @ParameterizedTest
    @CsvSource({"fddacfb7d7106fd32f5d94dc8846df6694e2ed5e2aed3806b11ab82cccff8d01"})
    void a_form_is_signed_over_its_encoded_bytes(String hex) {
        var hook =
                new GitHubHook(
                        1, "It's a Secret to Everybody", GitHubHook.Encoding.FORM, new Random(1));
        var json = "{\"zen\":\"Keep it logically awesome.\",\"hook_id\":1}";
        var sent = hook.deliver("ping", "organization", 5, json.getBytes(UTF_8));

        assertThat(sent.header("X-Hub-Signature-256")).isEqualTo("sha256=" + hex);
    }
}
