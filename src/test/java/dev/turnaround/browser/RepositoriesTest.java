package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

class RepositoriesTest extends SiteVisit {
    @Test
    void what_was_processed_adds_up_and_follows_the_webhooks() {
        site.opened(MIA, "Retry payouts", 50);
        site.opened(OMAR, "Split the ledger", 40);
        var page = open("/repositories");
        page.getByText("acme/web.js").click();
        assertThat(page.getByTestId("sum"))
                .hasText("2 processed = 2 ingested + 0 skipped + 0 failed");
        site.opened(OMAR, "Another one", 30);
        assertThat(page.getByTestId("sum"))
                .hasText("3 processed = 3 ingested + 0 skipped + 0 failed");

        tab(page, "By git user");
        assertThat(page.locator(".sheet tbody tr").first()).containsText("o.haddad");
        assertThat(page.locator(".sheet tbody tr").first()).containsText("nobody yet");
        tab(page, "Ingested");
        assertThat(page.locator("[data-item]")).hasCount(3);
    }

    @Test
    void why_a_pull_request_is_not_here_is_found_by_its_number() {
        var here = site.opened(MIA, "Retry payouts", 50);
        var page = open("/repositories");
        page.getByText("acme/web.js").click();
        tab(page, "Skipped and failed");
        page.getByLabel("Number or part of the title").fill("#" + here.number());
        assertThat(page.getByText("Neither left out nor failed")).isVisible();
        page.getByText("Is it here?").click();
        assertThat(page.locator("h1")).containsText("Retry payouts");
    }

    @Test
    void syncs_by_itself_until_it_is_switched_off() {
        site.opened(MIA, "Retry payouts", 50);
        var page = open("/repositories");
        var automatic = page.getByLabel("acme/web.js syncs by itself");
        assertThat(automatic).isChecked();
        automatic.uncheck();
        page.reload();
        assertThat(automatic).not().isChecked();
    }

    @Test
    void what_the_configuration_file_selects_is_not_removed_here() {
        site.opened(MIA, "Retry payouts", 50);
        var page = open("/repositories");
        page.getByText("acme/web.js").click();
        page.getByText("Remove…").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Keep its data").check();
        dialog.getByText("Remove", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".said-wrong")).isVisible();
        assertThat(page.locator("h1")).hasText("acme/web.js");
        visitor.forgive("409");
    }

    @Test
    void filters_are_in_the_address_and_can_be_cleared() {
        site.opened(MIA, "Retry payouts", 50);
        var page = open("/repositories?q=nothing-like-it");
        page.getByText("Clear the filters").click();
        assertThat(page.getByText("acme/web.js")).isVisible();
    }

    private static void tab(Page page, String name) {
        page.locator(".tabs").getByText(name).click();
    }
}
