package dev.turnaround.simulator.github;

import dev.turnaround.simulator.ApiReply;
import java.time.Instant;

/// What GitHub answers when it does not do what it is asked for.
///
/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>
public final class GitHubReplies {
    private static final String DOCS = "https://docs.github.com/rest";

    private GitHubReplies() {}

    /// The token is unknown, expired or revoked.
    public static ApiReply badCredentials() {
        return message(401, "Bad credentials");
    }

    /// There is no such thing, or the token may not see it.
    public static ApiReply notFound() {
        return message(404, "Not Found");
    }

    /// The organization wants the token to be authorized for its single sign-on.
    public static ApiReply samlRequired() {
        return message(
                        403,
                        "Resource protected by organization SAML enforcement. You must grant your"
                                + " Personal Access token access to this organization.")
                .with(
                        "x-github-sso",
                        "required; url=https://github.com/orgs/acme/sso?authorization_request=A1B2");
    }

    /// The same in GraphQL, which answers with 200.
    public static ApiReply graphQlSamlRequired() {
        return ApiReply.json(
                        200,
                        """
                        {"data":{"repository":null},"errors":[{"type":"FORBIDDEN","path":["repository"],\
                        "extensions":{"saml_failure":true},"locations":[{"line":2,"column":3}],"message":\
                        "Resource protected by organization SAML enforcement. You must grant your \
                        Personal Access token access to this organization."}]}\
                        """)
                .with(
                        "x-github-sso",
                        "required; url=https://github.com/orgs/acme/sso?authorization_request=A1B2");
    }

    /// The organization does not let this address in.
    public static ApiReply ipNotAllowed() {
        return message(
                403,
                "Although you appear to have the correct authorization credentials, the `acme`"
                        + " organization has an IP allow list enabled, and your IP address is not"
                        + " permitted to access this resource.");
    }

    /// A fine-grained token lacks a permission.
    public static ApiReply notAccessible(String needed) {
        return message(403, "Resource not accessible by personal access token")
                .with("x-accepted-github-permissions", needed);
    }

    /// The hour's quota is used up.
    public static ApiReply rateLimited(Instant reset) {
        return quota(message(403, "API rate limit exceeded for user ID 5831047."), 0, reset);
    }

    /// The same in GraphQL, which answers with 200.
    public static ApiReply graphQlRateLimited(Instant reset) {
        return quota(
                ApiReply.json(
                        200,
                        """
                        {"errors":[{"type":"RATE_LIMITED","message":\
                        "API rate limit already exceeded for user ID 5831047."}]}\
                        """),
                0,
                reset);
    }

    /// Too much at once.
    ///
    /// @param seconds how long to wait; negative when GitHub does not say
    public static ApiReply secondaryLimit(int seconds) {
        var reply =
                message(
                        403,
                        "You have exceeded a secondary rate limit. Please wait a few minutes before"
                                + " you try again.");
        return seconds < 0 ? reply : reply.with("retry-after", Integer.toString(seconds));
    }

    /// A query took more than ten seconds.
    public static ApiReply tooSlow() {
        return ApiReply.json(
                502,
                """
                {"data":null,"errors":[{"message":"Something went wrong while executing your query. \
                This may be the result of a timeout, or it could be a GitHub bug. Please include \
                `0400:2B5E:1A2B3C:4D5E6F:65000000` when reporting this issue."}]}\
                """);
    }

    static ApiReply message(int status, String message) {
        var json = Payload.object().put("message", message);
        json.put("documentation_url", DOCS).put("status", Integer.toString(status));
        return ApiReply.json(status, json.toString());
    }

    static ApiReply quota(ApiReply reply, int remaining, Instant reset) {
        return reply.with("x-ratelimit-limit", "5000")
                .with("x-ratelimit-remaining", Integer.toString(remaining))
                .with("x-ratelimit-used", Integer.toString(5000 - remaining))
                .with("x-ratelimit-reset", Long.toString(reset.getEpochSecond()));
    }
}
