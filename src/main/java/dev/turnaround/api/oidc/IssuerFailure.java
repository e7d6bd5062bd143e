package dev.turnaround.api.oidc;

/// The issuer does not answer as it should, or what it gave does not hold. The message is for an
/// administrator and has nothing secret in it.
public final class IssuerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    IssuerFailure(String message) {
        super(message, null, false, false);
    }
}
