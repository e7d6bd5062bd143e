package dev.turnaround.provider.github;

import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.RegisteredApp;
import dev.turnaround.simulator.github.GitHubConsent;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A GitHub App on behalf of a person, whose tokens expire and have no scopes.
class ExpiringGitHubConsentTest extends GitHubConsentTest {

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new GitHubConsent(true), app, new Random(3));
    }

    @Override
    protected @Nullable Set<String> tooLittle() {
        return null;
    }

    @Override
    protected boolean renews() {
        return true;
    }
}
