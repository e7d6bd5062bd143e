package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Authorization;

/// What signs in at GitLab: an access token of a person, a project or a group. All of them go into
/// the same header; `Authorization` would do as well, and some proxies keep that for themselves.
///
/// <https://docs.gitlab.com/api/rest/authentication/>
final class Authorizing {
    private static final String HEADER = "private-token";

    private Authorizing() {}

    /// @throws UnusableCredentials when there is no token
    static Authorization of(Credentials credentials) {
        var token = credentials.value("token");
        if (token != null && !token.isBlank()) {
            return Authorization.header(HEADER, token.strip());
        }
        throw new UnusableCredentials(
                credentials.group("oauth") == null
                        ? "token: an access token of a person, a project or a group of GitLab with"
                                + " the scope read_api"
                        : "token: signing in to GitLab by oauth is not offered yet, so give an"
                                + " access token with the scope read_api");
    }
}
