package dev.turnaround.api.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;

/// What an issuer says of itself: <https://openid.net/specs/openid-connect-discovery-1_0.html>
///
/// @param issuer word for word, as its tokens name it
/// @param secretInForm whether it wants the client's secret in the form and not in the header
record Metadata(String issuer, URI authorization, URI token, URI keys, boolean secretInForm) {

    /// @throws IssuerFailure when it is not about the issuer that was asked, or leads away from TLS
    static Metadata of(JsonObject json, URI asked) {
        var issuer = text(json, "issuer");
        if (!withoutSlash(issuer).equals(withoutSlash(asked.toString()))) {
            throw new IssuerFailure("the issuer says that it is " + issuer + ", not " + asked);
        }
        var methods = json.getValue("token_endpoint_auth_methods_supported");
        return new Metadata(
                issuer,
                endpoint(json, "authorization_endpoint", asked),
                endpoint(json, "token_endpoint", asked),
                endpoint(json, "jwks_uri", asked),
                methods instanceof JsonArray known
                        && !known.contains("client_secret_basic")
                        && known.contains("client_secret_post"));
    }

    private static String text(JsonObject json, String key) {
        if (json.getValue(key) instanceof String text) {
            return text;
        }
        throw new IssuerFailure("the issuer's description has no " + key);
    }

    private static URI endpoint(JsonObject json, String key, URI asked) {
        try {
            var uri = new URI(text(json, key));
            if (uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || asked.getScheme().equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException nonsense) {
            // Told below.
        }
        throw new IssuerFailure("the issuer's " + key + " is not an https address");
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
