package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.MIA;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class SettingsScreenTest extends SiteVisit {
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
    void working_hours_are_everybodys_and_a_teams_own_and_taken_back() {
        site.call("POST", "/teams", new JsonObject().put("name", "Payments"));
        var page = open("/settings?tab=hours");
        var everybody = page.getByLabel("Everybody else", exact());
        assertThat(everybody).containsText("as it comes");
        everybody.getByText("Change").click();
        everybody.getByLabel("Time zone").fill("Europe/Berlin");
        everybody.getByLabel("Monday").fill("08:00-12:00, 13:00-17:00");
        everybody.getByLabel("Friday").fill("");
        everybody.getByLabel("Dates without work").fill("2026-12-25\n2026-12-26");
        everybody.getByText("Save").click();
        assertThat(everybody).containsText("08:00-12:00, 13:00-17:00");
        assertThat(everybody).containsText("By the clock of Europe/Berlin.");
        assertThat(everybody).containsText("Without work: 2026-12-25, 2026-12-26.");
        button(page, "Undo").click();
        assertThat(everybody).containsText("By the clock of UTC.");

        page.getByText("Hours of another team").click();
        var form = page.getByLabel("Hours of another team", exact());
        form.getByLabel("Monday").fill("in the morning");
        form.getByText("Save").click();
        assertThat(page.locator(".said-wrong")).containsText("week.monday");
        visitor.forgive("400");
        form.getByLabel("Monday").fill("06:00-14:00");
        form.getByText("Save").click();
        assertThat(page.getByLabel("Payments", exact())).containsText("06:00-14:00");
        page.getByText("Take its own hours away").click();
        page.getByRole(AriaRole.DIALOG).getByText("Take away", exactly()).click();
        assertThat(page.getByLabel("Payments", exact())).hasCount(0);
    }

    @Test
    void a_target_is_set_and_removed() {
        var page = open("/settings?tab=targets");
        assertThat(page.getByText("nothing is late")).isVisible();
        page.getByLabel("How many").fill("6");
        page.getByLabel("of working time").check();
        button(page, "Set").click();
        assertThat(page.locator(".sheet tbody tr")).containsText("6h of work");
        button(page, "Remove the target of all for Time to first comment").click();
        assertThat(page.getByText("nothing is late")).isVisible();
    }

    @Test
    void the_first_steps_know_how_far_one_is() {
        var page = open("/start");
        assertThat(page.getByText("Connect a provider, done")).hasCount(1);
        assertThat(page.getByText("Set its webhook up, to do")).hasCount(1);
        // What is left to notice it is the stream.
        page.evaluate("for (let timer = 1; timer < 10_000; timer++) clearTimeout(timer)");
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

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
