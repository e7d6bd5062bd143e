package dev.turnaround.provider.github;

import dev.turnaround.provider.ConsentContract;
import dev.turnaround.provider.Provider;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.simulator.github.GitHubConsent;
import dev.turnaround.simulator.github.GitHubHook;
import dev.turnaround.simulator.github.GitHubOrganization;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An OAuth app, whose tokens do not expire.
class GitHubConsentTest extends ConsentContract {

    @Override
    protected Provider provider(URI server) {
        return new GitHub();
    }

    @Override
    protected SimulatedApi simulated(AuthorizationServer consents) {
        var api = new dev.turnaround.simulator.github.GitHubApi(MIA, "no token");
        api.consents(consents);
        var hook = new GitHubHook(441_002, "secret", GitHubHook.Encoding.JSON, new Random(4));
        var acme = new GitHubOrganization(61_204_771, "acme", hook);
        for (var number = 0; number < 103; number++) {
            api.add(acme.repository("r" + number, "One of many", "Java", 100, now));
        }
        return api;
    }

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new GitHubConsent(false), app, new Random(3));
    }

    @Override
    protected URI url(URI server) {
        return server;
    }

    @Override
    protected Set<String> scopes() {
        return Set.of("repo", "read:org");
    }

    @Override
    protected String hookScope() {
        return "admin:org_hook";
    }

    @Override
    protected Map<String, String> asked() {
        return Map.of(
                "client_id",
                CLIENT_ID,
                "redirect_uri",
                REDIRECT.toString(),
                "scope",
                "repo read:org",
                "state",
                STATE,
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256",
                "allow_signup",
                "false");
    }

    @Override
    protected @Nullable Set<String> tooLittle() {
        return Set.of("read:org");
    }

    @Override
    protected boolean renews() {
        return false;
    }
}
