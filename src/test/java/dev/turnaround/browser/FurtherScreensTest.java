package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.DEPENDABOT;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static dev.turnaround.browser.Visitor.isAccessible;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.turnaround.simulator.github.GitHubReview;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The screens behind the board: accessible in whichever colours, and as wide as the window.
@ExtendWith(NeedsChromium.class)
class FurtherScreensTest {
    /// Each with what is there once it has drawn.
    private static final Map<String, String> SCREENS =
            Map.ofEntries(
                    Map.entry("/insights?by=author", ".trend canvas"),
                    Map.entry("/insights/profiles", ".toolbar"),
                    Map.entry("/work", ".notice"),
                    Map.entry("/work?tab=issues", ".notice"),
                    Map.entry("/work?tab=stages", ".notice"),
                    Map.entry("/repositories", "[data-item]"),
                    Map.entry("/people", ".notice"),
                    Map.entry("/people?tab=unlinked", ".framed tbody tr"),
                    Map.entry("/people?tab=teams", ".notice"),
                    Map.entry("/people?tab=history", ".notice"),
                    Map.entry("/integrations", "[data-item]"),
                    Map.entry("/integrations?connect=jira", "[name='auth.oauth.clientId']"),
                    Map.entry("/integrations/" + Site.CONNECTION, ".install"),
                    Map.entry("/integrations/nothing-like-it", ".problem"),
                    Map.entry("/repositories/acme-github:nothing-like-it", ".problem"),
                    Map.entry("/status", ".tiles"),
                    Map.entry("/settings", ".form"),
                    Map.entry("/settings?tab=audit", ".sheet tbody"),
                    Map.entry("/settings?tab=signin", ".panel"),
                    Map.entry("/settings?tab=hours", ".week"),
                    Map.entry("/settings?tab=targets", ".within"),
                    Map.entry("/start", ".first-steps"));

    private final Site site = new Site();

    @BeforeEach
    void open_some() {
        var answered = site.opened(LENA, "Split the ledger", 5 * 60);
        site.reviewed(answered, OMAR, GitHubReview.State.APPROVED, 60);
        site.opened(MIA, "Retry payouts", 30 * 60);
        site.opened(DEPENDABOT, "Bump a library", 40);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void break_no_rule_of_axe(ColorScheme colors) {
        try (var visitor = Visitor.of(site, colors)) {
            var page = visitor.signIn();
            SCREENS.forEach((path, awaited) -> {
                page.navigate(site.address(path));
                assertThat(page.locator(awaited).first()).isVisible();
                isAccessible(page);
            });
            visitor.forgive("404");
        }
    }

    @Test
    void are_no_wider_than_a_phone() {
        try (var visitor = Visitor.withPhone(site)) {
            var page = visitor.signIn();
            SCREENS.forEach((path, awaited) -> {
                page.navigate(site.address(path));
                assertThat(page.locator(awaited).first()).isVisible();
                assertThat(
                                ((Number) page.evaluate("document.documentElement.scrollWidth"))
                                        .intValue())
                        .as(path)
                        .isLessThanOrEqualTo(320);
            });
            visitor.forgive("404");
        }
    }

    @Test
    void show_the_api_document_in_the_colours_of_the_page() {
        try (var visitor = Visitor.of(site, ColorScheme.DARK)) {
            var page = visitor.signIn();
            page.setViewportSize(390, 844);
            page.navigate(site.address("/docs"));
            assertThat(page.locator(".opblock").first()).isVisible();
            var root = page.locator("html");
            assertThat(root).hasClass("dark-mode");
            assertThat(page.locator(".opblock-summary-path").first())
                    .hasCSS("color", "rgb(228, 230, 230)");
            assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                    .isLessThanOrEqualTo(390);
            page.getByLabel("Colours: system.").click();
            assertThat(root).not().hasClass("dark-mode");
            page.getByLabel("Colours: light.").click();
            assertThat(root).hasClass("dark-mode");
            page.getByText("Board").click();
            assertThat(page.locator(".card").first()).isVisible();
            assertThat(root).not().hasClass("dark-mode");
        }
    }

    @Test
    void say_what_failed_and_try_again() {
        try (var visitor = Visitor.of(site)) {
            var page = visitor.signIn();
            page.route("**/api/v1/repositories?**", route -> route.abort());
            page.navigate(site.address("/repositories"));
            assertThat(page.getByText("The server does not answer")).isVisible();
            page.unroute("**/api/v1/repositories?**");
            page.getByText("Retry").click();
            assertThat(page.locator("[data-item]")).hasCount(1);
            visitor.forgive("ERR_");
        }
    }
}
