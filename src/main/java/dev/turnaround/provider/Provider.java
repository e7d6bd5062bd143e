package dev.turnaround.provider;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A source of deliveries.
///
/// Thread safety: implementations are shared by all event loops and keep no state between calls.
public interface Provider {

    /// The word for it in configuration, addresses and metrics, such as `github`.
    String name();

    /// The media types that its deliveries come in, in lower case and without parameters.
    Set<String> contentTypes();

    /// The kinds of webhook secret that it can use, by the keys of the configuration.
    Set<String> secretKinds();

    /// New secrets for the webhook of a connection that has none yet, by kind; 32 bytes each.
    default Map<String, String> freshSecrets() {
        return Map.of(WebhookSecrets.COMMON, WebhookSecrets.fresh());
    }

    /// New secrets for a webhook that is installed by its API: maybe of more kinds than a form
    /// takes.
    default Map<String, String> freshHookSecrets() {
        return freshSecrets();
    }

    /// What of the credentials proves deliveries too, by the kinds of webhook secret: where the
    /// provider signs with what an app signs in with.
    default Map<String, String> provingSecrets(Credentials credentials) {
        return Map.of();
    }

    /// How its webhooks are made by hand.
    default HookGuide hookGuide() {
        return HookGuide.NONE;
    }

    /// Whether names of repositories that differ in case alone are names of different ones.
    default boolean namesAreExactInCase() {
        return false;
    }

    /// The door of one connection.
    ///
    /// @param connection its id
    /// @param secrets the live secrets
    /// @throws UnusableSecrets when there is no secret, or one of a kind that it does not know
    Webhooks webhooks(String connection, WebhookSecrets secrets);

    /// Where the API of its public site is; null when everybody has a site of their own.
    default @Nullable URI publicSite() {
        return null;
    }

    /// The ways in which its API can be signed in at, the one to recommend first.
    default List<Way> ways() {
        return List.of();
    }

    /// How somebody lets a connection in that is to be consented to; null for one that signs in
    /// with what it has.
    ///
    /// @throws UnusableCredentials when it cannot ask for consent with what it is given
    default @Nullable SignIn signIn(ApiAccess access, Vertx vertx, InstantSource clock) {
        return null;
    }

    /// The API of one connection.
    ///
    /// @param vertx what its calls run on
    /// @param clock for what lies in the future, such as the end of a limit
    /// @param pause how time passes between two tries of a call
    /// @throws UnusableCredentials when it cannot sign in with what it is given
    Api api(ApiAccess access, Vertx vertx, InstantSource clock, Pause pause);

    /// The same in real time.
    default Api api(ApiAccess access, Vertx vertx, InstantSource clock) {
        return api(access, vertx, clock, Pause.REAL);
    }
}
