/// Single sign-on by OpenID Connect: the authorization code flow with PKCE.
/// <https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth>
///
/// **Invariant:** nobody comes in by an ID token unless its signature, issuer, audience, time and
/// nonce are right, and nobody by the answer to a question that their own browser did not ask.
///
/// Signatures are checked by Vert.x's `JWTAuth`. Its `OAuth2Auth` was not taken for the rest: it
/// drops an ID token that it cannot verify without saying why, cannot try again with new keys (the
/// code is spent by then), and sets no time limit for the issuer.
@NullMarked
package dev.turnaround.api.oidc;

import org.jspecify.annotations.NullMarked;
