package dev.turnaround.connection;

import dev.turnaround.store.Unguessable;
import java.util.Base64;

/// Proves to a provider that who redeems a code asked for it.
/// <https://www.rfc-editor.org/rfc/rfc7636>
///
/// @param verifier 43 unguessable characters or more
record ProofKey(String verifier) {

    /// What the provider may know beforehand.
    String challenge() {
        var hash = Unguessable.hash(verifier);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    @Override
    public String toString() {
        return "ProofKey[…]";
    }
}
