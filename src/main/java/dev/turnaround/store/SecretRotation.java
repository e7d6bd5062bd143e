package dev.turnaround.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Webhook secrets of a connection that are being replaced.
///
/// @param dropAt until when the old ones count; null while a provider has yet to be given the new
public record SecretRotation(String connection, Instant beganAt, @Nullable Instant dropAt) {}
