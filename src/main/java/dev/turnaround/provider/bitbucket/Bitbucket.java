package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.Verdict;
import dev.turnaround.provider.WebhookSecrets;
import dev.turnaround.provider.Webhooks;
import java.net.URI;
import java.util.Set;

/// Bitbucket as a source of deliveries, Cloud and Data Center alike: each delivery's event key
/// tells which of them sent it.
public final class Bitbucket implements Provider {

    @Override
    public String name() {
        return "bitbucket";
    }

    @Override
    public URI publicSite() {
        return URI.create("https://api.bitbucket.org");
    }

    @Override
    public Set<String> contentTypes() {
        return Set.of("application/json");
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
