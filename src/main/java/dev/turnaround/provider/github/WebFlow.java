package dev.turnaround.provider.github;

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Consent at GitHub: the web flow of an OAuth app, whose tokens do not expire, and of a GitHub App
/// on behalf of a person, whose tokens do unless the app was told otherwise. Both have the same
/// addresses.
///
/// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#web-application-flow>
final class WebFlow implements SignIn {
    static final Consent CONSENT =
            new Consent(
                    "GitHub",
                    "the app's page on GitHub (Settings, Developer settings, OAuth Apps or GitHub"
                            + " Apps)");

    private final OAuthClient client;
    private final Site site;
    private final TokenEndpoint tokens;

    /// @param open opens calls to GitHub's pages
    WebFlow(
            OAuthClient client,
            Site site,
            Function<Authorization, Calls> open,
            InstantSource clock) {
        this.client = client;
        this.site = site;
        this.tokens =
                new TokenEndpoint(
                        "/login/oauth/access_token",
                        TokenEndpoint.Manner.FORM,
                        client,
                        CONSENT,
                        open,
                        clock);
    }

    /// With S256, which GitHub has checked since July 2025; older Enterprise Servers pass it over.
    /// A GitHub App passes the scopes over: its rights are its own.
    @Override
    public URI consentAt(String state, String challenge, URI redirect, Reach reach) {
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", client.id());
        query.put("redirect_uri", redirect.toString());
        query.put("scope", String.join(" ", Ways.scopes(reach)));
        query.put("state", state);
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        query.put("allow_signup", "false");
        return UrlEncoded.query(site.pages() + "/login/oauth/authorize", query);
    }

    @Override
    public @Nullable Diagnosis keepsFromHooks(Grant grant, HookPlace place) {
        return place.scope() == HookPlace.Scope.ORGANIZATION
                ? CONSENT.lacking(grant, Ways.ORGANIZATION_HOOKS)
                : null;
    }

    @Override
    public Grant redeem(String code, String verifier, URI redirect) {
        return tokens.redeem(code, verifier, redirect);
    }

    @Override
    public Diagnosis denied(String error) {
        return CONSENT.denied(error);
    }

    /// The next grant; only those that expire have one.
    Grant refreshed(Grant worn) {
        return tokens.refresh(worn, Map.of());
    }
}
