package dev.turnaround.provider.http;

import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.UnusableCredentials;
import org.jspecify.annotations.Nullable;

/// Who this server is to a provider that people consent at: what the provider gave when it was
/// registered there. <https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1>
public final class OAuthClient {
    /// The group of the credentials that it stands in.
    public static final String GROUP = "oauth";

    private final String id;
    private final String secret;

    /// A client.
    public OAuthClient(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    /// The one among the credentials; null when they have none, because the connection signs in
    /// otherwise.
    ///
    /// @throws UnusableCredentials when a part of it is missing, or they have something else too,
    ///   so that nobody could say which of the two was refused
    public static @Nullable OAuthClient of(Credentials credentials) {
        var group = credentials.group(GROUP);
        if (group == null) {
            return null;
        }
        if (credentials.values().size() + credentials.groups().size() > 1) {
            throw new UnusableCredentials("oauth alone, or another way to sign in, and not both");
        }
        var id = group.value("clientId");
        var secret = group.value("clientSecret");
        if (id == null || id.isBlank() || secret == null || secret.isBlank()) {
            throw new UnusableCredentials(
                    "oauth.clientId and oauth.clientSecret, as the provider shows them for the app"
                            + " that was registered there");
        }
        return new OAuthClient(id.strip(), secret.strip());
    }

    /// Its public name.
    public String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "client " + id;
    }
}
