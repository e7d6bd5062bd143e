package dev.turnaround.server;

import dev.turnaround.check.Line;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Provider;
import dev.turnaround.settings.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The way from a connection of the settings to its provider's API.
public final class ConnectionLines {

    private ConnectionLines() {}

    /// The line of a connection; without an API where it has no credentials.
    ///
    /// @throws dev.turnaround.provider.UnusableCredentials when the provider cannot sign in with
    ///   what there is
    public static Line of(
            Settings.Connection connection, Provider provider, Vertx vertx, InstantSource clock) {
        var given = connection.url();
        return new Line(
                connection.id(),
                provider.name(),
                given == null ? provider.publicSite() : given,
                api(connection, provider, vertx, clock));
    }

    private static @Nullable Api api(
            Settings.Connection connection, Provider provider, Vertx vertx, InstantSource clock) {
        var credentials = credentials(connection.auth());
        return credentials.none()
                ? null
                : provider.api(
                        new ApiAccess(connection.id(), connection.url(), credentials),
                        vertx,
                        clock);
    }

    private static Credentials credentials(Settings.Credential.Group auth) {
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
