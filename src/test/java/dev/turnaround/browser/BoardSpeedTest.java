package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubReview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The board with much on it. What it takes is printed; the limits are those of a machine that is
/// busy with something else.
class BoardSpeedTest extends SiteVisit {
    private static final int OPEN = 500;
    private static final int VISITORS = 3;
    private static final int UPDATES_PER_SECOND = 50;
    private static final Duration WATCHED = Duration.ofSeconds(6);

    private final List<GitHubPullRequest> pullRequests = new ArrayList<>();

    @BeforeEach
    void open_many() {
        for (var i = 0; i < OPEN; i++) {
            var author = List.of(MIA, OMAR, LENA).get(i % 3);
            pullRequests.add(site.opened(author, "A change with a title, number " + i, 10 + i * 7));
        }
    }

    @Test
    void it_is_painted_soon_after_it_is_opened() {
        var first =
                painted(visitor.signIn(), "signing in, nothing cached, the server just started");
        var cold = Double.MAX_VALUE;
        var again = Double.MAX_VALUE;
        for (var each = 0; each < VISITORS; each++) {
            try (var other = Visitor.of(site)) {
                var page = other.signIn();
                cold = Math.min(cold, painted(page, "signing in, nothing cached"));
                page.reload();
                again = Math.min(again, painted(page, "opened again"));
            }
        }

        System.out.printf(
                "board of %d: painted after %.0f ms (the server just started), %.0f ms (signing in, nothing cached), %.0f ms (opened again)%n",
                OPEN, first, cold, again);
        assertThat(first).isLessThan(10_000);
        assertThat(cold).isLessThan(5_000);
        assertThat(again).isLessThan(3_000);
    }

    /// When the first card was painted, in milliseconds; and tells what that waited for.
    private static double painted(Page page, String how) {
        assertThat(page.locator(".card")).hasCount(OPEN);
        System.out.println(how + ": " + page.evaluate("watched.waits()"));
        return millis(page.evaluate("watched.firstCardAt"));
    }

    @Test
    void it_stays_smooth_while_fifty_changes_a_second_come() {
        var page = visitor.signIn();
        assertThat(page.locator(".card")).hasCount(OPEN);
        var over = new AtomicBoolean();
        var sender = Thread.ofVirtual().start(() -> sendUntil(over));
        Map<?, ?> seen;
        try {
            page.waitForCondition(() -> Visitor.number(page, "changes") > 25);
            seen =
                    (Map<?, ?>)
                            page.evaluate(
                                    "millis => watched.frames(millis)",
                                    (double) WATCHED.toMillis());
        } finally {
            over.set(true);
        }
        join(sender);

        System.out.printf(
                "board of %d: %.1f frames/s with %.1f changes/s; gaps p50 %.1f ms, p95 %.1f ms, longest %.0f ms; %.0f long tasks, %.0f ms of them%n",
                OPEN,
                number(seen, "framesPerSecond"),
                number(seen, "changesPerSecond"),
                number(seen, "p50"),
                number(seen, "p95"),
                number(seen, "longest"),
                number(seen, "longTasks"),
                number(seen, "longMillis"));
        assertThat(number(seen, "changesPerSecond")).isGreaterThan(5);
        assertThat(number(seen, "framesPerSecond")).isGreaterThan(20);
    }

    private static double millis(Object number) {
        return ((Number) number).doubleValue();
    }

    private static double number(Map<?, ?> seen, String name) {
        return millis(requireNonNull(seen.get(name)));
    }

    /// New titles, and every tenth time a review that moves the card to another lane.
    private void sendUntil(AtomicBoolean over) {
        var next = System.nanoTime();
        for (var i = 0; !over.get(); i++) {
            change(pullRequests.get(i * 37 % OPEN), i).forEach(site::send);
            next += Duration.ofSeconds(1).toNanos() / UPDATES_PER_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private List<WebhookRequest> change(GitHubPullRequest one, int i) {
        var now = site.ago(0).plusSeconds(i);
        return i % 10 == 0
                ? one.reviewSubmitted(
                        now, Site.MIA, GitHubReview.State.CHANGES_REQUESTED, "Words.", List.of())
                : List.of(one.titleEdited(now, one.author(), "A new title, number " + i));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
