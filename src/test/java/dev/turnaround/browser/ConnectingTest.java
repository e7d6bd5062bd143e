package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.turnaround.browser.Site.LENA;
import static dev.turnaround.browser.Site.MIA;
import static dev.turnaround.browser.Site.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.consent.Decision;
import dev.turnaround.simulator.github.GitHubHooks;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an administrator does together with a provider, from the first click to what came of it.
class ConnectingTest extends SiteVisit {
    private static final String MADE = "second-github";
    private static final Team PAYMENTS = new Team(8_800_131, "payments", "Payments");

    ConnectingTest() {
        super(Site.Extra.CONSENT);
    }

    @Test
    void who_signs_in_at_the_provider_has_it_read() {
        site.atGitHub(_ -> site.pullRequest(OMAR, "Split the ledger").opened(site.now()));
        site.atConsent(new Decision.Allows(LENA));
        var page = connectedByApp();
        assertThat(page.getByText("Nobody has let this connection in")).isVisible();

        button(page, "Sign in at GitHub").click();

        assertThat(page.getByText("It is let in.")).isVisible();
        assertThat(page)
                .hasURL(
                        site.address(
                                "/integrations/%s?consent=granted&connection=%s"
                                        .formatted(MADE, MADE)));
        assertThat(button(page, "Sign in again at GitHub")).isVisible();
        page.getByText("Its repositories").click();
        page.getByText("acme/web.js").click();
        page.locator(".tabs").getByText("Sync log").click();
        assertThat(page.locator(".syncs > li").first()).containsText("1 ingested");
        page.locator(".tabs").getByText("Ingested").click();
        assertThat(page.getByText("Split the ledger")).isVisible();
    }

    @Test
    void who_refuses_at_the_provider_is_told_what_to_do_and_may_think_again() {
        site.atConsent(new Decision.Denies());
        var page = connectedByApp();
        button(page, "Sign in at GitHub").click();
        assertThat(page.getByRole(AriaRole.ALERT).filter(has("It was not let in.")))
                .containsText("Sign in again");

        site.atConsent(new Decision.Allows(LENA));
        button(page, "Sign in at GitHub").click();
        assertThat(page.getByText("It is let in.")).isVisible();
    }

    @Test
    void a_webhook_is_installed_and_removed() {
        var page = connectedByToken();
        page.getByText("Install one, or make it by hand").click();
        page.getByLabel("Install it in").fill("acme/web.js");
        button(page, "Go on").click();
        var hooks = page.locator("turnaround-webhooks");
        assertThat(hooks.getByText("Installed in acme/web.js")).isVisible();
        assertThat(hooks.locator(".offer")).containsText("active");
        assertThat(hooks()).hasSize(1);

        button(page, "Remove").click();
        dialog(page, "Remove").click();
        assertThat(hooks.getByText("It is gone.")).isVisible();
        assertThat(hooks.locator(".offer")).hasCount(0);
        assertThat(hooks()).isEmpty();
    }

    @Test
    void a_place_that_the_credentials_may_not_write_to_is_explained() {
        var page = connectedByToken();
        page.getByText("Install one, or make it by hand").click();
        page.getByLabel("An organisation, group or workspace").check();
        page.getByLabel("Install it in").fill("acme");
        button(page, "Go on").click();
        assertThat(page.locator(".by-hand")).containsText("Not installed.");
        assertThat(page.locator(".by-hand li").first()).isVisible();
        assertThat(hooks()).isEmpty();
    }

    @Test
    void new_webhook_secrets_are_shown_once_and_the_old_ones_still_count() {
        var page = connectedByToken();
        page.getByText("Install one, or make it by hand").click();
        button(page, "New secrets…").click();
        dialog(page, "Replace").click();
        assertThat(page.getByText("Copy this now.")).isVisible();
        var secret = page.locator(".once .secret").innerText();
        assertThat(page.getByText("Its secrets are being replaced")).isVisible();
        assertThat(page.locator("turnaround-secrets"))
                .containsText("…" + secret.substring(secret.length() - 3));
        page.reload();
        assertThat(page.getByText("Its secrets are being replaced")).isVisible();
        assertThat(page.locator("main")).not().containsText(secret);
    }

    @Test
    void the_token_of_a_connection_is_replaced() {
        var page = connectedByToken();
        var renewed = "ghp_another-of-the-tests";
        site.atGitHub(gitHub -> gitHub.renew(renewed));
        var steps = page.locator(".steps li").filter(has("Credentials are taken"));
        button(page, "Check now").click();
        assertThat(steps).containsText("failed");

        button(page, "Replace auth.token").click();
        page.getByLabel("The new auth.token").fill(renewed);
        button(page, "Replace").click();
        assertThat(page.getByText("It is replaced.")).isVisible();
        assertThat(page.getByLabel("The new auth.token")).hasCount(0);
        assertThat(page.locator("main")).not().containsText(renewed);
        button(page, "Check now").click();
        assertThat(steps).containsText("ok");
    }

    @Test
    void a_team_comes_with_those_whose_accounts_are_linked() {
        site.opened(MIA, "Retry payouts", 50);
        site.joins(MIA, PAYMENTS);
        site.joins(OMAR, PAYMENTS);
        var page = open("/people?tab=unlinked");
        button(page, "mia is a new person").click();
        assertThat(page.getByText("mia is a person now.")).isVisible();

        page.locator(".tabs").getByText("Teams").click();
        page.getByLabel("From").selectOption(Site.CONNECTION);
        button(page, "Import").click();

        assertThat(page.getByText("1 team read: 1 new")).isVisible();
        assertThat(page.getByText("Linked to nobody yet:")).containsText("o.haddad");
        var team = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Payments"));
        assertThat(team).containsText("from " + Site.CONNECTION);
        assertThat(team).containsText("mia");
        assertThat(team).not().containsText("o.haddad");

        button(page, "Undo").click();
        assertThat(team).hasCount(0);
    }

    private Page connectedByApp() {
        var page = open("/integrations");
        button(page, "Connect a provider").click();
        page.getByLabel("OAuth").check();
        page.getByLabel("Name of this connection").fill(MADE);
        page.getByLabel("Address").fill(site.gitHubAddress());
        page.getByLabel("Client ID").fill(Site.CLIENT);
        page.getByLabel("Client secret").fill(Site.CLIENT_SECRET);
        button(page, "Connect").click();
        page.getByText("Next: sign in there").click();
        return page;
    }

    private Page connectedByToken() {
        site.call(
                "POST",
                "/connections",
                new JsonObject()
                        .put("id", MADE)
                        .put("provider", "github")
                        .put("url", site.gitHubAddress())
                        .put("auth", new JsonObject().put("token", Site.API_TOKEN)));
        return open("/integrations/" + MADE);
    }

    /// The button of the dialog that asks whether one is sure.
    private static Locator dialog(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /// Those that were made at GitHub.
    private List<GitHubHooks.Made> hooks() {
        var hooks = new ArrayList<GitHubHooks.Made>();
        site.atGitHub(gitHub -> hooks.addAll(gitHub.hooks().all()));
        return hooks;
    }
}
