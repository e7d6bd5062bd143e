package dev.turnaround.simulator.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an authorization server gives.
///
/// @param life of the access token; null for ever
/// @param refresh null for none
/// @param scopes what was allowed
public record Tokens(
        String access,
        @Nullable Duration life,
        @Nullable String refresh,
        Set<String> scopes,
        Instant at) {}
