package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.Way;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.OAuthClient;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// GitLab as a source of deliveries. Each instance is a connection of its own: identities are
/// unique within an instance only.
public final class GitLab implements Provider {

    @Override
    public String name() {
        return "gitlab";
    }

    /// Paths of subgroups are exact in case in everything that is to be typed.
    @Override
    public boolean namesAreExactInCase() {
        return true;
    }

    @Override
    public URI publicSite() {
        return URI.create("https://gitlab.com");
    }

    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json");
    }

    /// - `secrets`: secret tokens, which GitLab sends along as they are.
    /// - `signingTokens`: what GitLab signs with from 19.0 on.
    @Override
    public Set<String> secretKinds() {
        return Seal.KINDS;
    }

    @Override
    public Webhooks webhooks(String connection, WebhookSecrets secrets) {
        return new Door(new Seal(secrets.checked(secretKinds())), new Webhook(connection));
    }

    /// Both, where one of a form is the secret token alone: a signing token is generated there.
    @Override
    public Map<String, String> freshHookSecrets() {
        return Map.of(
                WebhookSecrets.COMMON,
                WebhookSecrets.fresh(),
                Seal.SIGNING_TOKENS,
                Signature.fresh());
    }

    @Override
    public HookGuide hookGuide() {
        return GitLabHooks.GUIDE;
    }

    @Override
    public List<Way> ways() {
        return Ways.ALL;
    }

    @Override
    public @Nullable SignIn signIn(ApiAccess access, Vertx vertx, InstantSource clock) {
        var client = OAuthClient.of(access.credentials());
        if (client == null) {
            return null;
        }
        var base = GitLabApi.base(access.url());
        return new WebFlow(
                client,
                base,
                who ->
                        new Calls(
                                vertx,
                                access.outgoing(),
                                base,
                                who,
                                new Throttle(),
                                clock,
                                Pause.REAL,
                                RandomGenerator.getDefault()),
                clock);
    }

    /// Signs in with one of:
    /// - `token`: an access token of a person, a project or a group, with the scope `read_api`
    /// - `oauth`: `clientId` and `clientSecret` of an application that somebody consents to
    @Override
    public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
        return new GitLabApi(access, vertx, clock, pause, RandomGenerator.getDefault());
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
