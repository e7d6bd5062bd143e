package dev.turnaround.simulator.consent;

/// Why an authorization server does not do what it is asked for.
public enum Refusal {
    /// The person did not want it.
    DENIED,
    /// No such app, or not its secret, or not given in the way that the provider wants.
    CLIENT,
    /// Another address to come back to than was registered, or than consent was asked for with.
    REDIRECT,
    /// More than the app may ask for.
    SCOPE,
    /// Unknown, expired, used, or of another app.
    CODE,
    /// Not what the challenge was made from.
    VERIFIER,
    /// Unknown, expired, replaced, or taken back.
    REFRESH_TOKEN,
    /// Neither a code nor a refresh token.
    GRANT_TYPE
}
