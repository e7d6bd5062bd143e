package dev.turnaround.store;

import dev.turnaround.model.Fact;
import org.jspecify.annotations.Nullable;

/// A fact with its origin.
///
/// @param fact what happened
/// @param source what brought it first: `webhook` or `reconciliation`
/// @param delivery which delivery brought it first, or null
public record RecordedFact(Fact fact, String source, @Nullable String delivery) {}
