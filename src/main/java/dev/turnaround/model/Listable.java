package dev.turnaround.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact that a list of a provider's API may hold, or contradict by not holding it.
///
/// @param <S> the strands that its kind of fact comes in
/// @param <F> its own type
public interface Listable<S extends Enum<S>, F> {

    /// Identity within what it happened to.
    String id();

    /// When it happened.
    Instant at();

    /// The strand it belongs to; null for what no list contradicts.
    @Nullable S strand();

    /// Whether a list contradicts it.
    boolean unlisted();

    /// The same, contradicted by a list, or not.
    F unlisted(boolean is);
}
