package dev.turnaround.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class IntegrationsTest extends SiteVisit {
    @Test
    void every_way_of_every_provider_has_its_form() {
        var page = open("/integrations");
        var told =
                new JsonObject(page.request().get(site.address("/api/v1/providers")).text())
                        .getJsonArray("items");
        for (var each : told) {
            var provider = (JsonObject) each;
            for (var one : provider.getJsonArray("ways")) {
                var way = (JsonObject) one;
                page.navigate(
                        site.address(
                                "/integrations?connect=%s&way=%s"
                                        .formatted(
                                                provider.getString("provider"),
                                                way.getString("id"))));
                assertThat(page.getByLabel(way.getString("title"))).isChecked();
                for (var asked : way.getJsonArray("fields")) {
                    var field = (JsonObject) asked;
                    var input = page.locator("[name='auth.%s']".formatted(field.getString("key")));
                    assertThat(input).isVisible();
                    assertThat(page.locator(".form")).containsText(field.getString("help"));
                }
            }
        }
    }

    @Test
    void a_connection_is_made_and_its_secret_is_shown_once() {
        var page = open("/integrations");
        button(page, "Connect a provider").click();
        page.getByLabel("OAuth").check();
        page.getByLabel("Name of this connection").fill("second-github");
        page.getByLabel("Client ID").fill("an-id");
        page.getByLabel("Client secret").fill("a-secret-of-the-tests");
        button(page, "Connect").click();
        assertThat(page.getByText("Copy this now.")).isVisible();
        var secret = page.locator(".once .secret").innerText();
        page.getByText("Next: sign in there").click();
        assertThat(page.locator("h1")).hasText("second-github");
        assertThat(page.getByText("Nobody has let this connection in")).isVisible();
        assertThat(page.locator("main")).not().containsText(secret);
        assertThat(page.locator("main")).not().containsText("a-secret-of-the-tests");

        button(page, "Disconnect…").click();
        page.getByRole(AriaRole.DIALOG)
                .getByText("Disconnect", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page).hasURL(site.address("/integrations"));
        assertThat(page.locator("[data-item]")).hasText(new String[] {Site.CONNECTION});
    }

    @Test
    void what_is_wrong_is_said_at_the_form_and_nothing_typed_is_lost() {
        var page = open("/integrations?connect=github&way=oauth");
        page.getByLabel("Name of this connection").fill("Not A Name");
        page.getByLabel("Client ID").fill("an-id");
        page.getByLabel("Client secret").fill("a-secret-of-the-tests");
        button(page, "Connect").click();
        assertThat(page.locator(".said-wrong")).isVisible();
        assertThat(page.getByLabel("Client ID")).hasValue("an-id");
        visitor.forgive("400");
    }

    @Test
    void a_webhook_that_is_made_by_hand_is_explained() {
        var page = open("/integrations/" + Site.CONNECTION);
        page.getByText("Install one, or make it by hand").click();
        button(page, "Go on").click();
        assertThat(page.locator(".by-hand li")).not().hasCount(0);
        assertThat(page.locator(".by-hand .address")).containsText("/webhooks/" + Site.CONNECTION);
    }
}
