package dev.turnaround.provider.github;

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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// GitHub as a source of deliveries.
public final class GitHub implements Provider {

    @Override
    public String name() {
        return "github";
    }

    @Override
    public URI publicSite() {
        return URI.create("https://api.github.com");
    }

    /// Both types that a hook can be set to; hooks made through the API default to the form.
    ///
    /// <https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook>
    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json", Form.MEDIA_TYPE);
    }

    @Override
    public Set<String> secretKinds() {
        return Set.of(WebhookSecrets.COMMON);
    }

    @Override
    public Webhooks webhooks(String connection, WebhookSecrets secrets) {
        var signing = secrets.checked(secretKinds()).of(WebhookSecrets.COMMON);
        return new Door(new Signature(signing), new Webhook(connection));
    }

    @Override
    public HookGuide hookGuide() {
        return GitHubHooks.GUIDE;
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
        var site = Site.of(access.url());
        return new WebFlow(
                client,
                site,
                who ->
                        new Calls(
                                vertx,
                                access.outgoing(),
                                site.pages(),
                                who,
                                new Rates(),
                                clock,
                                Pause.REAL,
                                new SecureRandom()),
                clock);
    }

    /// Signs in with one of:
    /// - `token`: a personal access token, classic or fine-grained
    /// - `oauth`: `clientId` and `clientSecret` of an app that somebody consents to
    /// - `app`: `id` and `privateKey` of a GitHub App, and `installation` or `account` when it is
    ///   installed in several
    @Override
    public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
        return new GitHubApi(access, vertx, clock, pause, new SecureRandom());
    }

    private record Door(Signature signature, Webhook webhook) implements Webhooks {
        @Override
        public Verdict verify(Delivery delivery) {
            return signature.verify(delivery);
        }

        @Override
        public Reading read(Delivery delivery) {
            return webhook.read(delivery);
        }
    }
}
