package dev.turnaround.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one fact did when it was folded: the reason behind every number.
///
/// @param kind the kind to show; differs from the fact's own where a sighting stands in for a fact
///   that never arrived
/// @param starts clocks that begin to run here
/// @param stops clocks that end here
/// @param early clocks that this fact would stop, had it not come before the pull request was
///   ready: their value is 0
/// @param reviewers names of those whom a sighting shows to be asked for a review, or to be asked
///   no more, as `kind` says; empty for every other kind
/// @param ignored why it did nothing, or null
public record Effect(
        String kind,
        List<Clock> starts,
        List<Clock> stops,
        List<Clock> early,
        List<String> reviewers,
        @Nullable Ignored ignored) {

    static Effect none(Act act) {
        return new Effect(act.kind(), List.of(), List.of(), List.of(), List.of(), null);
    }

    static Effect ignored(Act act, Ignored reason) {
        return new Effect(act.kind(), List.of(), List.of(), List.of(), List.of(), reason);
    }
}
