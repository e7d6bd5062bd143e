package dev.turnaround.provider.github;

import dev.turnaround.model.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A push, as the repository's activity lists it.
///
/// @param ref the whole name of the branch
/// @param after the commit that it then pointed at
record Pushed(String ref, String after, Instant at, @Nullable Actor actor) {}
