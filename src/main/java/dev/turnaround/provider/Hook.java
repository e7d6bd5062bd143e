package dev.turnaround.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A webhook as it stands at the provider.
///
/// @param id the provider's
/// @param active whether the provider posts to it
/// @param why what is the matter, for people; null when nothing is. One that is active may have
///   something too
/// @param expiresAt when it ends by itself; null when it does not
public record Hook(String id, boolean active, @Nullable String why, @Nullable Instant expiresAt) {}
