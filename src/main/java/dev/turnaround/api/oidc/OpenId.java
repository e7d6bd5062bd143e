package dev.turnaround.api.oidc;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An issuer, as what we are known there, and who of its people may do what here.
///
/// @param clientSecret null for a client that has none
/// @param rolesClaim the claim of the ID token that has the roles; dots lead into objects
/// @param adminRoles who has one of these may do everything
/// @param readRoles who has one of these may look
/// @param scopes what is asked for beside `openid`
public record OpenId(
        URI issuer,
        String clientId,
        @Nullable String clientSecret,
        String rolesClaim,
        Set<String> adminRoles,
        Set<String> readRoles,
        List<String> scopes) {

    /// Copies the collections.
    public OpenId {
        adminRoles = Set.copyOf(adminRoles);
        readRoles = Set.copyOf(readRoles);
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "OpenId[" + issuer + ", " + clientId + "]";
    }
}
