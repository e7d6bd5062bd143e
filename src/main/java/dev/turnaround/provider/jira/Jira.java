package dev.turnaround.provider.jira;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import java.util.Set;

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
