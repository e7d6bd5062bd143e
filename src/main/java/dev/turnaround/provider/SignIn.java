package dev.turnaround.provider;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How somebody who may do so lets this server in at a provider: the authorization code of OAuth
/// 2.0, with a proof key where the provider takes one.
/// <https://www.rfc-editor.org/rfc/rfc6749#section-4.1>, <https://www.rfc-editor.org/rfc/rfc7636>
public interface SignIn {

    /// The code of a [Diagnosis]: nobody has consented yet, or what was granted is known to be
    /// over.
    String NEEDED = "consent_needed";

    /// The code of a [Diagnosis]: the provider no longer takes what was granted.
    String LOST = "consent_lost";

    /// How much is asked for.
    enum Reach {
        /// The least that will do to read.
        READING,
        /// To install webhooks as well.
        WEBHOOKS
    }

    /// Where to send the person's browser.
    ///
    /// @param state comes back with the answer; unguessable
    /// @param challenge the S256 code challenge of a verifier that is kept here
    /// @param redirect where the provider sends the browser back to
    URI consentAt(String state, String challenge, URI redirect, Reach reach);

    /// What is known to keep a grant from installing a webhook; null when nothing is, as where the
    /// provider does not say what it granted. Nothing is asked.
    @Nullable Diagnosis keepsFromHooks(Grant grant, HookPlace place);

    /// Trades the code that the browser brought back. Waits, so call on a virtual thread.
    ///
    /// @param verifier of the challenge
    /// @param redirect the same as before
    /// @throws ApiFailure when the provider does not give a grant for it
    Grant redeem(String code, String verifier, URI redirect);

    /// What is the matter when the browser comes back with an error in place of a code, such as
    /// `access_denied`. Nothing is asked.
    ///
    /// @param error the parameter of this name; anybody can have made it up
    Diagnosis denied(String error);
}
