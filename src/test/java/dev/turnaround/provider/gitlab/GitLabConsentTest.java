package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.ConsentContract;
import dev.turnaround.provider.Provider;
import dev.turnaround.simulator.SimulatedApi;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.simulator.gitlab.GitLabConsent;
import dev.turnaround.simulator.gitlab.GitLabGroup;
import dev.turnaround.simulator.gitlab.GitLabHook;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// An instance of one's own, below a path.
class GitLabConsentTest extends ConsentContract {

    @Override
    protected Provider provider(URI server) {
        return new GitLab();
    }

    @Override
    protected SimulatedApi simulated(AuthorizationServer consents) {
        var signing = GitLabHook.signingToken(new byte[32]);
        var group = new GitLabGroup("acme", new GitLabHook(signing, () -> now, new Random(7)));
        for (var number = 0; number < 103; number++) {
            group.project("p" + number, "One of many", 1);
        }
        var api = new dev.turnaround.simulator.gitlab.GitLabApi(group, "/gitlab", MIA, "no token");
        api.consents(consents);
        return api;
    }

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new GitLabConsent("/gitlab"), app, new Random(3));
    }

    @Override
    protected URI url(URI server) {
        return URI.create(server + "/gitlab");
    }

    @Override
    protected Set<String> scopes() {
        return Set.of("read_api");
    }

    @Override
    protected String hookScope() {
        return "api";
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
                "read_api",
                "state",
                STATE,
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256");
    }

    @Override
    protected Set<String> tooLittle() {
        return Set.of();
    }
}
