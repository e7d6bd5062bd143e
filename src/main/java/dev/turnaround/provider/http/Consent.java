package dev.turnaround.provider.http;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.provider.Grant;
import dev.turnaround.provider.SignIn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be the matter with somebody's consent at a provider, in the words of OAuth 2.0 and of
/// those providers that have their own. Only the words are compared: what else an error says comes
/// from the browser, and is never repeated.
/// <https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1>,
/// <https://www.rfc-editor.org/rfc/rfc6749#section-5.2>
///
/// @param provider its name for people
/// @param app what a client is called there, and where its settings are
public record Consent(String provider, String app) {
    /// The code of a grant that is over: only a person can give another.
    public static final String LOST = SignIn.LOST;

    private static final Set<String> OF_THE_CLIENT =
            Set.of(
                    "incorrect_client_credentials",
                    "invalid_client",
                    "unauthorized_client",
                    // Atlassian's word for a wrong client secret.
                    "access_denied");

    private static final Set<String> OF_THE_CODE = Set.of("bad_verification_code", "invalid_grant");

    /// Nobody has consented yet, or what was granted is known to be over.
    public Diagnosis needed() {
        return new Diagnosis(
                SignIn.NEEDED,
                "Nobody has let Turnaround in at " + provider + " yet, or the consent is over.",
                "Sign in at " + provider + " from the page of this connection.");
    }

    /// The provider gives nothing any more for what was granted.
    public Diagnosis lost() {
        return new Diagnosis(
                LOST,
                provider
                        + " no longer takes what was granted: it was revoked, it was not used for too"
                        + " long, or the account was closed.",
                "Sign in at "
                        + provider
                        + " again from the page of this connection. What was missed meanwhile is"
                        + " read then.");
    }

    /// What is the matter with a grant that lacks a right to install webhooks, which is asked for
    /// only when somebody wants it.
    ///
    /// @param scope the right
    /// @return null when nothing is, or the provider does not say what it granted
    public @Nullable Diagnosis lacking(Grant grant, String scope) {
        return grant.scopes().isEmpty() || grant.scopes().contains(scope)
                ? null
                : new Diagnosis(
                        "hooks_not_granted",
                        "The right to install webhooks ("
                                + scope
                                + ") was not asked for when somebody signed in at "
                                + provider
                                + ".",
                        "Sign in again from the page of this connection, with the right to install"
                                + " webhooks (\"webhooks\": true); the app must be allowed to ask for"
                                + " it. Or make it by hand.");
    }

    /// Why the browser came back without a code.
    ///
    /// @param error the parameter of this name
    public Diagnosis denied(String error) {
        return switch (error) {
            case "access_denied" ->
                    new Diagnosis(
                            "consent_denied",
                            "Consent was denied at " + provider + ".",
                            "Sign in again and allow it, or let somebody do it who may. Turnaround"
                                    + " asks for reading only where "
                                    + provider
                                    + " lets it.");
            case "application_suspended" ->
                    new Diagnosis(
                            "app_suspended",
                            provider + " has suspended the app.",
                            "Ask " + provider + " why, or register another: " + app + ".");
            case "unauthorized_client" -> client();
            default -> other(error);
        };
    }

    /// Why a code or a refresh token was not traded.
    ///
    /// @param error of the provider's answer
    Diagnosis refused(String error) {
        if (OF_THE_CLIENT.contains(error)) {
            return client();
        }
        return OF_THE_CODE.contains(error)
                ? new Diagnosis(
                        "code_refused",
                        provider
                                + " does not take the code that the browser brought: it has expired,"
                                + " was used before, or is for another app or address.",
                        "Sign in again, and come back within a few minutes.")
                : other(error);
    }

    private Diagnosis client() {
        return new Diagnosis(
                "client_refused",
                provider + " does not take the client ID and secret of the app.",
                "Compare both with " + app + ". A secret that is lost can be made anew there.");
    }

    private Diagnosis other(String error) {
        return switch (error) {
            case "redirect_uri_mismatch", "invalid_redirect_uri" ->
                    new Diagnosis(
                            "redirect_mismatch",
                            "The app does not know the address to come back to.",
                            "Enter this server's redirect address, exactly as the page of the"
                                    + " connection shows it, in "
                                    + app
                                    + ".");
            case "invalid_scope" ->
                    new Diagnosis(
                            "scope_refused",
                            "The app may not ask for what Turnaround needs.",
                            "Allow the app the rights that the page of the connection lists, in "
                                    + app
                                    + ".");
            case "temporarily_unavailable", "server_error" ->
                    new Diagnosis(
                            "provider_unwell",
                            provider + " could not grant access just now.",
                            "Try again in a few minutes.");
            case "unverified_user_email" ->
                    new Diagnosis(
                            "email_unverified",
                            "The account that consented has not verified its e-mail address.",
                            "Verify it at " + provider + ", and sign in again.");
            default ->
                    new Diagnosis(
                            "consent_failed",
                            provider + " did not grant access, for a reason it did not name.",
                            "Try again. If it stays so, check " + app + ".");
        };
    }
}
