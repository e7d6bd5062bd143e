package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.turnaround.simulator.github.GitHubReview;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeopleTest extends SiteVisit {
    @BeforeEach
    void three_take_part() {
        site.opened(MIA, "Retry payouts", 50);
        site.opened(MIA, "Retry refunds", 45);
        var reviewed = site.opened(LENA, "Split the ledger", 40);
        site.reviewed(reviewed, OMAR, GitHubReview.State.COMMENTED, 30);
    }

    @Test
    void whose_an_account_is_can_be_said_and_taken_back() {
        var page = open("/people?tab=unlinked");
        assertThat(accounts(page)).hasCount(3);
        assertThat(accounts(page).first()).containsText("mia");
        assertThat(accounts(page).first()).containsText("2 pull requests");
        button(page, "mia is a new person").click();
        assertThat(page.getByText("mia is a person now.")).isVisible();
        assertThat(accounts(page)).hasCount(2);
        button(page, "Undo").click();
        assertThat(accounts(page)).hasCount(3);
    }

    @Test
    void several_accounts_become_one_person_and_can_be_unlinked() {
        var page = open("/people?tab=unlinked");
        page.getByLabel("Select lena.k of acme-github").check();
        page.getByLabel("Select o.haddad of acme-github").check();
        page.getByText("One new person,").click();
        assertThat(accounts(page)).hasCount(1);
        page.locator(".tabs").getByText("People").click();
        assertThat(accounts(page)).hasCount(1);
        assertThat(accounts(page)).containsText("lena.k");
        assertThat(accounts(page)).containsText("o.haddad");
        button(page, "Unlink o.haddad of acme-github from lena.k").click();
        assertThat(accounts(page)).not().containsText("o.haddad");
    }

    @Test
    void a_bot_is_marked_and_what_was_done_can_be_read() {
        var page = open("/people?tab=unlinked");
        button(page, "o.haddad is a bot").click();
        assertThat(accounts(page)).hasCount(2);
        page.locator(".tabs").getByText("History").click();
        assertThat(accounts(page)).hasCount(1);
        assertThat(accounts(page)).containsText("counts");
    }

    @Test
    void a_team_is_made_and_filled() {
        var page = open("/people?tab=unlinked");
        button(page, "mia is a new person").click();
        assertThat(page.getByText("mia is a person now.")).isVisible();
        page.locator(".tabs").getByText("Teams").click();
        page.getByLabel("Name").fill("Payments");
        button(page, "Make").click();
        page.getByText("Change who is in it").click();
        page.getByLabel("mia").check();
        button(page, "Save").click();
        assertThat(page.getByText("Payments has 1 member now.")).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Payments")).click();
        assertThat(page).hasURL(site.address("/insights?team=Payments"));
    }

    private static Locator accounts(Page page) {
        return page.locator(".framed tbody tr");
    }
}
