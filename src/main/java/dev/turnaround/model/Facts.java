package dev.turnaround.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The facts of one pull request while news of it comes in: which telling is new, and what the news
/// makes of its progress.
///
/// Only the facts that the news may touch need be known at first. The others are wanted
/// ([#needsHistory]) only when the news is not simply what happened next, or lists in full what
/// happened.
public final class Facts {
    private final @Nullable Progress before;
    private final People people;
    private final Map<String, Fact> known = new HashMap<>();
    private final Listings<Strand, Fact> listings;
    private @Nullable Fold fold;

    /// The facts as far as they are at hand.
    ///
    /// @param before null when the pull request is seen for the first time
    /// @param settled what lists have settled
    /// @param known at least those facts folded so far that the news will tell again
    public Facts(@Nullable Progress before, Settled<Strand> settled, Collection<Fact> known) {
        this(before, settled, known, People.STRANGERS);
    }

    /// The facts as far as they are at hand, of accounts of which more is known.
    ///
    /// @param before null when the pull request is seen for the first time
    /// @param settled what lists have settled
    /// @param known at least those facts folded so far that the news will tell again
    /// @param people what is known of the accounts, as it was when `before` was folded; else
    ///   [#again]
    public Facts(
            @Nullable Progress before,
            Settled<Strand> settled,
            Collection<Fact> known,
            People people) {
        this.before = before;
        this.people = people;
        this.listings = new Listings<>(settled);
        this.fold = before == null || !before.resumable() ? null : Fold.resume(before, people);
        known.forEach(fact -> this.known.put(fact.id(), fact));
    }

    /// Whether a fact of this identity is at hand.
    public boolean know(String id) {
        return known.containsKey(id);
    }

    /// Takes tellings in.
    ///
    /// @param told in any order
    /// @param coverage what they list in full; null when they are only news
    /// @return those of which something new is known, as they are known from now on
    public List<Fact> take(Collection<Fact> told, @Nullable Coverage coverage) {
        var listed =
                coverage == null
                        ? Set.<Strand>of()
                        : listings.add(told, coverage.until(), coverage.strands());
        var news = new ArrayList<Fact>();
        for (var one : told.stream().sorted(Fact.ORDER).toList()) {
            var isListed = one.strand() != null && listed.contains(one.strand());
            var fact = isListed ? takeListed(one) : takeNews(one);
            if (fact != null) {
                news.add(fact);
            }
        }
        return news;
    }

    /// What a list holds stands, whatever earlier lists said.
    private @Nullable Fact takeListed(Fact told) {
        var existing = known.get(told.id());
        return put(existing, existing == null ? told : existing.merge(told).unlisted(false));
    }

    private @Nullable Fact takeNews(Fact told) {
        var existing = known.get(told.id());
        return put(
                existing,
                existing == null
                        ? listings.late(told)
                        : listings.again(existing, existing.merge(told)));
    }

    private @Nullable Fact put(@Nullable Fact existing, Fact fact) {
        if (fact.equals(existing)) {
            return null;
        }
        known.put(fact.id(), fact);
        if (existing == null && fold != null && fold.canAdd(fact)) {
            fold.add(fact);
        } else {
            fold = null;
        }
        return fact;
    }

    /// Lets everything be folded again: what was folded so far was folded with other knowledge.
    public void again() {
        fold = null;
    }

    /// Whether all facts folded so far must be [learned][#learn] before [#settle] and [#progress].
    public boolean needsHistory() {
        return before != null && (fold == null || listings.pending());
    }

    /// Puts the facts folded so far beside the news.
    public void learn(Collection<Fact> history) {
        history.forEach(fact -> known.putIfAbsent(fact.id(), fact));
    }

    /// Holds the lists that came in against all that is known.
    ///
    /// @return the facts that a list contradicts from now on
    public List<Fact> settle() {
        var contradicted = listings.settle(known);
        if (!contradicted.isEmpty()) {
            fold = null;
        }
        return contradicted;
    }

    /// What lists have settled by now.
    public Settled<Strand> settled() {
        return listings.settled();
    }

    /// Where the pull request stands with the news.
    ///
    /// @throws IllegalArgumentException when nothing has told of the opening
    public Progress progress() {
        return fold == null ? Fold.of(known.values(), people) : fold.progress();
    }
}
