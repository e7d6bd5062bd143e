package dev.turnaround.store;

import java.time.Instant;

/// A browser that was sent to a provider to let a connection in.
///
/// @param sealed what is needed when it comes back
/// @param actor who began it
/// @param expiresAt when it is too late to come back
public record ConsentAttempt(String connection, String sealed, Actor actor, Instant expiresAt) {}
