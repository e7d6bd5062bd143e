package dev.turnaround.provider.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.http.Answer;
import org.jspecify.annotations.Nullable;

/// What is the matter when GitHub does not do what it is asked for.
///
/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>
final class Refusals {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int BLOCKED = 451;

    private Refusals() {}

    static final Diagnosis TOKEN_REFUSED =
            new Diagnosis(
                    "token_refused",
                    "GitHub does not know the token, or it has expired or was revoked.",
                    "Make a new token on GitHub and put it in the place of the old one. A token"
                            + " without an expiry date is revoked after a year without use.");

    static final Diagnosis SAML =
            new Diagnosis(
                    "saml_not_authorized",
                    "The organization wants tokens to be authorized for its single sign-on (SAML),"
                            + " and this one is not.",
                    "On GitHub, under Settings, Developer settings, Personal access tokens, press"
                            + " \"Configure SSO\" beside the token and authorize it for the"
                            + " organization.");

    static final Diagnosis IP =
            new Diagnosis(
                    "ip_not_allowed",
                    "The organization has an IP allow list, and this server's address is not on it.",
                    "Let an owner of the organization add the address from which this server goes"
                            + " out to Settings, Authentication security, IP allow list.");

    static final Diagnosis OAUTH_APP =
            new Diagnosis(
                    "oauth_grant_pending",
                    "The organization restricts OAuth apps, and has not approved this one.",
                    "Let an owner of the organization approve the app under Settings, OAuth app"
                            + " policy. Webhooks that the app made stay disabled until then.");

    static final Diagnosis TOKEN_KIND =
            new Diagnosis(
                    "token_kind_forbidden",
                    "The organization forbids personal access tokens of this kind or lifetime.",
                    "Use a fine-grained token of a lifetime that the organization allows, and let an"
                            + " owner approve it, or let them change Settings, Personal access"
                            + " tokens.");

    static final Diagnosis APP_SUSPENDED = appSuspended("the account");

    static final Diagnosis NOT_THERE =
            new Diagnosis(
                    "not_found",
                    "GitHub says that it is not there. It says so as well of what the token may not"
                            + " see.",
                    "Check the name of the repository, whether it was renamed, moved or deleted,"
                            + " and whether the token's owner can open it: a fine-grained token"
                            + " must name the repository, a classic one needs the scope repo.");

    static final Diagnosis SOMEWHERE_ELSE =
            new Diagnosis(
                    "name_taken",
                    "Another repository has this name now.",
                    "Connect the repository by the name that it has today.");

    static final Diagnosis BLOCKED_BY_LAW =
            new Diagnosis(
                    "blocked",
                    "GitHub has blocked access to the repository.",
                    "Its owners were told why; only they can have that changed.");

    static final Diagnosis TOO_OLD =
            new Diagnosis(
                    "api_too_old",
                    "This GitHub does not know all that it is asked for.",
                    "Update GitHub Enterprise Server to a release that is still supported.");

    /// An installation of a GitHub App that an owner has suspended.
    ///
    /// @param where the account that it is installed in
    static Diagnosis appSuspended(String where) {
        return new Diagnosis(
                "app_suspended",
                "The installation of the GitHub App in " + where + " is suspended.",
                "Let an owner open it on GitHub, under Settings, GitHub Apps, Configure, and press"
                        + " Unsuspend.");
    }

    /// A right that is missing.
    ///
    /// @param needed GitHub's words for it; null when it does not say
    static Diagnosis permission(@Nullable String needed) {
        return new Diagnosis(
                "permission_missing",
                "The token may not read this"
                        + (needed == null ? "." : "; GitHub wants " + needed + "."),
                "Give the token, or the app, read access to metadata, issues and pull requests of the"
                        + " repository. For the times of pushes it also takes read access to"
                        + " contents, and for lost deliveries to webhooks.");
    }

    /// Scopes that are missing from a classic token.
    static Diagnosis scope() {
        return new Diagnosis(
                "scope_missing",
                "The token lacks a scope.",
                "Give the classic token the scopes repo (pull requests and issues) and read:org"
                        + " (teams that are asked for a review).");
    }

    /// The failure that an answer is, whatever it was asked.
    ///
    /// @param answer no 2xx
    static ApiFailure of(Answer answer) {
        return switch (answer.status()) {
            // Older Enterprise Servers have other words for the same: only the status counts.
            case UNAUTHORIZED -> new ApiFailure.Refused(TOKEN_REFUSED);
            case FORBIDDEN -> new ApiFailure.Refused(forbidden(answer));
            case NOT_FOUND, GONE -> new ApiFailure.Refused(NOT_THERE);
            case BLOCKED -> new ApiFailure.Refused(BLOCKED_BY_LAW);
            default -> new ApiFailure.Unreadable("GitHub answered with " + answer.status());
        };
    }

    private static Diagnosis forbidden(Answer answer) {
        var sso = answer.header("x-github-sso");
        if (sso != null && sso.startsWith("required")) {
            return SAML;
        }
        var told = worded(new String(answer.body(), UTF_8));
        return told == null ? permission(answer.header("x-accepted-github-permissions")) : told;
    }

    /// What a message is about; null when it has none of the words that are known.
    static @Nullable Diagnosis worded(String message) {
        if (message.contains("SAML enforcement")) {
            return SAML;
        }
        if (message.contains("IP allow list")) {
            return IP;
        }
        if (message.contains("OAuth App access restrictions")) {
            return OAUTH_APP;
        }
        if (message.contains("installation has been suspended")) {
            return APP_SUSPENDED;
        }
        if (message.contains("forbids access via") || message.contains("token's lifetime")) {
            return TOKEN_KIND;
        }
        return null;
    }
}
