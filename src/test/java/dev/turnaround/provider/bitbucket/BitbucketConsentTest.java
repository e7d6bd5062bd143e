package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ConsentContract;
import dev.turnaround.provider.Provider;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.bitbucket.BitbucketApi;
import dev.turnaround.simulator.bitbucket.BitbucketConsent;
import dev.turnaround.simulator.bitbucket.BitbucketHook;
import dev.turnaround.simulator.bitbucket.BitbucketWorkspace;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.RegisteredApp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A consumer whose refresh tokens stay as they are.
class BitbucketConsentTest extends ConsentContract {

    @Override
    protected Provider provider(URI server) {
        return new Bitbucket();
    }

    @Override
    protected SimulatedApi simulated(AuthorizationServer consents) {
        var acme = new BitbucketWorkspace(1, "acme", new BitbucketHook("secret", new Random(1)));
        acme.repository("shop", "Shop", 16);
        acme.repository("till", "Till", 3);
        var api = new BitbucketApi(List.of(acme), Duration.ZERO, 1);
        api.consents(consents);
        return api;
    }

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new BitbucketConsent(false), app, new Random(3));
    }

    @Override
    protected URI url(URI server) {
        return URI.create(server + "/2.0");
    }

    @Override
    protected Set<String> scopes() {
        return Set.of("account", "repository", "pullrequest");
    }

    @Override
    protected String hookScope() {
        return "webhook";
    }

    @Override
    protected Map<String, String> asked() {
        return Map.of(
                "client_id",
                CLIENT_ID,
                "redirect_uri",
                REDIRECT.toString(),
                "response_type",
                "code",
                "scope",
                "account repository pullrequest",
                "state",
                STATE);
    }

    @Override
    protected Set<String> tooLittle() {
        return Set.of("account");
    }

    @Override
    protected boolean proofKeys() {
        return false;
    }
}
