package dev.turnaround.connection;

import dev.turnaround.check.Line;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.Outgoing;
import dev.turnaround.provider.Provider;
import dev.turnaround.provider.SignIn;
import dev.turnaround.settings.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes of what somebody wrote down what works: with the provider that it names.
public final class Opening {
    private final Map<String, Provider> providers;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Function<String, Grants> grants;
    private final Outgoing outgoing;

    /// An opening.
    ///
    /// @param providers all that connections may name
    /// @param grants what providers granted to a connection
    /// @param outgoing where calls to providers may go
    public Opening(
            Collection<Provider> providers,
            Vertx vertx,
            InstantSource clock,
            Function<String, Grants> grants,
            Outgoing outgoing) {
        this.providers =
                providers.stream()
                        .collect(
                                Collectors.toMap(
                                        Provider::name,
                                        Function.identity(),
                                        (one, _) -> one,
                                        LinkedHashMap::new));
        this.vertx = vertx;
        this.clock = clock;
        this.grants = grants;
        this.outgoing = outgoing;
    }

    /// Where calls to providers may go.
    public Outgoing outgoing() {
        return outgoing;
    }

    /// All providers, in a lasting order.
    public Collection<Provider> providers() {
        return providers.values();
    }

    /// The way to a connection's API; without an API where it has no credentials.
    ///
    /// @throws dev.turnaround.provider.UnusableCredentials when the provider cannot sign in with
    ///   what there is
    public Line line(Settings.Connection connection) {
        var provider = provider(connection);
        var given = connection.url();
        return new Line(
                connection.id(),
                provider.name(),
                given == null ? provider.publicSite() : given,
                api(connection, provider));
    }

    private @Nullable Api api(Settings.Connection connection, Provider provider) {
        return access(connection).map(access -> provider.api(access, vertx, clock)).orElse(null);
    }

    /// How somebody can consent to a connection; empty when nobody has to.
    ///
    /// @throws dev.turnaround.provider.UnusableCredentials when there is not enough to ask with
    public Optional<SignIn> signIn(Settings.Connection connection) {
        return access(connection).map(access -> provider(connection).signIn(access, vertx, clock));
    }

    /// What is known to keep the grant of a connection from installing a webhook, before anybody is
    /// asked; null when nothing is. Waits for the database.
    public @Nullable Diagnosis keepsFromHooks(Settings.Connection connection, HookPlace place) {
        var signIn = signIn(connection).orElse(null);
        var grant = signIn == null ? null : grants.apply(connection.id()).current();
        return signIn == null || grant == null ? null : signIn.keepsFromHooks(grant, place);
    }

    /// The provider of a connection.
    public Provider provider(Settings.Connection connection) {
        var provider = providers.get(connection.provider());
        if (provider == null) {
            throw new IllegalArgumentException("no provider " + connection.provider());
        }
        return provider;
    }

    private Optional<ApiAccess> access(Settings.Connection connection) {
        var credentials = credentials(connection.auth());
        return credentials.none()
                ? Optional.empty()
                : Optional.of(
                        new ApiAccess(
                                connection.id(),
                                connection.url(),
                                credentials,
                                grants.apply(connection.id()),
                                outgoing));
    }

    static Credentials credentials(Settings.Credential.Group auth) {
        var values = new LinkedHashMap<String, String>();
        var groups = new LinkedHashMap<String, Credentials>();
        auth.entries()
                .forEach((key, given) -> {
                    switch (given) {
                        case Settings.Credential.Single(var value) ->
                                values.put(key, value.reveal());
                        case Settings.Credential.Group group -> groups.put(key, credentials(group));
                    }
                });
        return new Credentials(values, groups);
    }
}
