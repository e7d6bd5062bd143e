package dev.turnaround.simulator.consent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long things are good at an authorization server.
///
/// @param code between consent and trade
/// @param access null for ever
/// @param refresh without use; null when there are no refresh tokens
/// @param replaces whether every use of a refresh token gives another
/// @param leeway how long a replaced one may still be used, since an answer may have been lost
/// @param endsAccess whether a refresh ends the access token that there was
public record Lifetimes(
        Duration code,
        @Nullable Duration access,
        @Nullable Duration refresh,
        boolean replaces,
        Duration leeway,
        boolean endsAccess) {}
