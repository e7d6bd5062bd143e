package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.DEPENDABOT;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubReview;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullRequestScreenTest extends SiteVisit {
    private final GitHubPullRequest pullRequest = site.pullRequest(MIA, "Retry payouts");

    @BeforeEach
    void live_a_little() {
        site.send(pullRequest.opened(site.ago(10 * 60)));
        site.send(pullRequest.issueCommentCreated(site.ago(9 * 60), DEPENDABOT, "Hello."));
        site.send(pullRequest.issueCommentCreated(site.ago(8 * 60), MIA, "By the way."));
        site.reviewed(pullRequest, OMAR, GitHubReview.State.CHANGES_REQUESTED, 6 * 60);
    }

    @Test
    void a_card_leads_to_every_fact_with_its_reason() {
        var page = visitor.signIn();
        page.getByText("Retry payouts").click();

        assertThat(page).hasURL(site.address("/prs/github/acme/web.js/" + pullRequest.number()));
        assertThat(page).hasTitle(Pattern.compile("acme/web\\.js#\\d+ Retry payouts"));
        assertThat(fact(page, "opened")).containsText("starts the clocks");
        assertThat(fact(page, "dependabot[bot]")).containsText("ignored: a bot did it");
        assertThat(fact(page, "ignored: the author")).containsText("mia");
        assertThat(fact(page, "changes requested")).containsText("stops time to first comment");
        assertThat(fact(page, "changes requested")).containsText("the turn passes to the author");
        assertThat(fact(page, "changes requested")).containsText("webhook");
    }

    @Test
    void each_clock_says_what_counts_and_whether_it_runs() {
        var page = open();

        assertThat(clock(page, "Time to first comment")).containsText("4h 00m");
        assertThat(clock(page, "Time to first comment"))
                .containsText("by a human who is not the author");
        assertThat(clock(page, "Time to approve")).containsText("still running");
        assertThat(page.locator(".turns .span")).hasCount(2);
        assertThat(page.locator("[role=img]"))
                .hasAttribute(
                        "aria-label",
                        Pattern.compile("Waiting for review 4h 00m, Waiting for author 6h 0\\dm"));
    }

    @Test
    void it_changes_live_when_a_webhook_arrives() {
        var page = open();
        site.reviewed(pullRequest, OMAR, GitHubReview.State.APPROVED, 1);

        assertThat(fact(page, "approval")).containsText("stops time to approve");
        assertThat(clock(page, "Time to approve")).containsText("9h 59m");
        assertThat(page.locator(".heading .phase")).containsText("Approved, to merge");
    }

    @Test
    void one_that_is_not_known_is_said_to_be_so() {
        visitor.signIn();
        var page = visitor.open("/prs/github/acme/web.js/999999");
        assertThat(page.getByText("No such pull request")).isVisible();
    }

    private Page open() {
        return open("/prs/github/acme/web.js/" + pullRequest.number());
    }

    private static Locator fact(Page page, String words) {
        return page.locator(".facts tbody tr")
                .filter(new Locator.FilterOptions().setHasText(words));
    }

    private static Locator clock(Page page, String name) {
        return page.locator(".clocks > div").filter(new Locator.FilterOptions().setHasText(name));
    }
}
