package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.DEPENDABOT;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static dev.turnaround.browser.Visitor.isAccessible;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.turnaround.simulator.github.GitHubReview;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No rule of axe is broken, in whichever colours and state.
@ExtendWith(NeedsChromium.class)
class AccessibilityTest {
    private final Site site = new Site();
    private String path = "";

    @BeforeEach
    void open_some() {
        site.opened(MIA, "Retry payouts", 30 * 60);
        site.opened(DEPENDABOT, "Bump a library", 40);
        var answered = site.opened(LENA, "Split the ledger", 5 * 60);
        site.reviewed(answered, OMAR, GitHubReview.State.CHANGES_REQUESTED, 2 * 60);
        site.reviewed(answered, MIA, GitHubReview.State.APPROVED, 60);
        site.send(answered.issueCommentCreated(site.ago(50), DEPENDABOT, "Hello."));
        path = "/prs/github/acme/web.js/" + answered.number();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void on_every_screen(ColorScheme colors) {
        try (var visitor = Visitor.of(site, colors)) {
            var page = visitor.signIn();
            assertThat(page.locator(".card")).not().hasCount(0);
            isAccessible(page);

            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            isAccessible(page);

            show(page, path, ".facts tbody tr");
            show(page, "/deliveries", ".deliveries tbody tr");
            show(page, "/prs/github/acme/web.js/999999", ".problem");
        }
    }

    private void show(Page page, String path, String awaited) {
        page.navigate(site.address(path));
        Visitor.isLive(page);
        assertThat(page.locator(awaited).first()).isVisible();
        isAccessible(page);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void while_the_server_is_away(ColorScheme colors) {
        try (var visitor = Visitor.of(site, colors)) {
            var page = visitor.signIn();
            var port = site.stop();
            assertThat(page.getByText("Not connected since")).isVisible();
            isAccessible(page);
            site.startAgain(port);
            Visitor.isLive(page);
            visitor.forgive("ERR_");
        }
    }

    @Test
    void before_one_has_signed_in() {
        try (var visitor = Visitor.of(site)) {
            var page = visitor.open("/");
            assertThat(page.getByLabel("Token")).isVisible();
            isAccessible(page);
            visitor.forgive("401");
        }
    }
}
