package dev.turnaround.provider.gitlab;

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

/// Consent at gitlab.com or at an instance of one's own, where an application is registered too.
/// Tokens are good for two hours, and a refresh ends both the access token and the refresh token
/// that there were.
///
/// <https://docs.gitlab.com/api/oauth2/#authorization-code-with-proof-key-for-code-exchange-pkce>
final class WebFlow implements SignIn {
    static final Consent CONSENT =
            new Consent(
                    "GitLab",
                    "the application's page in GitLab (Applications, in the settings of a person, a"
                            + " group or the instance)");

    /// A refresh wants to be told again where consent came back to.
    private static final String REDIRECT = "redirect";

    private final OAuthClient client;
    private final URI base;
    private final TokenEndpoint tokens;

    /// @param base of the instance, with the path below which it lies
    /// @param open opens calls to it
    WebFlow(
            OAuthClient client,
            URI base,
            Function<Authorization, Calls> open,
            InstantSource clock) {
        this.client = client;
        this.base = base;
        this.tokens =
                new TokenEndpoint(
                        "/oauth/token", TokenEndpoint.Manner.FORM, client, CONSENT, open, clock);
    }

    @Override
    public URI consentAt(String state, String challenge, URI redirect, Reach reach) {
        var query = new LinkedHashMap<String, String>();
        query.put("client_id", client.id());
        query.put("redirect_uri", redirect.toString());
        query.put("response_type", "code");
        query.put("state", state);
        query.put("scope", String.join(" ", Ways.scopes(reach)));
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        return UrlEncoded.query(base + "/oauth/authorize", query);
    }

    @Override
    public @Nullable Diagnosis keepsFromHooks(Grant grant, HookPlace place) {
        return CONSENT.lacking(grant, Ways.HOOKS);
    }

    @Override
    public Grant redeem(String code, String verifier, URI redirect) {
        return tokens.redeem(code, verifier, redirect).with(REDIRECT, redirect.toString());
    }

    @Override
    public Diagnosis denied(String error) {
        return CONSENT.denied(error);
    }

    /// The next grant.
    Grant refreshed(Grant worn) {
        var redirect = worn.details().get(REDIRECT);
        return tokens.refresh(worn, redirect == null ? Map.of() : Map.of("redirect_uri", redirect));
    }
}
