package dev.turnaround.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The facts of one pull request while news of it comes in: which telling is new, and what the news
/// makes of its progress.
///
/// Only the facts that the news may touch need be known at first. The others are wanted
/// ([#needsHistory]) only when the news is not simply what happened next.
public final class Facts {
    private final @Nullable Progress before;
    private final Map<String, Fact> known = new HashMap<>();
    private @Nullable Fold fold;

    /// The facts as far as they are at hand.
    ///
    /// @param before null when the pull request is seen for the first time
    /// @param known at least those facts folded so far that the news will tell again
    public Facts(@Nullable Progress before, Collection<Fact> known) {
        this.before = before;
        this.fold = before == null ? null : Fold.resume(before);
        known.forEach(fact -> this.known.put(fact.id(), fact));
    }

    /// Takes one telling in.
    ///
    /// @return the fact as it is known from now on, or null when the telling says nothing new
    public @Nullable Fact take(Fact told) {
        var existing = known.get(told.id());
        var fact = existing == null ? told : existing.merge(told);
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

    /// Whether all facts folded so far must be [learned][#learn] before [#progress].
    public boolean needsHistory() {
        return fold == null && before != null;
    }

    /// Puts the facts folded so far beside the news.
    public void learn(Collection<Fact> history) {
        history.forEach(fact -> known.putIfAbsent(fact.id(), fact));
    }

    /// Where the pull request stands with the news.
    ///
    /// @throws IllegalArgumentException when nothing has told of the opening
    public Progress progress() {
        return fold == null ? Fold.of(known.values()) : fold.progress();
    }
}
