package dev.turnaround.ingest;

import dev.turnaround.model.Act;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Facts;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.reference.Reference;
import dev.turnaround.store.StoredPullRequest;
import dev.turnaround.store.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pull request while a batch works on it.
final class Story {
    /// Identity of the closing that stands for a pull request's disappearance.
    static final String GONE = "gone";

    private final PullRequestKey key;
    private final @Nullable StoredPullRequest stored;
    private final Facts facts;
    private final Map<String, Writes.NewFact> news = new LinkedHashMap<>();
    private Attributes attributes;

    /// The story as far as it is stored.
    ///
    /// @param stored null at first sight
    /// @param known those of the stored facts that the batch may touch
    Story(PullRequestKey key, @Nullable StoredPullRequest stored, Collection<Fact> known) {
        this.key = key;
        this.stored = stored;
        this.facts = new Facts(stored == null ? null : stored.pullRequest().progress(), known);
        this.attributes = stored == null ? Attributes.NONE : stored.pullRequest().attributes();
    }

    /// Takes a change in.
    ///
    /// @param delivery what brought it, or null
    /// @return whether it said anything new
    boolean take(Change.ToPullRequest change, String source, @Nullable String delivery) {
        var before = attributes;
        attributes = attributes.merge(change.attributes()).named(change.repository().name());
        var anythingNew = !attributes.sameValues(before);
        for (var told : change.facts().stream().sorted(Fact.ORDER).toList()) {
            var fact = facts.take(told);
            if (fact != null) {
                news.put(fact.id(), new Writes.NewFact(key, fact, source, delivery));
                anythingNew = true;
            }
        }
        return anythingNew;
    }

    /// Ends what is no longer at the provider, as if it had been closed. Should it show up again,
    /// the list of what happened to it will not hold this.
    ///
    /// @return whether that is news; not if nobody had heard of it
    boolean end(Instant at) {
        if (stored == null || !stored.pullRequest().progress().phase().open()) {
            return false;
        }
        var fact = facts.take(Fact.estimated(GONE, at, null, new Act.Closed()));
        if (fact == null) {
            return false;
        }
        news.put(fact.id(), new Writes.NewFact(key, fact, "reconciliation", null));
        return true;
    }

    PullRequestKey key() {
        return key;
    }

    @Nullable PullRequest before() {
        return stored == null ? null : stored.pullRequest();
    }

    Collection<Writes.NewFact> news() {
        return news.values();
    }

    /// Whether the facts that are stored must be read to go on.
    boolean needsHistory() {
        return facts.needsHistory();
    }

    /// Puts the facts that are stored beside those of the batch.
    void learn(Collection<Fact> history) {
        facts.learn(history);
    }

    /// The pull request after the batch, or null when nothing about it moved.
    Writes.@Nullable NewState outcome() {
        if (stored == null && news.isEmpty()) {
            return null;
        }
        if (stored != null
                && news.isEmpty()
                && attributes.equals(stored.pullRequest().attributes())) {
            return null;
        }
        return new Writes.NewState(
                new PullRequest(key, attributes, facts.progress()),
                stored == null ? 0 : stored.version());
    }

    /// Whether it refers to other things than before.
    boolean refersToOthers() {
        return !referredTo(stored == null ? Attributes.NONE : stored.pullRequest().attributes())
                .equals(referredTo(attributes));
    }

    private static Set<Reference> referredTo(Attributes attributes) {
        return attributes.references() == null ? Set.of() : attributes.references().all();
    }
}
