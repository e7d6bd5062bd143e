package dev.turnaround.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// What `turnaround check` prints where nobody sees colours.
class PrintedStepsTest {

    @Test
    void each_step_is_a_line_and_advice_stands_below_it() {
        var shown = new ByteArrayOutputStream();
        var printed =
                new PrintedSteps(new PrintStream(shown, true, UTF_8), PrintedSteps.Marks.PLAIN);
        printed.title("acme-gitlab", "gitlab", URI.create("https://gitlab.example.com"));
        printed.step(Step.ok("dns", "gitlab.example.com is 192.0.2.7"));
        printed.step(
                Step.failed(
                        "authenticated",
                        new Diagnosis(
                                "token_expired",
                                "the token has expired",
                                "Make a new token with the scope read_api at the provider, and give it as auth.token of the connection.")));
        printed.step(Step.skipped("scopes", "not tried, because authenticated failed"));

        assertThat(shown.toString(UTF_8).strip().lines())
                .containsExactly(
                        "acme-gitlab (gitlab, https://gitlab.example.com)",
                        "  ok dns           gitlab.example.com is 192.0.2.7",
                        "  !! authenticated the token has expired",
                        "                   Make a new token with the scope read_api at the provider, and give it as",
                        "                   auth.token of the connection.",
                        "   - scopes        not tried, because authenticated failed");
    }
}
