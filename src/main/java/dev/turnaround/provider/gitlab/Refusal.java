package dev.turnaround.provider.gitlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.http.Answer;
import java.util.List;
import java.util.Locale;

/// What GitLab's refusals mean. Its answers are looked at for known words and never repeated.
///
/// <https://docs.gitlab.com/api/rest/troubleshooting/>
final class Refusal {
    static final Diagnosis TOO_OLD =
            new Diagnosis(
                    "gitlab_too_old",
                    "This GitLab does not know what Turnaround asks its GraphQL API for.",
                    "Turnaround needs GitLab 16.0 or later: upgrade GitLab, or live from webhooks"
                            + " alone.");

    static final Diagnosis NO_MERGE_REQUESTS =
            new Diagnosis(
                    "feature_disabled",
                    "The project is visible, but not its merge requests or issues.",
                    "Merge requests or issues are switched off in the project's settings, or the"
                            + " token's account has too small a role there: give it Reporter.");

    private static final Diagnosis EXPIRED =
            new Diagnosis(
                    "token_expired",
                    "The token has expired.",
                    "Make a new one with the scope read_api, or rotate it in GitLab, and put it"
                            + " into the connection. All tokens of GitLab expire after a year at"
                            + " most.");

    private static final Diagnosis REVOKED =
            new Diagnosis(
                    "token_revoked",
                    "The token was revoked.",
                    "Make a new one with the scope read_api and put it into the connection.");

    private static final Diagnosis INVALID =
            new Diagnosis(
                    "token_invalid",
                    "GitLab does not know the token.",
                    "Check that it belongs to this GitLab, is whole and has neither expired nor"
                            + " been revoked; else make a new one with the scope read_api.");

    static final Diagnosis UNSCOPED =
            new Diagnosis(
                    "scope_missing",
                    "The token may not read the API.",
                    "Make one with the scope read_api: the scopes of a token cannot be changed."
                            + " read_user and read_repository are not enough.");

    private static final Diagnosis IP =
            new Diagnosis(
                    "ip_not_allowed",
                    "GitLab does not take calls from this server's address.",
                    "Add the address to the allow list of the group (Settings, General,"
                            + " Permissions) or of the instance.");

    private static final Diagnosis SAML =
            new Diagnosis(
                    "saml_not_authorized",
                    "The group wants its members to sign in by SAML single sign-on first.",
                    "Let the account of the token sign in to the group by SSO once, or use a group"
                            + " access token, which needs none.");

    private static final Diagnosis TERMS =
            new Diagnosis(
                    "terms_not_accepted",
                    "The account of the token has not accepted GitLab's terms.",
                    "Sign in to GitLab with that account and accept them.");

    private static final Diagnosis BLOCKED =
            new Diagnosis(
                    "account_blocked",
                    "The account of the token is blocked or deactivated.",
                    "Let an administrator unblock it, or use the token of another account.");

    private static final Diagnosis PASSWORD =
            new Diagnosis(
                    "password_expired",
                    "The password of the token's account has expired.",
                    "Sign in to GitLab with that account and set a new one.");

    private static final Diagnosis FORBIDDEN =
            new Diagnosis(
                    "forbidden",
                    "GitLab refuses, without saying why.",
                    "Check the role of the token's account (Reporter is needed) and whether"
                            + " GitLab, or something before it, restricts addresses.");

    private static final Diagnosis WRONG_PATH =
            new Diagnosis(
                    "wrong_path",
                    "There is no GitLab API at this address.",
                    "Check the url of the connection: it is the address of GitLab's start page,"
                            + " with the path if there is one (https://host/gitlab), in its own"
                            + " case, and without /api/v4. A proxy before GitLab must let /api"
                            + " through.");

    private static final Diagnosis NOT_GITLAB =
            new Diagnosis(
                    "not_gitlab",
                    "Something else than GitLab's API answers at this address.",
                    "Check the url of the connection, and whether a proxy or a sign-in page stands"
                            + " before GitLab: the API must be let through to GitLab.");

    /// GitLab answers alike whether a project is not there or not shown.
    static final Diagnosis NO_PROJECT =
            new Diagnosis(
                    "project_not_found",
                    "GitLab answers 404: the project is not there, or the token's account may not"
                            + " see it.",
                    "Give the account the role Reporter in the project or a group above it. If it"
                            + " has that: the project may have been deleted, or this is another"
                            + " GitLab than the one it lies on.");

    private Refusal() {}

    /// The failure that an answer that is no 2xx stands for.
    static ApiFailure of(Answer answer) {
        var says =
                new String(answer.body(), 0, Math.min(answer.body().length, 4_000), UTF_8)
                        .toLowerCase(Locale.ROOT);
        return switch (answer.status()) {
            case 401 -> new ApiFailure.Refused(unauthorized(says));
            case 403 -> new ApiFailure.Refused(forbidden(says));
            case 404 -> new ApiFailure.Refused(notFound(says));
            default -> new ApiFailure.Unreadable("GitLab answered with " + answer.status());
        };
    }

    /// Whether it may be of what was asked for alone, as the account's role shows less than others
    /// do; any other diagnosis is of the token or of GitLab, and holds for whatever is asked next.
    static boolean isOfRole(Diagnosis diagnosis) {
        return List.of(FORBIDDEN, NO_PROJECT, WRONG_PATH).contains(diagnosis);
    }

    /// A 2xx that is not JSON.
    static ApiFailure notJson() {
        return new ApiFailure.Refused(NOT_GITLAB);
    }

    private static Diagnosis unauthorized(String says) {
        if (says.contains("expired")) {
            return EXPIRED;
        }
        return says.contains("revoked") ? REVOKED : INVALID;
    }

    private static Diagnosis forbidden(String says) {
        if (says.contains("insufficient_scope")) {
            return UNSCOPED;
        }
        if (says.contains("saml") || says.contains("sso")) {
            return SAML;
        }
        if (says.contains("terms of service")) {
            return TERMS;
        }
        if (says.contains("blocked") || says.contains("deactivated")) {
            return BLOCKED;
        }
        if (says.contains("password")) {
            return PASSWORD;
        }
        return says.contains("ip address") || says.contains(" ip ") ? IP : FORBIDDEN;
    }

    private static Diagnosis notFound(String says) {
        if (says.contains("project not found")) {
            return NO_PROJECT;
        }
        return WRONG_PATH;
    }
}
