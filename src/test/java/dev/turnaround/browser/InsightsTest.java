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
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InsightsTest extends SiteVisit {
    /// What a single answer by a comment stops.
    private static final Set<String> COUNTED = Set.of("timeToFirstComment", "timeToFirstReview");

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

    @Test
    void every_clock_can_be_looked_at_and_says_how_it_is_measured() {
        commented("In an hour", 60);
        var page = open("/insights");
        var metrics = page.getByLabel("Metric").locator("option");
        assertThat(metrics).hasCount(21);
        for (var metric : metrics.all()) {
            var name = metric.getAttribute("value");
            page.getByLabel("Metric").selectOption(name);
            assertThat(tile(page, "Pull requests")).hasText(COUNTED.contains(name) ? "1" : "0");
            assertThat(page.locator("[data-item]")).hasCount(COUNTED.contains(name) ? 1 : 0);
        }
        page.getByLabel("Measured from").selectOption("readyTime");
        assertThat(page).hasURL(Pattern.compile("clock=readyTime"));
    }

    @Test
    void days_are_chosen_and_working_hours_say_whose() {
        commented("In an hour", 60);
        var page = open("/insights");
        page.getByLabel("Range").selectOption("custom");
        page.getByLabel("From", new Page.GetByLabelOptions().setExact(true)).fill("2026-01-01");
        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("2026-01-31");
        assertThat(page).hasURL(site.address("/insights?from=2026-01-01&to=2026-01-31"));
        assertThat(tile(page, "Pull requests")).hasText("0");
        assertThat(page.getByText("in the 31 days before").first()).isVisible();
        page.getByLabel("Range").selectOption("30");
        assertThat(tile(page, "Pull requests")).hasText("1");

        page.getByLabel("Hours that count").selectOption("working");
        page.getByText("Only working hours count").click();
        assertThat(page.getByText("Mon to Fri 09:00-17:00 (UTC)")).isVisible();
        assertThat(page.getByText("by the clock on the wall").first()).isVisible();
    }

    @Test
    void a_drag_over_the_trend_looks_closer() {
        commented("In an hour", 60);
        var page = open("/insights?days=90");
        var chart = page.locator(".trend canvas");
        assertThat(chart).isVisible();
        var box = chart.boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + box.height / 2);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.5, box.y + box.height / 2);
        page.mouse().move(box.x + box.width * 0.6, box.y + box.height / 2);
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile("from=20\\d\\d-.*to=20\\d\\d-"));
        assertThat(page.getByLabel("Range")).hasValue("custom");
    }

    @Test
    void what_was_in_time_is_told_where_there_is_a_target() {
        for (var i = 1; i <= 5; i++) {
            commented("Number " + i, i == 1 ? 120 : 30);
        }
        var page = open("/insights");
        assertThat(tile(page, "Pull requests")).hasText("5");
        assertThat(page.getByText("In time")).hasCount(0);
        site.call(
                "PUT",
                "/targets",
                new JsonObject().put("metric", "timeToFirstComment").put("targetSeconds", 3600));
        page.reload();
        assertThat(tile(page, "In time")).hasText("80%");
    }

    @Test
    void where_another_tool_differs_is_told_with_the_reason() {
        var pullRequest = site.pullRequest(MIA, "It was a draft for long").asDraft();
        site.send(pullRequest.opened(site.ago(90)));
        site.send(pullRequest.readyForReview(site.ago(60), MIA));
        site.reviewed(pullRequest, OMAR, GitHubReview.State.COMMENTED, 30);
        var page = open("/insights");
        page.getByText("Where other tools differ").click();
        page.getByLabel("The other tool").selectOption("devlake");
        page.getByLabel("Number").selectOption("timeToFirstComment");
        var row = page.locator(".framed tbody tr");
        assertThat(row).containsText("It was a draft for long");
        assertThat(row.locator("td").first()).hasText("30m");
        assertThat(row.locator("td").last()).not().isEmpty();
        row.locator("a").click();
        assertThat(page.locator("h1")).containsText("It was a draft for long");

        page.goBack();
        page.getByLabel("The other tool").selectOption("turnaround");
        assertThat(page.getByText("A tool does not differ from itself")).isVisible();
    }

    private void commented(String title, int afterMinutes) {
        var pullRequest = site.opened(MIA, title, 90 + afterMinutes);
        site.reviewed(pullRequest, OMAR, GitHubReview.State.COMMENTED, 90);
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
