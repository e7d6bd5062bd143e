package dev.turnaround.model.issue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The facts of one issue while news of it comes in: which telling is new, and what the news makes
/// of its progress.
///
/// Used like [dev.turnaround.model.Facts]: the whole history is wanted ([#needsHistory]) only when
/// the news is not simply what happened next.
public final class IssueFacts {
    private final @Nullable IssueProgress before;
    private final Map<String, IssueFact> known = new HashMap<>();
    private @Nullable IssueFold fold;

    /// The facts as far as they are at hand.
    ///
    /// @param before null when the issue is seen for the first time
    /// @param known at least those facts folded so far that the news will tell again
    public IssueFacts(@Nullable IssueProgress before, Collection<IssueFact> known) {
        this.before = before;
        this.fold = before == null ? null : IssueFold.resume(before);
        known.forEach(fact -> this.known.put(fact.id(), fact));
    }

    /// Takes one telling in.
    ///
    /// @return the fact as it is known from now on, or null when the telling says nothing new
    public @Nullable IssueFact take(IssueFact told) {
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
    public void learn(Collection<IssueFact> history) {
        history.forEach(fact -> known.putIfAbsent(fact.id(), fact));
    }

    /// Where the issue stands with the news.
    ///
    /// @throws IllegalArgumentException when nothing is known of it
    public IssueProgress progress() {
        return fold == null ? IssueFold.of(known.values()) : fold.progress();
    }
}
