package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.MIA;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest extends SiteVisit {
    @AfterEach
    void forgive() {
        // That it does not know us yet is what each of these begins with.
        visitor.forgive("401");
    }

    @Test
    void a_token_opens_the_address_that_was_asked_for() {
        site.opened(MIA, "Retry payouts", 5);
        var page = visitor.open("/deliveries?verdict=applied");
        page.getByLabel("Token").fill("ta_not-this-one");
        button(page, "Sign in").click();
        assertThat(page.getByText("This token is not valid.")).isVisible();

        page.getByLabel("Token").fill(Site.TOKEN);
        button(page, "Sign in").click();
        assertThat(page.locator(".deliveries tbody tr")).hasCount(1);
        assertThat(page).hasURL(site.address("/deliveries?verdict=applied"));
    }

    @Test
    void the_address_that_the_server_prints_signs_in_and_leaves_the_address_bar() {
        var page = visitor.signIn();
        assertThat(page).hasURL(site.address("/"));
    }

    @Test
    void signing_out_ends_the_session_in_every_tab() {
        var page = visitor.signIn();
        var other = visitor.open("/deliveries");
        Visitor.isLive(other);
        button(page, "Sign out").click();
        assertThat(page.getByLabel("Token")).isVisible();
        other.reload();
        assertThat(other.getByLabel("Token")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Token")).isVisible();
    }

    @Test
    void an_address_that_means_nothing_says_so() {
        visitor.signIn();
        var page = visitor.open("/nowhere/at/all");
        assertThat(page.getByText("No such page")).isVisible();
        page.getByText("To the board").click();
        assertThat(page.getByText("No open pull requests")).isVisible();
    }

    @Test
    void colours_are_chosen_once() {
        var page = visitor.signIn();
        var root = page.locator(":root");
        page.getByLabel("Colours: system").click();
        page.getByLabel("Colours: light").click();
        assertThat(root).hasAttribute("data-theme", "dark");
        page.reload();
        assertThat(root).hasAttribute("data-theme", "dark");
    }
}
