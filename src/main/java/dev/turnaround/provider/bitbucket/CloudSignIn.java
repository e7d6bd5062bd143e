package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.Credentials;
import dev.turnaround.provider.Grants;
import dev.turnaround.provider.UnusableCredentials;
import dev.turnaround.provider.http.Authorization;
import dev.turnaround.provider.http.GrantAuthorization;
import dev.turnaround.provider.http.OAuthClient;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a connection signs in at Cloud: with an access token of a repository, project or workspace,
/// with somebody's e-mail address and API token, or with what somebody consented to. To mix the
/// first two up is the most common reason of a 401.
///
/// <https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/> and
/// <https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/>
final class CloudSignIn {
    private static final String EMAIL = "email";
    private static final String TOKEN = "token";
    private static final Set<String> APP_PASSWORDS =
            Set.of("username", "password", "appPassword", "app_password");

    private final @Nullable String email;
    private final String token;
    private final @Nullable OAuthClient client;

    private CloudSignIn(@Nullable String email, String token, @Nullable OAuthClient client) {
        this.email = email;
        this.token = token;
        this.client = client;
    }

    /// Takes what it knows from the credentials.
    ///
    /// @throws UnusableCredentials when there is anything else, or no token
    static CloudSignIn of(Credentials credentials) {
        if (credentials.values().keySet().stream().anyMatch(APP_PASSWORDS::contains)) {
            throw new UnusableCredentials(
                    "token, or email and token: Bitbucket has not taken app passwords since June"
                            + " 2026; make an API token instead");
        }
        var client = OAuthClient.of(credentials);
        if (client != null) {
            return new CloudSignIn(null, "", client);
        }
        var token = credentials.value(TOKEN);
        if (token == null
                || token.isBlank()
                || !credentials.groups().isEmpty()
                || !Set.of(EMAIL, TOKEN).containsAll(credentials.values().keySet())) {
            throw new UnusableCredentials(
                    "token (an access token of a repository, project or workspace), or email and"
                            + " token (an API token), or oauth with clientId and clientSecret");
        }
        return new CloudSignIn(credentials.value(EMAIL), token.strip(), null);
    }

    /// What opens the API.
    ///
    /// @param flow makes what renews a grant
    Authorization authorization(
            Grants grants, Function<OAuthClient, CloudWebFlow> flow, InstantSource clock) {
        if (client != null) {
            return new GrantAuthorization(
                    grants, CloudWebFlow.CONSENT, flow.apply(client)::refreshed, clock);
        }
        return email == null ? Authorization.bearer(token) : Authorization.basic(email, token);
    }

    /// Whether it is what somebody consented to.
    boolean consented() {
        return client != null;
    }

    /// The name of a token's scope among those of a consumer, which are older and coarser.
    String scope(String ofToken) {
        if (client == null) {
            return ofToken;
        }
        return switch (ofToken) {
            case "read:user:bitbucket", "read:workspace:bitbucket" -> "account";
            case "read:repository:bitbucket" -> "repository";
            case "read:pullrequest:bitbucket" -> "pullrequest";
            case "read:webhook:bitbucket", "write:webhook:bitbucket" -> CloudWays.HOOKS;
            default -> ofToken;
        };
    }

    /// Whether it stands for a repository, a project or a workspace, and not for a person.
    boolean accessToken() {
        return email == null && client == null;
    }

    /// What the looks of a token say about why it was refused.
    enum Mismatch {
        NONE,
        API_TOKEN_ALONE,
        ACCESS_TOKEN_WITH_EMAIL,
        APP_PASSWORD
    }

    /// Judged by the letters that Atlassian's tokens begin with. They are not promised to anybody,
    /// so this explains a refusal and never causes one.
    Mismatch mismatch() {
        if (token.startsWith("ATBB")) {
            return Mismatch.APP_PASSWORD;
        }
        if (token.startsWith("ATATT") && email == null) {
            return Mismatch.API_TOKEN_ALONE;
        }
        return token.startsWith("ATCTT") && email != null
                ? Mismatch.ACCESS_TOKEN_WITH_EMAIL
                : Mismatch.NONE;
    }
}
