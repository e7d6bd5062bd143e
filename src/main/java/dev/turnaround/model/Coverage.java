package dev.turnaround.model;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a list that a provider's API gave settles: it holds every act of some strands up to a
/// moment. What it does not hold of them did not happen, or was taken back.
///
/// @param until the moment, by the provider's clock; the list may hold later acts too
/// @param strands what it lists in full
public record Coverage(Instant until, Set<Strand> strands) {
    public Coverage {
        strands =
                strands.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(strands));
    }

    /// Whether the list would hold the fact if it stood.
    public boolean wouldHold(Fact fact) {
        var strand = fact.act().strand();
        return strand != null && strands.contains(strand) && !fact.at().isAfter(until);
    }
}
