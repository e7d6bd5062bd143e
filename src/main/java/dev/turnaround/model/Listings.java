package dev.turnaround.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The lists that come in about one pull request or issue, and what they settle.
///
/// Of two lists of a strand the one that goes further decides, in whatever order they come; so a
/// fact stands or not whatever order the tellings and the lists came in. Where two go equally far,
/// what either holds stands.
///
/// @param <S> the strands
/// @param <F> the facts
public final class Listings<S extends Enum<S>, F extends Listable<S, F>> {
    private final List<Listing<S>> pending = new ArrayList<>();
    private Settled<S> settled;

    /// Goes on from what is settled.
    public Listings(Settled<S> settled) {
        this.settled = settled;
    }

    /// A list that is to be held against all that is known once that is at hand.
    private record Listing<S>(Instant until, Set<S> strands, Set<String> ids) {}

    /// Takes a list in.
    ///
    /// @param told what it holds
    /// @param until up to when it goes
    /// @param strands what it holds in full
    /// @return the strands on which it decides: those in which no earlier one goes further
    public Set<S> add(Collection<F> told, Instant until, Set<S> strands) {
        var ids = told.stream().map(Listable::id).collect(Collectors.toCollection(HashSet::new));
        pending.stream()
                .filter(listing -> listing.until().equals(until))
                .forEach(listing -> listing.ids().addAll(ids));
        var decides = settled.open(strands, until);
        var further = settled.furthered(strands, until);
        if (!further.isEmpty()) {
            settled = settled.with(further, until);
            pending.add(new Listing<>(until, further, ids));
        }
        return decides;
    }

    /// Something first heard of, as it is to be known: after a list that should have held it, it
    /// comes too late.
    public F late(F told) {
        return told.unlisted(settled.including(told.strand(), told.at()) != null);
    }

    /// Something heard of again, as it is to be known: its time may have moved into what a list
    /// should have held, or out of it.
    ///
    /// @param before as it was known
    /// @param merged as both tellings have it
    public F again(F before, F merged) {
        if (settled.including(merged.strand(), merged.at()) == null) {
            return merged.unlisted(false);
        }
        return settled.including(before.strand(), before.at()) == null ? late(merged) : merged;
    }

    /// Whether there are lists to be held against all that is known.
    public boolean pending() {
        return !pending.isEmpty();
    }

    /// Holds the lists that came in against all that is known.
    ///
    /// @param known by identity; those that are contradicted are replaced in it
    /// @return the facts that are contradicted from now on
    public List<F> settle(Map<String, F> known) {
        var contradicted = new ArrayList<F>();
        for (var listing : pending) {
            for (var fact : List.copyOf(known.values())) {
                if (!fact.unlisted() && contradicts(listing, fact)) {
                    var unlisted = fact.unlisted(true);
                    known.put(fact.id(), unlisted);
                    contradicted.add(unlisted);
                }
            }
        }
        pending.clear();
        return contradicted;
    }

    private boolean contradicts(Listing<S> listing, F fact) {
        @Nullable S strand = fact.strand();
        return strand != null
                && listing.strands().contains(strand)
                && listing.until().equals(settled.including(strand, fact.at()))
                && !listing.ids().contains(fact.id());
    }

    /// What is settled by now.
    public Settled<S> settled() {
        return settled;
    }
}
