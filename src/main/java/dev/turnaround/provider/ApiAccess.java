package dev.turnaround.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a connection's API is, and what it signs in with.
///
/// @param connection its id
/// @param url the provider's address as the operator gave it; null for its public site
/// @param credentials never [none][Credentials#none]
/// @param grants what the provider gave besides
/// @param outgoing where its calls may go
public record ApiAccess(
        String connection,
        @Nullable URI url,
        Credentials credentials,
        Grants grants,
        Outgoing outgoing) {

    /// Of a connection whose calls may go anywhere.
    public ApiAccess(String connection, @Nullable URI url, Credentials credentials, Grants grants) {
        this(connection, url, credentials, grants, Outgoing.ANYWHERE);
    }

    /// Of a connection that signs in with its credentials as they are.
    public ApiAccess(String connection, @Nullable URI url, Credentials credentials) {
        this(connection, url, credentials, Grants.NONE);
    }
}
