package dev.turnaround.ingest;

import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Fold;
import dev.turnaround.model.Progress;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.store.StoredPullRequest;
import dev.turnaround.store.Writes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One pull request while a batch works on it.
final class Story {
    private final PullRequestKey key;
    private final @Nullable StoredPullRequest stored;
    private final Map<String, Fact> known;
    private final Map<String, Writes.NewFact> news = new LinkedHashMap<>();
    private Attributes attributes;
    private @Nullable Fold fold;
    private boolean foldAnew;

    /// The story as far as it is stored.
    ///
    /// @param stored null at first sight
    /// @param known those of the stored facts that the batch may touch
    Story(PullRequestKey key, @Nullable StoredPullRequest stored, Map<String, Fact> known) {
        this.key = key;
        this.stored = stored;
        this.known = new HashMap<>(known);
        this.attributes = stored == null ? Attributes.NONE : stored.pullRequest().attributes();
        this.fold = stored == null ? null : Fold.resume(stored.pullRequest().progress());
        this.foldAnew = stored == null;
    }

    /// Takes a change in.
    ///
    /// @param delivery what brought it, or null
    /// @return whether it said anything new
    boolean take(Change.ToPullRequest change, String source, @Nullable String delivery) {
        var before = attributes;
        attributes = attributes.merge(change.attributes()).named(change.repository().name());
        var anythingNew = !attributes.sameValues(before);
        for (var fact : change.facts().stream().sorted(Fact.ORDER).toList()) {
            anythingNew |= take(fact, source, delivery);
        }
        return anythingNew;
    }

    private boolean take(Fact told, String source, @Nullable String delivery) {
        var existing = known.get(told.id());
        var fact = existing == null ? told : existing.merge(told);
        if (fact.equals(existing)) {
            return false;
        }
        known.put(fact.id(), fact);
        news.put(fact.id(), new Writes.NewFact(key, fact, source, delivery));
        if (existing == null && !foldAnew && fold != null && fold.canAdd(fact)) {
            fold.add(fact);
        } else {
            foldAnew = true;
        }
        return true;
    }

    PullRequestKey key() {
        return key;
    }

    @Nullable PullRequest before() {
        return stored == null ? null : stored.pullRequest();
    }

    Iterable<Writes.NewFact> news() {
        return news.values();
    }

    /// Whether the facts that are stored must be read to go on.
    boolean needsHistory() {
        return foldAnew && stored != null;
    }

    /// Puts the facts that are stored beside those of the batch.
    void learn(Map<String, Fact> history) {
        history.forEach(known::putIfAbsent);
    }

    /// The pull request after the batch, or null when nothing about it moved.
    Writes.@Nullable NewState outcome() {
        if (stored != null
                && news.isEmpty()
                && attributes.equals(stored.pullRequest().attributes())) {
            return null;
        }
        return new Writes.NewState(
                new PullRequest(key, attributes, progress()),
                stored == null ? 0 : stored.version());
    }

    private Progress progress() {
        return foldAnew || fold == null ? Fold.of(known.values()) : fold.progress();
    }
}
