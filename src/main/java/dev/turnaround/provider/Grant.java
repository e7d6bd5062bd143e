package dev.turnaround.provider;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a provider gave this server to sign in with, and may take back: the answer of its token
/// endpoint. <https://www.rfc-editor.org/rfc/rfc6749#section-5.1>
///
/// @param refreshToken for the next one; null where there is none to come
/// @param expiresAt null when it lasts until somebody takes it back
/// @param scopes what it allows, in the provider's words; empty when the provider does not say
/// @param details what else the provider needs to know of it later, such as a site's identity; no
///   secrets
public record Grant(
        String accessToken,
        @Nullable String refreshToken,
        @Nullable Instant expiresAt,
        Set<String> scopes,
        Map<String, String> details) {

    /// Copies the collections.
    public Grant {
        scopes = Set.copyOf(scopes);
        details = Map.copyOf(details);
    }

    /// Whether it is over, or will be before a call that is made now has been answered.
    ///
    /// @param soon a moment a little ahead
    public boolean overBy(Instant soon) {
        return expiresAt != null && !expiresAt.isAfter(soon);
    }

    /// The same with scopes, if it does not say any.
    public Grant withScopes(Set<String> known) {
        return scopes.isEmpty()
                ? new Grant(accessToken, refreshToken, expiresAt, known, details)
                : this;
    }

    /// The same with something more to be known later; no secret.
    public Grant with(String detail, String value) {
        var more = new HashMap<>(details);
        more.put(detail, value);
        return new Grant(accessToken, refreshToken, expiresAt, scopes, more);
    }

    /// What it allows and for how long, and no token.
    @Override
    public String toString() {
        return "grant of " + scopes + " until " + expiresAt;
    }
}
