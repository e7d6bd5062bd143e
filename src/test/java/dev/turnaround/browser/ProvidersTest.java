package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/// What needs a provider that answers, or a tracker beside it.
class ProvidersTest extends SiteVisit {
    ProvidersTest() {
        super(Site.Extra.GITHUB_API, Site.Extra.JIRA);
    }

    @Test
    void a_sync_is_asked_for_and_shows_what_it_read() {
        site.opened(MIA, "Retry payouts", 50);
        // Nobody told of it.
        site.atGitHub(_ -> site.pullRequest(OMAR, "Split the ledger").opened(site.now()));
        var page = openSyncs();
        button(page, "Sync now").click();
        assertThat(page.getByText("It is asked for")).isVisible();
        var asked = page.locator(".syncs > li").filter(has("asked for"));
        assertThat(asked.first()).containsText("read");
        assertThat(asked.first()).containsText("2 processed = 2 ingested + 0 skipped + 0 failed");
        asked.first().getByText("Log").click();
        assertThat(page.locator(".log li").first()).isVisible();
        page.locator(".tabs").getByText("Ingested").click();
        assertThat(page.getByText("Split the ledger")).isVisible();
    }

    @Test
    void a_sync_that_waits_for_the_provider_says_until_when_and_is_cancelled() {
        site.opened(MIA, "Retry payouts", 50);
        var page = openSyncs();
        assertThat(page.locator(".syncs > li").first()).containsText("read");
        site.atGitHub(gitHub -> gitHub.quota(0));
        button(page, "Sync now").click();
        var waiting = page.locator(".syncs > li").filter(has("waits for the provider"));
        assertThat(waiting).containsText("goes on in");
        button(page, "Cancel").click();
        assertThat(page.locator(".syncs > li").filter(has("cancelled"))).isVisible();
        assertThat(button(page, "Cancel")).hasCount(0);
    }

    @Test
    void the_health_check_answers_step_by_step_and_says_what_to_do() {
        var page = open("/integrations/" + Site.CONNECTION);
        button(page, "Check now").click();
        var steps = page.locator(".steps li");
        assertThat(steps.filter(has("Credentials are taken"))).containsText("ok");
        assertThat(steps.filter(has("Rights"))).containsText("ok");

        site.atGitHub(gitHub -> gitHub.revoke());
        button(page, "Check now").click();
        assertThat(steps.filter(has("Credentials are taken"))).containsText("failed");
        assertThat(page.getByText("A step failed; what to do stands beside it.")).isVisible();
        assertThat(steps.filter(has("Credentials are taken")).locator("b")).not().isEmpty();
    }

    @Test
    void what_belongs_together_is_shown_with_the_reason() {
        var issue = site.planned(LENA, "Idempotent payments", 300);
        site.opened(MIA, issue.key() + ": retry keys", 50);
        site.opened(OMAR, issue.key() + ": ledger keys", 40);
        var page = open("/work");
        var work = page.locator(".work");
        assertThat(work).containsText(issue.key() + " Idempotent payments");
        assertThat(work).containsText("superchunk");
        assertThat(work).containsText("its key in the title");
        assertThat(work.locator("[data-item]")).hasCount(2);

        page.locator(".tabs").getByText("Issues").click();
        page.getByText(issue.key() + " Idempotent payments").click();
        assertThat(page.locator(".work")).containsText("completeness");
        assertThat(page.locator(".work").getByText("retry keys")).isVisible();
        page.locator(".tabs").getByText("Time across stages").click();
        assertThat(page.locator("main")).containsText("To Do");
    }

    @Test
    void what_no_text_tells_is_tied_by_hand_and_untied() {
        var issue = site.planned(LENA, "Idempotent payments", 300);
        var pullRequest = site.opened(MIA, "Retry keys", 50);
        var page = open("/work");
        assertThat(page.getByText("Nothing belongs together yet.")).isVisible();
        page.getByText("Tie two by hand").click();
        tie(page, "acme/web.js#1", issue.key());
        assertThat(page.locator(".said-wrong")).containsText("There is no acme/web.js#1 here");
        tie(page, "acme/web.js#" + pullRequest.number(), issue.key());
        assertThat(page.locator(".work")).containsText("by hand");

        page.getByText("Remove", new Page.GetByTextOptions().setExact(true)).click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).filter(has("Remove")).click();
        assertThat(page.getByText("Nothing belongs together yet.")).isVisible();
    }

    private static void tie(Page page, String one, String other) {
        page.getByLabel("One", new Page.GetByLabelOptions().setExact(true)).fill(one);
        page.getByLabel("The other").fill(other);
        button(page, "Tie").click();
    }

    private Page openSyncs() {
        var page = open("/repositories");
        page.getByText("acme/web.js").click();
        page.locator(".tabs").getByText("Sync log").click();
        return page;
    }
}
