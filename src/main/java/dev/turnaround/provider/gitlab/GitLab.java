package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;

/// GitLab as a source of deliveries. Each instance is a connection of its own: identities are
/// unique within an instance only.
public final class GitLab implements Provider {

    @Override
    public String name() {
        return "gitlab";
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

    /// - `token`: an access token of a person, a project or a group, with the scope `read_api`.
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
