package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.HookPlace;
import dev.turnaround.provider.SignIn;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.Calls;
import dev.turnaround.provider.http.Consent;
import dev.turnaround.provider.http.OAuthClient;
import dev.turnaround.provider.http.TokenEndpoint;
import dev.turnaround.provider.http.UrlEncoded;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Consent at Bitbucket Cloud, by an OAuth consumer of a workspace. It knows no proof key and, for
/// all that it is Atlassian's, nothing of that company's other way to sign in. Access tokens are
/// good for two hours; refresh tokens began to be replaced at every use in 2026, so that either is
/// to be reckoned with.
///
/// <https://developer.atlassian.com/cloud/bitbucket/oauth-2/>
final class CloudWebFlow implements SignIn {
    static final Consent CONSENT =
            new Consent(
                    "Bitbucket",
                    "the OAuth consumer in the workspace's settings (OAuth consumers)");

    private static final String PUBLIC_API = "api.bitbucket.org";
    private static final String PAGES = "https://bitbucket.org";

    private final OAuthClient client;
    private final String pages;
    private final TokenEndpoint tokens;

    private CloudWebFlow(OAuthClient client, String pages, TokenEndpoint tokens) {
        this.client = client;
        this.pages = pages;
        this.tokens = tokens;
    }

    /// @param base of the API; the pages of one that stands in for it are at the same host
    /// @param open opens calls to an address
    static CloudWebFlow of(
            OAuthClient client,
            URI base,
            BiFunction<URI, Authorization, Calls> open,
            InstantSource clock) {
        var pages =
                PUBLIC_API.equals(base.getHost())
                        ? PAGES
                        : base.getScheme() + "://" + base.getRawAuthority();
        return new CloudWebFlow(
                client,
                pages,
                new TokenEndpoint(
                        "/site/oauth2/access_token",
                        TokenEndpoint.Manner.FORM_BASIC,
                        client,
                        CONSENT,
                        who -> open.apply(URI.create(pages), who),
                        clock));
    }

    /// The challenge is of no use here.
    @Override
    public URI consentAt(String state, String challenge, URI redirect, Reach reach) {
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", client.id());
        query.put("response_type", "code");
        query.put("redirect_uri", redirect.toString());
        query.put("scope", String.join(" ", CloudWays.scopes(reach)));
        query.put("state", state);
        return UrlEncoded.query(pages + "/site/oauth2/authorize", query);
    }

    @Override
    public @Nullable Diagnosis keepsFromHooks(Grant grant, HookPlace place) {
        return CONSENT.lacking(grant, CloudWays.HOOKS);
    }

    @Override
    public Grant redeem(String code, String verifier, URI redirect) {
        return tokens.redeem(code, null, redirect);
    }

    @Override
    public Diagnosis denied(String error) {
        return CONSENT.denied(error);
    }

    /// The next grant.
    Grant refreshed(Grant worn) {
        return tokens.refresh(worn, Map.of());
    }
}
