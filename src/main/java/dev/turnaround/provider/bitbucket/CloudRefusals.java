package dev.turnaround.provider.bitbucket;

import dev.turnaround.provider.ApiFailure;
import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.http.Answer;
import dev.turnaround.provider.json.Fields;
import dev.turnaround.provider.json.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why Cloud refuses, and what to do about it.
///
/// <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication>
final class CloudRefusals {
    private static final String TOKENS =
            "An API token goes with the e-mail address of its owner (`email` and `token`); an access"
                    + " token of a repository, project or workspace stands alone (`token`)."
                    + " App passwords have not worked since June 2026.";

    static final String CONSENT_ANEW =
            "Tick Account: read, Repositories: read and Pull requests: read in the OAuth consumer of"
                    + " the workspace, and sign in again from the page of this connection.";

    private final CloudSignIn signIn;

    CloudRefusals(CloudSignIn signIn) {
        this.signIn = signIn;
    }

    /// What an error says.
    ///
    /// @param message in small letters
    /// @param required the scopes that were missing; empty when it is not about them
    record Refusal(String message, List<String> required) {
        private static final Refusal SILENT = new Refusal("", List.of());

        /// Reads an error's body, whatever it is.
        static Refusal of(Answer answer) {
            try {
                return Fields.read(answer.body(), Values.DIALECT, Refusal::read);
            } catch (Unreadable page) {
                return SILENT;
            }
        }

        private static Refusal read(Fields in) throws IOException {
            var refusal = SILENT;
            while (in.next()) {
                if (in.name().equals("error") && in.isObject() && in.enter()) {
                    refusal = error(in);
                } else {
                    in.skip();
                }
            }
            return refusal;
        }

        private static Refusal error(Fields in) throws IOException {
            var message = "";
            var required = new ArrayList<String>();
            while (in.next()) {
                switch (in.name()) {
                    case "message" -> message = lower(in.text());
                    case "detail" -> detail(in, required);
                    default -> in.skip();
                }
            }
            return new Refusal(message, List.copyOf(required));
        }

        /// Of a missing scope it is an object; of other errors it may be a text.
        private static void detail(Fields in, List<String> required) throws IOException {
            if (!in.isObject() || !in.enter()) {
                in.skip();
                return;
            }
            while (in.next()) {
                if (in.name().equals("required") && in.isList() && in.enterList()) {
                    while (in.nextElement()) {
                        var scope = in.text();
                        if (scope != null) {
                            required.add(scope);
                        }
                    }
                } else {
                    in.skip();
                }
            }
        }

        private static String lower(@Nullable String text) {
            return text == null ? "" : text.toLowerCase(Locale.ROOT);
        }

        /// Whether it is scopes that are missing.
        boolean ofScopes() {
            return !required.isEmpty() || message.contains("scope");
        }
    }

    /// The failure that an answer means.
    ///
    /// @param asked what was asked for, in a few words
    ApiFailure.Refused of(Answer answer, String asked) {
        return new ApiFailure.Refused(diagnosis(answer, asked));
    }

    /// What an answer means that is no good.
    Diagnosis diagnosis(Answer answer, String asked) {
        return switch (answer.status()) {
            case 401 -> unauthorized();
            case 403 -> forbidden(Refusal.of(answer), asked);
            case 404 ->
                    new Diagnosis(
                            "not_found",
                            "Bitbucket shows no " + asked + ".",
                            "It was deleted, renamed or moved, or whoever owns the token may not"
                                    + " see it: Bitbucket answers the same to all of them.");
            case 410 ->
                    new Diagnosis(
                            "endpoint_gone",
                            "Bitbucket no longer has the address that lists the " + asked + ".",
                            "Update Turnaround. Until then webhooks go on.");
            default ->
                    new Diagnosis(
                            "unexpected_answer",
                            "Bitbucket answered %d when asked for the %s."
                                    .formatted(answer.status(), asked),
                            "If it stays so, see https://bitbucket.status.atlassian.com.");
        };
    }

    private Diagnosis unauthorized() {
        if (signIn.consented()) {
            return CloudWebFlow.CONSENT.lost();
        }
        return switch (signIn.mismatch()) {
            case API_TOKEN_ALONE ->
                    new Diagnosis(
                            "api_token_without_email",
                            "Bitbucket refused the token: it looks like an API token, which does"
                                    + " not work alone.",
                            "Give the e-mail address of its Atlassian account as `email`.");
            case ACCESS_TOKEN_WITH_EMAIL ->
                    new Diagnosis(
                            "access_token_with_email",
                            "Bitbucket refused the token: it looks like an access token, which has"
                                    + " no e-mail address.",
                            "Leave `email` out.");
            case APP_PASSWORD ->
                    new Diagnosis(
                            "app_password",
                            "The token is an app password, which Bitbucket no longer takes.",
                            "Make an API token instead. " + TOKENS);
            case NONE ->
                    new Diagnosis(
                            "token_refused",
                            "Bitbucket refused the token: it has expired, was revoked, is mistyped,"
                                    + " or its owner's account is closed.",
                            "Make a new one. " + TOKENS);
        };
    }

    private Diagnosis forbidden(Refusal refusal, String asked) {
        var message = refusal.message();
        if (refusal.ofScopes()) {
            var named = refusal.required().isEmpty() ? "" : ": " + scopes(refusal.required());
            return new Diagnosis(
                    "missing_scope",
                    "The token lacks a scope that the " + asked + " needs" + named + ".",
                    signIn.consented()
                            ? CONSENT_ANEW
                            : "Make a new token with the scopes read:repository:bitbucket,"
                                    + " read:pullrequest:bitbucket, read:workspace:bitbucket and"
                                    + " read:user:bitbucket; those of a token cannot be changed.");
        }
        if (message.contains("whitelist")
                || message.contains("allowlist")
                || message.contains("ip address")) {
            return new Diagnosis(
                    "ip_not_allowed",
                    "The workspace lets only some IP addresses in, and this server's is none of"
                            + " them.",
                    "Add this server's address to the workspace's IP allow list.");
        }
        if (message.contains("two-step") || message.contains("2fa")) {
            return new Diagnosis(
                    "two_step_required",
                    "The workspace wants two-step verification, which the token's owner has not"
                            + " switched on.",
                    "Switch it on for that account, or use an access token of the workspace.");
        }
        return new Diagnosis(
                "no_access",
                "The token's owner may not read the " + asked + ".",
                "Give that account read access, or use a token of an account that has it; the owner"
                        + " may have left the workspace.");
    }

    private static String scopes(List<String> scopes) {
        return String.join(", ", scopes);
    }
}
