package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.DEPENDABOT;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static dev.turnaround.browser.Visitor.titles;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.turnaround.simulator.github.GitHubReview;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardTest extends SiteVisit {
    @BeforeEach
    void open_some() {
        site.opened(OMAR, "Rotate keys", 3 * 60);
        site.opened(MIA, "Retry payouts", 30 * 60);
        site.reviewed(
                site.opened(LENA, "Split the ledger", 5 * 60),
                OMAR,
                GitHubReview.State.CHANGES_REQUESTED,
                2 * 60);
        site.reviewed(
                site.opened(OMAR, "Drop old sessions", 6 * 60),
                MIA,
                GitHubReview.State.APPROVED,
                50);
        site.send(site.pullRequest(MIA, "Try a cache").asDraft().opened(site.ago(20)));
        site.opened(DEPENDABOT, "Bump a library", 90);
    }

    @Test
    void it_shows_whose_turn_it_is_and_who_has_waited_longest() {
        var page = visitor.signIn();

        assertThat(titles(page, "awaiting_review"))
                .hasText(new String[] {"Retry payouts", "Rotate keys"});
        assertThat(titles(page, "awaiting_author")).hasText(new String[] {"Split the ledger"});
        assertThat(titles(page, "awaiting_merge")).hasText(new String[] {"Drop old sessions"});
        assertThat(page.locator(".lane.awaiting_review time").first()).hasText("1d 6h");
        assertThat(page.locator(".lane.awaiting_author .turn b")).hasText("lena.k");
        assertThat(page.locator(".lane.awaiting_merge time"))
                .hasText(Pattern.compile("5\\dm \\d\\ds"));
        assertThat(page.getByText("Drafts 1")).isVisible();
    }

    @Test
    void on_a_wall_it_is_bigger_and_offers_nothing_to_click() {
        visitor.signIn();
        var page = visitor.open("/?kiosk=1&titles=0");
        Visitor.isLive(page);
        assertThat(page.locator(".awaiting_review .count")).hasText("2");
        assertThat(page.locator("html")).hasCSS("font-size", "22px");
        assertThat(page.locator(".card .where").first()).containsText("acme/web.js");
        assertThat(page.getByText("Retry payouts")).isHidden();
        assertThat(page.locator("button:visible")).hasCount(0);
        assertThat(page.locator("header nav")).isHidden();

        page.navigate(site.address("/"));
        assertThat(page.getByText("Retry payouts")).isVisible();
        assertThat(page.locator("header nav")).isVisible();
    }

    @Test
    void a_number_changes_live_when_a_webhook_arrives() {
        var page = visitor.signIn();
        assertThat(page.locator(".awaiting_review .count")).hasText("2");
        var late = site.opened(LENA, "Show the cause", 10);
        assertThat(page.locator(".awaiting_review .count")).hasText("3");

        site.reviewed(late, MIA, GitHubReview.State.APPROVED, 1);
        assertThat(titles(page, "awaiting_merge"))
                .hasText(new String[] {"Drop old sessions", "Show the cause"});
        assertThat(page.locator(".awaiting_review .count")).hasText("2");

        site.send(late.merged(site.ago(0), MIA));
        assertThat(titles(page, "awaiting_merge")).hasText(new String[] {"Drop old sessions"});
        assertThat(page.locator(".gone")).containsText("merged");
    }

    @Test
    void clocks_under_an_hour_tick_by_the_second() {
        var page = visitor.signIn();
        var clock = page.locator(".lane.awaiting_merge time");
        var before = clock.textContent();
        page.waitForTimeout(2_500);
        Assertions.assertThat(clock.textContent()).isNotEqualTo(before);
    }

    @Test
    void bots_are_shown_when_asked_for() {
        var page = visitor.signIn();
        assertThat(page.locator(".counts"))
                .hasText("5 of 6 open pull requests · 1 by bots not shown");
        page.getByLabel("bots").check();
        assertThat(titles(page, "awaiting_review"))
                .hasText(new String[] {"Retry payouts", "Rotate keys", "Bump a library"});
        assertThat(page).hasURL(site.address("/?bots=1"));
    }

    @Test
    void filters_are_in_the_address_and_survive_a_reload() {
        var page = visitor.signIn();
        page.getByRole(AriaRole.SEARCHBOX).fill("retry");
        page.getByLabel("Author", new Page.GetByLabelOptions().setExact(true)).selectOption("mia");
        assertThat(page).hasURL(site.address("/?q=retry&author=mia"));
        assertThat(page.locator(".lane h3")).hasText(new String[] {"Retry payouts"});

        page.reload();
        Visitor.isLive(page);
        assertThat(page.locator(".lane h3")).hasText(new String[] {"Retry payouts"});
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("retry");

        page.getByRole(AriaRole.SEARCHBOX).fill("nothing like it");
        page.getByText("Clear the filters").click();
        assertThat(page.locator(".lane h3")).hasCount(4);
        assertThat(page).hasURL(site.address("/"));
    }

    @Test
    void a_pause_holds_everything_still_and_counts_what_waits() {
        var page = visitor.signIn();
        page.getByText("Pause").click();
        site.opened(LENA, "Meanwhile", 1);
        assertThat(page.getByText("Resume (1 change)")).isVisible();
        assertThat(page.locator(".awaiting_review .count")).hasText("2");
        page.getByText("Resume (1 change)").click();
        assertThat(page.locator(".awaiting_review .count")).hasText("3");
    }

    @Test
    void whoever_is_on_a_card_stays_on_it_when_it_moves() {
        var page = visitor.signIn();
        var moving = site.opened(LENA, "It moves", 10);
        page.getByText("It moves").focus();
        site.reviewed(moving, MIA, GitHubReview.State.CHANGES_REQUESTED, 1);
        assertThat(titles(page, "awaiting_author")).containsText(new String[] {"It moves"});
        assertThat(page.getByText("It moves")).isFocused();
    }

    @Test
    void the_keyboard_goes_through_the_cards_and_the_screens() {
        var page = visitor.signIn();
        assertThat(page.locator(".lane h3")).hasCount(4);
        page.keyboard().press("j");
        assertThat(page.getByText("Retry payouts")).isFocused();
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(page.getByText("Rotate keys")).isFocused();
        page.keyboard().press("/");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
        page.keyboard().press("Escape");
        press(page, "g", "d");
        assertThat(page).hasURL(site.address("/deliveries"));
        press(page, "g", "b");
        assertThat(page).hasURL(site.address("/"));
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.getByLabel("Single letters are shortcuts").uncheck();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        press(page, "g", "d");
        assertThat(page).hasURL(site.address("/"));
    }

    private static void press(Page page, String... keys) {
        for (var key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void a_phone_shows_it_without_scrolling_sideways() {
        try (var phone = Visitor.withPhone(site)) {
            var page = phone.signIn();
            assertThat(page.locator(".lane h3")).hasCount(4);
            Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(320);
        }
    }
}
