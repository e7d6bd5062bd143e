package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.turnaround.simulator.github.GitHubReview;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NeedsChromium.class)
class InsightsTest {
    private final Site site = new Site();
    private final Visitor visitor = Visitor.of(site);

    @AfterEach
    void close() {
        try (site) {
            visitor.close();
        }
    }

    @Test
    void figures_are_those_of_the_pull_requests_below_and_move_while_one_looks() {
        for (var i = 1; i <= 5; i++) {
            commented("Number " + i, 60);
        }
        site.opened(LENA, "Nobody has looked", 30);
        var page = open("/insights");
        assertThat(tile(page, "Median")).hasText(Pattern.compile("59m|1h 00m"));
        assertThat(tile(page, "Pull requests")).hasText("5");
        assertThat(tile(page, "Still waiting now")).hasText("1");
        assertThat(page.locator("[data-item]")).hasCount(5);
        assertThat(page.getByText("nothing to compare with").first()).isVisible();
        assertThat(page.locator(".trend canvas")).isVisible();

        commented("One more", 60);
        assertThat(tile(page, "Pull requests")).hasText("6");
        assertThat(page.locator("[data-item]")).hasCount(6);
        page.getByText("One more").click();
        assertThat(page.locator("h1")).containsText("One more");
    }

    @Test
    void fewer_than_five_say_so_and_show_themselves() {
        commented("The only one", 60);
        var page = open("/insights?by=repository");
        assertThat(tile(page, "Median")).hasText("–");
        assertThat(page.getByText("Fewer than five: a percentile of so few would say little."))
                .isVisible();
        assertThat(page.getByText("The only one")).isVisible();
        var group =
                page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("acme/web.js"));
        assertThat(group.first()).containsText("fewer than five");
    }

    @Test
    void filters_are_in_the_address_and_the_table_says_what_the_chart_does() {
        commented("In an hour", 60);
        commented("In five minutes", 5);
        var page = open("/insights");
        page.getByLabel("Metric").selectOption("timeToMerge");
        assertThat(page).hasURL(site.address("/insights?metric=timeToMerge"));
        assertThat(page.getByText("No clock stopped in these days.")).isVisible();
        page.getByLabel("Metric").selectOption("timeToFirstComment");
        page.locator(".distribution ~ details summary").click();
        page.getByText("1h to 4h").click();
        assertThat(page.locator("[data-item]")).hasText(new String[] {"In an hour"});
        page.reload();
        assertThat(page.locator("[data-item]")).hasText(new String[] {"In an hour"});
    }

    @Test
    void the_figures_can_be_saved() {
        commented("In an hour", 60);
        var page = open("/insights?by=repository");
        var saved = page.waitForDownload(() -> page.getByText("Save as CSV").click());
        assertThat(saved.suggestedFilename()).isEqualTo("timeToFirstComment.csv");
    }

    private void commented(String title, int afterMinutes) {
        var pullRequest = site.opened(MIA, title, 90 + afterMinutes);
        site.reviewed(pullRequest, OMAR, GitHubReview.State.COMMENTED, 90);
    }

    private Page open(String path) {
        visitor.signIn();
        var page = visitor.open(path);
        Visitor.isLive(page);
        return page;
    }

    private static Locator tile(Page page, String name) {
        return page.locator(".tiles > div")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(
                                        page.locator(
                                                "dt",
                                                new Page.LocatorOptions()
                                                        .setHasText(
                                                                Pattern.compile(
                                                                        "^" + name + "$")))))
                .locator(".value");
    }
}
