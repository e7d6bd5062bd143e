package dev.turnaround.provider.github;

import dev.turnaround.provider.ApiAccess;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.GrantAuthorization;
import dev.turnaround.provider.http.OAuthClient;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// How a connection is let in at GitHub. Exactly one of the ways, so that nobody has to guess which
/// of two was refused.
///
/// @param app null when it is none
record Entrance(Kind kind, Authorization authorization, @Nullable App app)
        implements AutoCloseable {
    private static final String EXPECTED =
            "one of: token (a personal access token, classic or fine-grained); oauth with clientId"
                    + " and clientSecret; app with id and privateKey";

    // An older version than asked for is answered with 400, a newer one with the old shapes:
    // https://docs.github.com/en/rest/about-the-rest-api/api-versions
    private static final String VERSION = "2022-11-28";

    /// The ways.
    enum Kind {
        TOKEN,
        OAUTH,
        APP
    }

    /// The way that the credentials are for.
    ///
    /// @param open opens calls to an address
    /// @throws UnusableCredentials when they are for none or for several
    static Entrance of(
            ApiAccess access,
            Site site,
            BiFunction<URI, Authorization, Calls> open,
            InstantSource clock) {
        var credentials = access.credentials();
        if (credentials.values().size() + credentials.groups().size() != 1) {
            throw new UnusableCredentials(EXPECTED);
        }
        var client = OAuthClient.of(credentials);
        if (client != null) {
            var signIn = new WebFlow(client, site, who -> open.apply(site.pages(), who), clock);
            return new Entrance(
                    Kind.OAUTH,
                    new GrantAuthorization(
                            access.grants(), WebFlow.CONSENT, signIn::refreshed, clock),
                    null);
        }
        var group = credentials.group("app");
        if (group != null) {
            var app = App.of(group, who -> open.apply(site.rest(), versioned(who)), clock);
            return new Entrance(Kind.APP, app, app);
        }
        var token = credentials.value("token");
        if (token == null || token.isBlank()) {
            throw new UnusableCredentials(EXPECTED);
        }
        return new Entrance(Kind.TOKEN, Authorization.bearer(token.strip()), null);
    }

    /// The same, with what every call to the API says of itself.
    static Authorization versioned(Authorization who) {
        return new Authorization() {
            @Override
            public Map<String, String> headers() {
                var headers = new LinkedHashMap<>(who.headers());
                headers.put("accept", "application/vnd.github+json");
                headers.put("x-github-api-version", VERSION);
                return headers;
            }

            @Override
            public boolean renew() {
                return who.renew();
            }
        };
    }

    /// Which way it is; what opens it has no text.
    @Override
    public String toString() {
        return "entrance by " + kind;
    }

    @Override
    public void close() {
        if (app != null) {
            app.close();
        }
    }
}
