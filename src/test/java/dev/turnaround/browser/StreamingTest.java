package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Visitor.number;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.turnaround.simulator.github.GitHubReview;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The one stream behind all that moves.
class StreamingTest extends SiteVisit {
    private static final int TABS = 10;

    @BeforeEach
    void open_one() {
        site.opened(MIA, "Retry payouts", 30);
    }

    @Test
    void a_server_that_was_away_is_resumed_without_a_gap() {
        var page = visitor.signIn();
        var missed = site.pullRequest(LENA, "It came meanwhile");
        assertThat(page.locator(".lane h3")).hasText(new String[] {"Retry payouts"});

        var port = site.stop();
        assertThat(page.getByTestId("conn")).containsText("Reconnecting");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Not connected since");
        assertThat(page.locator(".lane h3")).hasText(new String[] {"Retry payouts"});
        site.sendNextDoor(missed.opened(site.ago(5)));
        site.startAgain(port);

        Visitor.isLive(page);
        assertThat(page.locator(".lane h3"))
                .hasText(new String[] {"Retry payouts", "It came meanwhile"});
        assertThat(page.getByText("Not connected since")).isHidden();
        Assertions.assertThat(number(page, "snapshots"))
                .as("snapshots: what was missed was resumed, not read anew")
                .isEqualTo(1);
        visitor.forgive("ERR_");
    }

    @Test
    void ten_tabs_share_one_stream_and_another_takes_over_when_its_tab_closes() {
        var tabs = new ArrayList<Page>(List.of(visitor.signIn()));
        while (tabs.size() < TABS) {
            var tab = visitor.open("/");
            Visitor.isLive(tab);
            tabs.add(tab);
        }
        Assertions.assertThat(visitor.streamsOpened()).isEqualTo(1);

        var late = site.opened(LENA, "Told to all", 5);
        tabs.forEach(tab -> assertThat(tab.getByText("Told to all")).isVisible(soon()));

        tabs.removeFirst().close();
        site.reviewed(late, MIA, GitHubReview.State.APPROVED, 1);
        tabs.forEach(tab ->
                assertThat(Visitor.titles(tab, "awaiting_merge"))
                        .hasText(
                                new String[] {"Told to all"},
                                new LocatorAssertions.HasTextOptions().setTimeout(20_000)));
        Assertions.assertThat(visitor.streamsOpened()).isEqualTo(1);
    }

    @Test
    void a_tab_that_wants_deliveries_gets_them_over_the_stream_of_another() {
        var board = visitor.signIn();
        var deliveries = visitor.open("/deliveries");
        Visitor.isLive(deliveries);
        assertThat(deliveries.locator(".deliveries tbody tr")).hasCount(1);

        site.opened(LENA, "One more", 5);
        assertThat(deliveries.locator(".deliveries tbody tr")).hasCount(2);
        assertThat(board.getByText("One more")).isVisible();
        Assertions.assertThat(number(deliveries, "streamsOpened")).isZero();
    }

    private static LocatorAssertions.IsVisibleOptions soon() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);
    }
}
