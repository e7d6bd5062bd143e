package dev.turnaround.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What `turnaround sync` shows and how it ends.
class SyncScreenTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void a_file_gets_a_line_for_each_tenth_and_no_line_twice() {
        var screen = new SyncScreen(new PrintStream(shown, true, UTF_8), false);
        for (var done : List.of(0L, 10L, 20L, 119L, 120L, 130L)) {
            screen.show(List.of(running(done, 1_200L, null)));
        }
        assertThat(text().lines())
                .containsExactly(
                        "acme/web  pull requests  0 of 1,200",
                        "acme/web  pull requests  120 of 1,200");
    }

    @Test
    void a_terminal_gets_a_bar_that_is_written_over() {
        var screen = new SyncScreen(new PrintStream(shown, true, UTF_8), true);
        screen.show(List.of(running(600, 1_200L, null)));
        assertThat(text())
                .isEqualTo(
                        "\r\u001b[Kacme/web  pull requests  [############............]  600 of 1,200");
    }

    @Test
    void a_wait_says_until_when() {
        var screen = new SyncScreen(new PrintStream(shown, true, UTF_8), false);
        screen.show(List.of(running(7, null, "2026-11-21T14:05:00Z")));
        assertThat(text().strip())
                .isEqualTo(
                        "acme/web  pull requests  7  waits for the provider until 2026-11-21T14:05:00Z");
    }

    @Test
    void the_end_is_told_once_with_what_to_do() {
        var screen = new SyncScreen(new PrintStream(shown, true, UTF_8), false);
        screen.show(List.of(ended("partial")));
        screen.show(List.of(ended("partial")));
        assertThat(text().lines())
                .containsExactly(
                        "acme/web  partial: 1,204 read, of which 1,200 stored, 3 skipped, 1 failed; 17 facts that no webhook had told",
                        "    one could not be read",
                        "    Retry it.");
    }

    @Test
    void the_exit_code_is_that_of_the_worst() {
        assertThat(SyncCommand.exitCode(List.of(ended("succeeded")))).isZero();
        assertThat(SyncCommand.exitCode(List.of(ended("succeeded"), ended("partial"))))
                .isEqualTo(2);
        assertThat(SyncCommand.exitCode(List.of(ended("partial"), ended("failed")))).isEqualTo(1);
        assertThat(SyncCommand.exitCode(List.of(ended("cancelled")))).isEqualTo(1);
    }

    @Test
    void since_is_a_day_or_an_instant() {
        var zone = ZoneId.of("Europe/Berlin");
        assertThat(SyncCommand.since("2026-11-01", zone))
                .isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(SyncCommand.since("2026-11-01T09:00:00+01:00", zone))
                .isEqualTo(Instant.parse("2026-11-01T08:00:00Z"));
        assertThatThrownBy(() -> SyncCommand.since("yesterday", zone))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("--since yesterday");
    }

    private String text() {
        return shown.toString(UTF_8);
    }

    private static SyncLine running(long done, @Nullable Long total, @Nullable String until) {
        return new SyncLine(
                "1",
                "acme/web",
                until == null ? "running" : "waiting",
                "pull_requests",
                done,
                total,
                until,
                new SyncLine.Counts(done, done, 0, 0, 0),
                null,
                null);
    }

    private static SyncLine ended(String state) {
        return new SyncLine(
                "1",
                "acme/web",
                state,
                "open",
                0,
                null,
                null,
                new SyncLine.Counts(1_204, 1_200, 3, 1, 17),
                state.equals("succeeded") ? null : "one could not be read",
                state.equals("succeeded") ? null : "Retry it.");
    }
}
