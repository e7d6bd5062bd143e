package dev.turnaround.provider.gitlab;

import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.GrantAuthorization;
import java.time.InstantSource;

/// What signs in at GitLab: an access token of a person, a project or a group, or what somebody
/// consented to. Access tokens go into a header of their own; `Authorization` would do as well, and
/// some proxies keep that for themselves. What was consented to goes into `Authorization` only.
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
                "token (an access token of a person, a project or a group of GitLab with the scope"
                        + " read_api), or oauth with clientId and clientSecret");
    }

    static Authorization of(Grants grants, WebFlow flow, InstantSource clock) {
        return new GrantAuthorization(grants, WebFlow.CONSENT, flow::refreshed, clock);
    }
}
