package dev.turnaround.provider.bitbucket;

import dev.turnaround.simulator.bitbucket.BitbucketConsent;
import dev.turnaround.simulator.consent.AuthorizationServer;
import dev.turnaround.simulator.consent.RegisteredApp;
import java.util.Random;

/// A consumer whose refresh tokens are replaced at every use.
class RotatingBitbucketConsentTest extends BitbucketConsentTest {

    @Override
    protected AuthorizationServer consents(RegisteredApp app) {
        return new AuthorizationServer(new BitbucketConsent(true), app, new Random(3));
    }
}
