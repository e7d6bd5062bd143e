package dev.turnaround.reconcile;

import dev.turnaround.model.Repository;
import dev.turnaround.provider.Api;
import java.util.function.Predicate;

/// A connection that can be read.
///
/// @param connection its id
/// @param wanted which of its repositories or projects are selected
public record Source(String connection, Api api, Predicate<Repository> wanted) {}
