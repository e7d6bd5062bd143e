package dev.turnaround.provider.jira;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Calls;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Jira, Cloud and Data Center, as a source of deliveries. Each site is a connection of its own:
/// identities of issues, changes and deliveries are unique within a site only.
public final class Jira implements Provider {

    @Override
    public String name() {
        return "jira";
    }

    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json");
    }

    /// - `secrets`: what an administrator's webhook signs its body with.
    /// - `clientSecrets`: the secret of an OAuth 2.0 app; its webhooks bear a token signed with it.
    /// - `urlSecret`: what stands as `?secret=` in the address of a webhook of Data Center, which
    ///   signs nothing.
    @Override
    public Set<String> secretKinds() {
        return Seal.KINDS;
    }

    @Override
    public Webhooks webhooks(String connection, WebhookSecrets secrets) {
        return new Door(new Seal(secrets.checked(secretKinds())), new Webhook(connection));
    }

    /// Signs in with `email` and `token` on Cloud, with `token` alone on Data Center. Nothing is
    /// asked yet.
    @Override
    public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
        return api(access, SiteFinder.GATEWAY, vertx, clock, pause, new SecureRandom());
    }

    /// The same with another gateway than Atlassian's.
    static Api api(
            ApiAccess access,
            URI gateway,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var url = access.url();
        if (url == null) {
            throw new UnusableCredentials(
                    "the address of the site as `url`, such as https://acme.atlassian.net");
        }
        var limits = new RateLimits();
        return new JiraApi(
                access.connection(),
                new SiteFinder(
                        url,
                        gateway,
                        authorization(access.credentials()),
                        (base, who) -> new Calls(vertx, base, who, limits, clock, pause, jitter)));
    }

    private static Authorization authorization(Credentials credentials) {
        var token = credentials.value("token");
        var email = credentials.value("email");
        if (token == null || token.isBlank()) {
            throw new UnusableCredentials(
                    "`email` and `token` for Jira Cloud, or `token` alone, a personal access token,"
                            + " for Jira Data Center");
        }
        return email == null ? Authorization.bearer(token) : Authorization.basic(email, token);
    }

    private record Door(Seal seal, Webhook webhook) implements Webhooks {
        @Override
        public Verdict verify(Delivery delivery) {
            return seal.verify(delivery);
        }

        @Override
        public Reading read(Delivery delivery) {
            return webhook.read(delivery);
        }
    }
}
