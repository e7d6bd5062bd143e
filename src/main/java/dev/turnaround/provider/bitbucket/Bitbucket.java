package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.HookGuide;
import dev.turnaround.provider.Pause;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.UnusableCredentials;
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
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Bitbucket as a source of deliveries, Cloud and Data Center alike: each delivery's event key
/// tells which of them sent it.
public final class Bitbucket implements Provider {
    private static final URI CLOUD = URI.create("https://api.bitbucket.org/2.0");
    private static final Set<String> CLOUD_HOSTS = Set.of("api.bitbucket.org", "bitbucket.org");

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

    @Override
    public HookGuide hookGuide() {
        return CloudHooks.GUIDE;
    }

    @Override
    public List<Way> ways() {
        return CloudWays.ALL;
    }

    @Override
    public @Nullable SignIn signIn(ApiAccess access, Vertx vertx, InstantSource clock) {
        var client = OAuthClient.of(access.credentials());
        if (client == null) {
            return null;
        }
        return CloudWebFlow.of(
                client,
                based(access),
                (at, who) ->
                        new Calls(
                                vertx,
                                access.outgoing(),
                                at,
                                who,
                                new CloudLimits(),
                                clock,
                                Pause.REAL,
                                RandomGenerator.getDefault()),
                clock);
    }

    private static URI based(ApiAccess access) {
        var base = cloud(access.url());
        if (base == null) {
            throw new UnusableCredentials("none: the API of Bitbucket Data Center is not read yet");
        }
        return base;
    }

    /// Cloud's API, unless the connection has an address of its own: then it is Data Center's. An
    /// address that ends in `/2.0` is Cloud's API behind something else.
    @Override
    public Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause) {
        return cloud(access, based(access), vertx, clock, pause, RandomGenerator.getDefault());
    }

    private static @Nullable URI cloud(@Nullable URI url) {
        if (url == null || CLOUD_HOSTS.contains(String.valueOf(url.getHost()))) {
            return CLOUD;
        }
        var path = String.valueOf(url.getPath());
        return path.endsWith("/2.0") || path.endsWith("/2.0/") ? url : null;
    }

    /// Cloud's API at any address.
    ///
    /// @param base with `/2.0`
    static Api cloud(
            ApiAccess access,
            URI base,
            Vertx vertx,
            InstantSource clock,
            Pause pause,
            RandomGenerator jitter) {
        var signIn = CloudSignIn.of(access.credentials());
        var authorization =
                signIn.authorization(
                        access.grants(),
                        client ->
                                CloudWebFlow.of(
                                        client,
                                        base,
                                        (at, who) ->
                                                new Calls(
                                                        vertx,
                                                        access.outgoing(),
                                                        at,
                                                        who,
                                                        new CloudLimits(),
                                                        clock,
                                                        pause,
                                                        jitter),
                                        clock),
                        clock);
        var calls =
                new Calls(
                        vertx,
                        access.outgoing(),
                        base,
                        authorization,
                        new CloudLimits(),
                        clock,
                        pause,
                        jitter);
        var client = new CloudClient(calls, new CloudRefusals(signIn));
        return new CloudApi(client, new CloudCheck(client, signIn), access.connection());
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
