package dev.turnaround.ingest;

import dev.turnaround.model.Change;
import dev.turnaround.model.Settled;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueFacts;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueStrand;
import dev.turnaround.store.Origin;
import dev.turnaround.store.StoredIssue;
import dev.turnaround.store.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One issue while a batch works on it.
final class IssueStory {
    /// Identity of the deletion that nobody told of.
    static final String GONE = "deleted";

    private final IssueKey key;
    private final @Nullable StoredIssue stored;
    private final IssueFacts facts;
    private final Map<String, Writes.NewIssueFact> news = new LinkedHashMap<>();
    private final Set<String> fresh = new HashSet<>();
    private IssueAttributes attributes;

    /// The story as far as it is stored.
    ///
    /// @param stored null at first sight
    /// @param known those of the stored facts that the batch may touch
    IssueStory(IssueKey key, @Nullable StoredIssue stored, Collection<IssueFact> known) {
        this.key = key;
        this.stored = stored;
        this.facts =
                new IssueFacts(
                        stored == null ? null : stored.issue().progress(), settled(stored), known);
        this.attributes = stored == null ? IssueAttributes.NONE : stored.issue().attributes();
    }

    /// Takes a change in.
    ///
    /// @param origin what brings it
    /// @return whether it said anything new
    boolean take(Change.ToIssue change, Origin origin) {
        var before = attributes;
        attributes = attributes.merge(change.attributes());
        change.facts().stream()
                .filter(fact -> !facts.know(fact.id()))
                .forEach(fact -> fresh.add(fact.id()));
        var told = facts.take(change.facts(), change.coverage());
        told.forEach(fact -> news.put(fact.id(), new Writes.NewIssueFact(key, fact, origin)));
        return !told.isEmpty() || !attributes.sameValues(before);
    }

    /// Ends what is no longer at the provider.
    ///
    /// @return whether that is news; not if nobody had heard of it
    boolean end(Instant at) {
        if (stored == null) {
            return false;
        }
        var told =
                facts.take(
                        List.of(IssueFact.estimated(GONE, at, null, new IssueAct.Deleted())), null);
        told.forEach(
                fact -> news.put(fact.id(), new Writes.NewIssueFact(key, fact, Origin.BACKFILL)));
        return !told.isEmpty();
    }

    IssueKey key() {
        return key;
    }

    Collection<Writes.NewIssueFact> news() {
        return news.values();
    }

    /// Whether the facts that are stored must be read to go on.
    boolean needsHistory() {
        return facts.needsHistory();
    }

    /// Puts the facts that are stored beside those of the batch.
    void learn(Collection<IssueFact> history) {
        facts.learn(history);
    }

    /// Holds the lists that came in against all that is known: after [#learn], if that is needed.
    void settle() {
        for (var fact : facts.settle()) {
            var before = news.get(fact.id());
            var origin = before == null ? Origin.BACKFILL : before.origin();
            news.put(fact.id(), new Writes.NewIssueFact(key, fact, origin));
            exactTellingOf(fact)
                    .ifPresent(exact ->
                            news.put(
                                    exact.fact().id(),
                                    new Writes.NewIssueFact(key, exact.fact(), Origin.EXACT)));
        }
    }

    /// The times of the facts that stand and that no webhook had told of.
    List<Instant> backfilled() {
        return news.values().stream()
                .filter(this::isBackfilled)
                .map(one -> one.fact().at())
                .toList();
    }

    private boolean isBackfilled(Writes.NewIssueFact one) {
        return one.origin().equals(Origin.BACKFILL)
                && one.fact().stands()
                && fresh.contains(one.fact().id());
    }

    /// What a list tells in place of a guess: the same act by the same actor at about that time.
    private Optional<Writes.NewIssueFact> exactTellingOf(IssueFact guess) {
        return news.values().stream()
                .filter(this::isBackfilled)
                .filter(one -> Guess.mayBe(guess, one.fact()))
                .min(
                        Comparator.comparing(
                                one -> Duration.between(one.fact().at(), guess.at()).abs()));
    }

    /// The issue after the batch, or null when nothing about it moved.
    Writes.@Nullable NewIssue outcome() {
        if (stored == null && news.isEmpty()) {
            return null;
        }
        if (stored != null
                && news.isEmpty()
                && attributes.equals(stored.issue().attributes())
                && facts.settled().equals(stored.issue().settled())) {
            return null;
        }
        return new Writes.NewIssue(
                new Issue(key, attributes, facts.progress(), facts.settled()),
                stored == null ? 0 : stored.version());
    }

    /// Whether pull requests may be tied to the issue otherwise than before.
    boolean answersToOthers(Issue after) {
        var before = stored == null ? null : stored.issue();
        return before == null
                ? !words(after).isEmpty()
                : !words(before).equals(words(after)) || !name(before).equals(name(after));
    }

    private static SortedSet<String> words(Issue issue) {
        var words = new TreeSet<>(issue.answersTo());
        words.addAll(issue.documents());
        return words;
    }

    private static String name(Issue issue) {
        var name = issue.attributes().name();
        return name == null ? "" : name.value();
    }

    private static Settled<IssueStrand> settled(@Nullable StoredIssue stored) {
        return stored == null ? Settled.nothing() : stored.issue().settled();
    }
}
