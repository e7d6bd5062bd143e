package dev.turnaround.provider.jira;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.GrantAuthorization;
import dev.turnaround.provider.http.OAuthClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Jira, Cloud and Data Center, as a source of deliveries. Each site is a connection of its own:
/// identities of issues, changes and deliveries are unique within a site only.
public final class Jira implements Provider {
    private final Atlassian atlassian;

    /// The world's.
    public Jira() {
        this(Atlassian.PUBLIC);
    }

    /// With another Atlassian, for the ways that lead through it.
    public Jira(Atlassian atlassian) {
        this.atlassian = atlassian;
    }

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

    /// The webhooks that an app installs bear tokens that are signed with its secret.
    @Override
    public Map<String, String> provingSecrets(Credentials credentials) {
        var oauth = credentials.group("oauth");
        var secret = oauth == null ? null : oauth.value("clientSecret");
        return secret == null || secret.isBlank() ? Map.of() : Map.of(Seal.CLIENT, secret.strip());
    }

    @Override
    public Webhooks webhooks(String connection, WebhookSecrets secrets) {
        return new Door(new Seal(secrets.checked(secretKinds())), new Webhook(connection));
    }

    @Override
    public HookGuide hookGuide() {
        return ByHand.GUIDE;
    }

    @Override
    public List<Way> ways() {
        return Ways.ALL;
    }

    @Override
    public @Nullable SignIn signIn(ApiAccess access, Vertx vertx, InstantSource clock) {
        var client = OAuthClient.of(access.credentials());
        return client == null
                ? null
                : new WebFlow(
                        client,
                        atlassian,
                        access.url(),
                        opener(access.outgoing(), vertx, clock, Pause.REAL, new SecureRandom()),
                        clock);
    }

    /// Signs in with one of:
    /// - `email` and `token`: an API token of Cloud, with scopes or without
    /// - `token` alone: a personal access token of Data Center
    /// - `oauth`: `clientId` and `clientSecret` of an OAuth 2.0 app (3LO) that somebody consents to
    ///
    /// Nothing is asked yet.
    @Override
    public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
        return api(access, atlassian, vertx, clock, pause, new SecureRandom());
    }

    /// The same with another Atlassian.
    static Api api(
            ApiAccess access,
            Atlassian atlassian,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var open = opener(access.outgoing(), vertx, clock, pause, jitter);
        var client = OAuthClient.of(access.credentials());
        if (client != null) {
            var flow = new WebFlow(client, atlassian, access.url(), open, clock);
            var authorization =
                    new GrantAuthorization(
                            access.grants(), WebFlow.CONSENT, flow::refreshed, clock);
            return new JiraApi(
                    access.connection(),
                    () -> flow.site(authorization.current(), authorization),
                    true);
        }
        var url = access.url();
        if (url == null) {
            throw new UnusableCredentials(
                    "the address of the site as `url`, such as https://acme.atlassian.net");
        }
        var finder =
                new SiteFinder(url, atlassian.gateway(), authorization(access.credentials()), open);
        return new JiraApi(access.connection(), finder::find, false);
    }

    private static BiFunction<URI, Authorization, Calls> opener(
            Outgoing outgoing,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var limits = new RateLimits();
        return (base, who) -> new Calls(vertx, outgoing, base, who, limits, clock, pause, jitter);
    }

    private static Authorization authorization(Credentials credentials) {
        var token = credentials.value("token");
        var email = credentials.value("email");
        if (token == null || token.isBlank()) {
            throw new UnusableCredentials(
                    "`email` and `token` for Jira Cloud, or `token` alone, a personal access token,"
                            + " for Jira Data Center, or `oauth` with clientId and clientSecret for"
                            + " Jira Cloud");
        }
        return email == null
                ? Authorization.bearer(token.strip())
                : Authorization.basic(email.strip(), token.strip());
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
