package dev.turnaround.provider.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.http.Answer;
import java.util.Locale;

/// What Jira's refusals mean, and what to do about them.
final class Refusals {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHENTICATED = 401;

    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int LOOKED_AT_CHARS_MAX = 2_000;

    private static final String LOGIN = "X-Seraph-LoginReason";
    private static final String DENIED = "X-Authentication-Denied-Reason";

    private static final Diagnosis TOKEN =
            new Diagnosis(
                    "token_refused",
                    "Jira does not accept the credentials.",
                    "API tokens of Jira Cloud end after a year at most: make a new one, and give its"
                            + " owner's address as `email`. Jira Data Center takes a personal access"
                            + " token as `token` alone, without `email`.");

    static final Diagnosis SCOPE =
            new Diagnosis(
                    "scope_missing",
                    "The token lacks the scope read:jira-work.",
                    "Make a token with the scopes read:jira-work (issues, their changes and"
                            + " comments, projects, statuses) and read:jira-user (whose token it"
                            + " is).");

    private static final Diagnosis CAPTCHA =
            new Diagnosis(
                    "captcha_required",
                    "Jira wants a captcha solved before the account may sign in again.",
                    "Sign in once with the account in a browser, or use a personal access token"
                            + " instead of a password.");

    private static final Diagnosis ADDRESS =
            new Diagnosis(
                    "ip_not_allowed",
                    "The organisation's IP allow list does not hold the address of this server.",
                    "Add this server's outgoing address to the allow list in the administration of"
                            + " the Atlassian organisation.");

    private static final Diagnosis RIGHTS =
            new Diagnosis(
                    "forbidden",
                    "The account may not read this.",
                    "The account may have left, or lost its access to Jira: give it access to the"
                            + " product and the permission Browse Projects.");

    private static final Diagnosis SITE =
            new Diagnosis(
                    "site_unavailable",
                    "The site is switched off or suspended.",
                    "Open it in a browser: an administrator of the organisation can switch it on"
                            + " again.");

    private static final Diagnosis PLACE =
            new Diagnosis(
                    "not_found",
                    "There is no API of Jira at this address.",
                    "Give the address of the site as `url`, with the context path if Jira has one,"
                            + " and without /rest or /browse.");

    private static final Diagnosis REMOVED =
            new Diagnosis(
                    "api_removed",
                    "Jira has removed a part of its API that is needed here.",
                    "Update Turnaround.");

    private static final Diagnosis PAGE =
            new Diagnosis(
                    "not_an_api",
                    "A web page answers instead of the API.",
                    "A sign-in page or a proxy stands before Jira: let this server's calls to /rest"
                            + " pass it, and check `url`.");

    static final Diagnosis PROJECT =
            new Diagnosis(
                    "project_not_visible",
                    "The project is gone, or the account may not see it.",
                    "Give the account the permission Browse Projects in the project, or take the"
                            + " project out of the configuration. Jira says nothing of what an"
                            + " account may not see, so nothing is taken to be deleted.");

    private Refusals() {}

    /// Whether the answer is one to nobody. Cloud answers with 200 and an empty list to a token
    /// that has ended, where people who have not signed in might have asked the same.
    /// <https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/>
    static boolean isUnauthenticated(Answer answer) {
        return answer.status() == UNAUTHENTICATED || saysFailed(answer);
    }

    private static boolean saysFailed(Answer answer) {
        var login = answer.header(LOGIN);
        return login != null && login.toUpperCase(Locale.ROOT).contains("AUTHENTICATED_FAILED");
    }

    /// Whether the token is known, and does not have the scope for this call.
    static boolean isOutOfScope(Answer answer) {
        return answer.status() == UNAUTHENTICATED && text(answer).contains("scope does not match");
    }

    /// Whether what answers is a page for people.
    static boolean isPage(Answer answer) {
        var type = answer.header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /// What an answer means that is none to the question.
    static ApiFailure of(Answer answer, String what) {
        if (isUnauthenticated(answer)) {
            return new ApiFailure.Refused(isOutOfScope(answer) ? SCOPE : denied(answer, TOKEN));
        }
        return switch (answer.status()) {
            case FORBIDDEN -> new ApiFailure.Refused(forbidden(answer));
            case PAYMENT_REQUIRED -> new ApiFailure.Refused(SITE);
            case NOT_FOUND ->
                    new ApiFailure.Refused(
                            text(answer).contains("temporarily unavailable") ? SITE : PLACE);
            case GONE -> new ApiFailure.Refused(REMOVED);
            default ->
                    isPage(answer)
                            ? new ApiFailure.Refused(PAGE)
                            : new ApiFailure.Unreadable(
                                    what + " was answered with " + answer.status());
        };
    }

    private static Diagnosis forbidden(Answer answer) {
        var text = text(answer);
        return text.contains("allowlist")
                        || text.contains("allow list")
                        || text.contains("ip address")
                ? ADDRESS
                : denied(answer, RIGHTS);
    }

    private static Diagnosis denied(Answer answer, Diagnosis otherwise) {
        var reason = answer.header(DENIED);
        return reason != null && reason.contains("CAPTCHA") ? CAPTCHA : otherwise;
    }

    /// The beginning of the body, in small letters; it is compared with and never kept.
    static String text(Answer answer) {
        var body = answer.body();
        return new String(body, 0, Math.min(body.length, LOOKED_AT_CHARS_MAX), UTF_8)
                .toLowerCase(Locale.ROOT);
    }
}
