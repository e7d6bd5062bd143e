package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.MIA;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

class DeliveriesTest extends SiteVisit {
    @Test
    void each_arrives_while_one_looks_with_its_verdict_explained() {
        var page = open();
        assertThat(page.getByText("No webhook has arrived yet.")).isVisible();
        var pullRequest = site.opened(MIA, "Retry payouts", 5);
        assertThat(rows(page)).hasCount(1);
        site.send(pullRequest.labeled(site.ago(4), MIA, "bug"));
        site.sendForged(pullRequest.closed(site.ago(3), MIA));

        assertThat(rows(page)).hasCount(3);
        assertThat(rows(page).first()).containsText("rejected");
        assertThat(rows(page).first().locator(".verdict"))
                .hasAttribute(
                        "title",
                        "Its signature was missing, wrong or stale: nothing of it was believed.");
        assertThat(rows(page).nth(1)).containsText("ignored");
        assertThat(rows(page).last()).containsText("applied");

        rows(page).last().getByText("#" + pullRequest.number()).click();
        assertThat(page.locator("h1")).containsText("Retry payouts");
    }

    @Test
    void filters_are_in_the_address() {
        var pullRequest = site.opened(MIA, "Retry payouts", 5);
        site.send(pullRequest.labeled(site.ago(4), MIA, "bug"));
        var page = open();
        assertThat(rows(page)).hasCount(2);
        page.getByLabel("Verdict").selectOption("ignored");
        assertThat(page).hasURL(site.address("/deliveries?verdict=ignored"));
        assertThat(rows(page)).hasCount(1);

        site.send(pullRequest.labeled(site.ago(3), MIA, "later"));
        site.send(pullRequest.issueCommentCreated(site.ago(2), MIA, "Not of this verdict."));
        assertThat(rows(page)).hasCount(2);
        page.reload();
        assertThat(rows(page)).hasCount(2);
    }

    private Page open() {
        return open("/deliveries");
    }

    private static Locator rows(Page page) {
        return page.locator(".deliveries tbody tr");
    }
}
