package dev.turnaround.model;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Up to when lists of a provider's API have settled what happened, strand by strand.
///
/// Of two lists of a strand the one that goes further decides, in whatever order they come.
///
/// @param untils the moments, by the provider's clock; a strand that no list has settled is not
///   there
public record Settled<S extends Enum<S>>(Map<S, Instant> untils) {
    public Settled {
        untils = Collections.unmodifiableMap(new TreeMap<>(untils));
    }

    /// Nothing is settled.
    public static <S extends Enum<S>> Settled<S> nothing() {
        return new Settled<>(Map.<S, Instant>of());
    }

    /// Up to when the strand is settled, if that includes a moment; null otherwise.
    @Nullable Instant including(@Nullable S strand, Instant at) {
        var until = strand == null ? null : untils.get(strand);
        return until == null || at.isAfter(until) ? null : until;
    }

    /// Those of some strands for which a list that goes up to a moment goes further than those
    /// before.
    Set<S> furthered(Set<S> strands, Instant until) {
        var further = new HashSet<>(strands);
        further.removeIf(strand -> {
            var before = untils.get(strand);
            return before != null && !before.isBefore(until);
        });
        return further;
    }

    /// Those of some strands for which no list goes further than a moment.
    Set<S> open(Set<S> strands, Instant until) {
        var open = new HashSet<>(strands);
        open.removeIf(strand -> {
            var before = untils.get(strand);
            return before != null && before.isAfter(until);
        });
        return open;
    }

    /// This, with some strands settled up to a moment.
    Settled<S> with(Set<S> strands, Instant until) {
        var more = new HashMap<>(untils);
        strands.forEach(strand -> more.put(strand, until));
        return new Settled<>(more);
    }
}
