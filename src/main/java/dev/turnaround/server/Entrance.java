package dev.turnaround.server;

import dev.turnaround.api.AccessRules;
import dev.turnaround.api.oidc.OpenId;
import dev.turnaround.settings.Secret;
import dev.turnaround.settings.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may come in, as the settings say.
final class Entrance {

    private Entrance() {}

    /// The rules.
    ///
    /// @param port that is really listened on
    static AccessRules of(Settings settings, int port) {
        var access = settings.access();
        return new AccessRules(
                revealed(settings.admin().token()),
                settings.server().publicUrl(port),
                access.idle(),
                access.longest(),
                access.trustedProxies(),
                openId(access.openId()));
    }

    private static @Nullable OpenId openId(Settings.@Nullable OpenId given) {
        return given == null
                ? null
                : new OpenId(
                        given.issuer(),
                        given.clientId(),
                        revealed(given.clientSecret()),
                        given.rolesClaim(),
                        Set.copyOf(given.adminRoles()),
                        Set.copyOf(given.readRoles()),
                        given.scopes());
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
