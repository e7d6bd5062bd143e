package dev.turnaround.model.issue;

import dev.turnaround.model.Listings;
import dev.turnaround.model.Settled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The facts of one issue while news of it comes in: which telling is new, and what the news makes
/// of its progress.
///
/// Only the facts that the news may touch need be known at first. The others are wanted
/// ([#needsHistory]) only when the news is not simply what happened next, or lists in full what
/// happened.
public final class IssueFacts {
    private final @Nullable IssueProgress before;
    private final Map<String, IssueFact> known = new HashMap<>();
    private final Listings<IssueStrand, IssueFact> listings;
    private @Nullable IssueFold fold;

    /// The facts as far as they are at hand.
    ///
    /// @param before null when the issue is seen for the first time
    /// @param settled what lists have settled
    /// @param known at least those facts folded so far that the news will tell again
    public IssueFacts(
            @Nullable IssueProgress before,
            Settled<IssueStrand> settled,
            Collection<IssueFact> known) {
        this.before = before;
        this.listings = new Listings<>(settled);
        this.fold = before == null ? null : IssueFold.resume(before);
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
    public List<IssueFact> take(Collection<IssueFact> told, @Nullable IssueCoverage coverage) {
        var listed =
                coverage == null
                        ? Set.<IssueStrand>of()
                        : listings.add(told, coverage.until(), coverage.strands());
        var news = new ArrayList<IssueFact>();
        for (var one : told.stream().sorted(IssueFact.ORDER).toList()) {
            var isListed = one.strand() != null && listed.contains(one.strand());
            var fact = isListed ? takeListed(one) : takeNews(one);
            if (fact != null) {
                news.add(fact);
            }
        }
        return news;
    }

    /// What a list holds stands, whatever earlier lists said.
    private @Nullable IssueFact takeListed(IssueFact told) {
        var existing = known.get(told.id());
        return put(existing, existing == null ? told : existing.merge(told).unlisted(false));
    }

    private @Nullable IssueFact takeNews(IssueFact told) {
        var existing = known.get(told.id());
        return put(
                existing,
                existing == null
                        ? listings.late(told)
                        : listings.again(existing, existing.merge(told)));
    }

    private @Nullable IssueFact put(@Nullable IssueFact existing, IssueFact fact) {
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

    /// Whether all facts folded so far must be [learned][#learn] before [#settle] and [#progress].
    public boolean needsHistory() {
        return before != null && (fold == null || listings.pending());
    }

    /// Puts the facts folded so far beside the news.
    public void learn(Collection<IssueFact> history) {
        history.forEach(fact -> known.putIfAbsent(fact.id(), fact));
    }

    /// Holds the lists that came in against all that is known.
    ///
    /// @return the facts that a list contradicts from now on
    public List<IssueFact> settle() {
        var contradicted = listings.settle(known);
        if (!contradicted.isEmpty()) {
            fold = null;
        }
        return contradicted;
    }

    /// What lists have settled by now.
    public Settled<IssueStrand> settled() {
        return listings.settled();
    }

    /// Where the issue stands with the news.
    ///
    /// @throws IllegalArgumentException when nothing is known of it
    public IssueProgress progress() {
        return fold == null ? IssueFold.of(known.values()) : fold.progress();
    }
}
