package dev.turnaround.provider.jira;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.ConsentContract;
import dev.turnaround.provider.Provider;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.Decision;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.simulator.jira.AtlassianConsent;
import dev.turnaround.simulator.jira.JiraApi;
import dev.turnaround.simulator.jira.JiraHook;
import dev.turnaround.simulator.jira.JiraSite;
import dev.turnaround.simulator.jira.JiraToken;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JiraConsentTest extends ConsentContract {
    private static final String CLOUD_ID = "11223344-a1b2-3b33-c444-def123456789";
    private static final String ACME = "https://acme.atlassian.net";
    private static final String OTHER = "https://acme-labs.atlassian.net";

    private final JiraSite site = new JiraSite(ACME, new JiraHook("s", new Random(3)));
    private @Nullable AuthorizationServer consents;
    private @Nullable JiraApi simulated;
    private @Nullable URI url = URI.create(ACME);

    @Override
    protected Provider provider(URI server) {
        return new Jira(new Atlassian(server, server));
    }

    @Override
    protected SimulatedApi simulated(AuthorizationServer server) {
        site.project("PAY", "Payments", 211);
        site.project("ENG", "Engineering", 12);
        var api = JiraApi.cloud(site, CLOUD_ID, JiraToken.classic("nobody@acme.example", "none"));
        api.pagesOf(1);
        api.consents(server, List.of(OTHER));
        simulated = api;
        consents = server;
        return api;
    }

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new AtlassianConsent(), app, new Random(3));
    }

    @Override
    protected @Nullable URI url(URI server) {
        return url;
    }

    @Override
    protected Set<String> scopes() {
        return Set.of("read:jira-work", "read:jira-user", "offline_access");
    }

    @Override
    protected String hookScope() {
        return "manage:jira-webhook";
    }

    @Override
    protected Map<String, String> asked() {
        return Map.of(
                "audience",
                "api.atlassian.com",
                "client_id",
                CLIENT_ID,
                "redirect_uri",
                REDIRECT.toString(),
                "response_type",
                "code",
                "scope",
                "read:jira-work read:jira-user offline_access",
                "state",
                STATE,
                "prompt",
                "consent");
    }

    @Override
    protected Set<String> tooLittle() {
        return Set.of("read:jira-user", "offline_access");
    }

    @Override
    protected boolean proofKeys() {
        return false;
    }

    @Test
    void the_grant_keeps_which_of_several_sites_it_is_for() {
        assertThat(consented().details()).isEqualTo(Map.of("cloudId", CLOUD_ID, "site", ACME));
    }

    @Test
    void without_an_address_several_sites_are_listed_to_choose_from() {
        url = null;

        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(this::consented)
                .satisfies(refused -> {
                    assertThat(refused.diagnosis().code()).isEqualTo("several_sites");
                    assertThat(refused.diagnosis().what()).contains(ACME, OTHER);
                });
    }

    @Test
    void without_an_address_the_only_site_is_taken() {
        url = null;
        requireNonNull(simulated).consents(requireNonNull(consents), List.of());

        assertThat(consented().details()).containsEntry("site", ACME);
        assertThat(api().repositories(null).items()).isNotEmpty();
    }

    @Test
    void a_site_that_the_consent_does_not_reach_is_named() {
        url = URI.create("https://elsewhere.atlassian.net");

        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(this::consented)
                .satisfies(refused -> {
                    assertThat(refused.diagnosis().code()).isEqualTo("site_not_granted");
                    assertThat(refused.diagnosis().what())
                            .contains("elsewhere.atlassian.net", ACME, OTHER);
                });
    }

    @Test
    void a_grant_for_one_site_does_not_open_another() {
        consented();
        url = URI.create(OTHER);

        assertThatExceptionOfType(ApiFailure.Refused.class)
                .isThrownBy(() -> api().repositories(null))
                .satisfies(
                        refused -> assertThat(refused.diagnosis().code()).isEqualTo("other_site"));
    }

    @Test
    void a_right_that_is_missing_does_not_cost_a_grant_with_every_call() {
        var server = requireNonNull(consents);
        grants.keep(
                signIn().redeem(
                                code(
                                        new Decision.AllowsOnly(
                                                MIA, Set.of("read:jira-user", "offline_access"))),
                                "none",
                                REDIRECT));
        var api = api();

        for (var times = 0; times < 5; times++) {
            assertThatExceptionOfType(ApiFailure.Refused.class)
                    .isThrownBy(() -> api.repositories(null))
                    .satisfies(refused ->
                            assertThat(refused.diagnosis().code()).isEqualTo("scope_missing"));
        }

        assertThat(server.trades()).isEqualTo(2);
    }
}
