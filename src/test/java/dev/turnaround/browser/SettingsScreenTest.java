package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.MIA;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsChromium.class)
class SettingsScreenTest {
    private final Site site = new Site();
    private final Visitor visitor = Visitor.of(site);

    @AfterEach
    void close() {
        try (site) {
            visitor.close();
        }
    }

    @Test
    void who_may_only_read_is_offered_nothing_else() {
        site.opened(MIA, "Retry payouts", 50);
        var page = open("/settings");
        page.getByLabel("What it is for").fill("A wall");
        button(page, "Make").click();
        var token = page.getByTestId("new-token").innerText();
        page.reload();
        assertThat(page.getByText("A wall")).isVisible();
        assertThat(page.locator("main")).not().containsText(token);

        try (var reader = Visitor.of(site)) {
            var seen = reader.open("/#token=" + token);
            Visitor.isLive(seen);
            seen.navigate(site.address("/repositories"));
            assertThat(seen.getByText("acme/web.js")).isVisible();
            assertThat(seen.getByText("Add repositories")).hasCount(0);
            assertThat(seen.locator("main input[type=checkbox]")).hasCount(0);
            seen.navigate(site.address("/people?tab=unlinked"));
            assertThat(seen.locator(".framed tbody tr")).hasCount(1);
            assertThat(seen.locator("main button")).hasCount(0);
            seen.navigate(site.address("/integrations?connect=github"));
            assertThat(seen.locator("[data-item]")).hasCount(1);
            assertThat(seen.locator("main button")).hasCount(0);
            seen.navigate(site.address("/settings"));
            assertThat(seen.getByText("This is for administrators.")).isVisible();
        }
    }

    @Test
    void a_token_is_revoked_and_the_log_has_it() {
        var page = open("/settings");
        page.getByLabel("What it is for").fill("A wall");
        button(page, "Make").click();
        button(page, "Revoke A wall").click();
        page.getByRole(AriaRole.DIALOG).getByText("Revoke", exactly()).click();
        assertThat(page.getByText("A wall is revoked.")).isVisible();
        page.locator(".tabs").getByText("Audit log").click();
        assertThat(page.getByText("token.revoked")).isVisible();
    }

    @Test
    void the_first_steps_know_how_far_one_is() {
        var page = open("/start");
        assertThat(page.getByText("Connect a provider, done")).hasCount(1);
        assertThat(page.getByText("Set its webhook up, to do")).hasCount(1);
        site.opened(MIA, "Retry payouts", 50);
        assertThat(page.getByText("Set its webhook up, done")).hasCount(1);
        page.getByText("See the numbers").click();
        assertThat(page.locator("h1")).hasText("Metrics");
    }

    @Test
    void the_status_says_in_words_what_readiness_says() {
        var page = open("/status");
        assertThat(page.locator(".tiles > div").first()).containsText("yes");
        assertThat(page.getByText("no webhook yet")).isVisible();
    }

    @Test
    void the_api_is_shown_and_tried_with_the_session() {
        var page = open("/docs");
        page.locator("#operations-reading-listPullRequests .opblock-summary-control").click();
        page.getByText("Try it out").click();
        page.getByText("Execute", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(
                        page.locator(".responses-table.live-responses-table .response-col_status")
                                .last())
                .containsText("200");
    }

    private Page open(String path) {
        visitor.signIn();
        var page = visitor.open(path);
        Visitor.isLive(page);
        return page;
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
