package dev.turnaround.ingest;

import dev.turnaround.model.Act;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Facts;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Settled;
import dev.turnaround.model.Strand;
import dev.turnaround.model.calendar.Calendars;
import dev.turnaround.model.measure.Measures;
import dev.turnaround.model.reference.Reference;
import dev.turnaround.model.timing.Terms;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Origin;
import dev.turnaround.store.StoredPullRequest;
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
import org.jspecify.annotations.Nullable;

/// One pull request while a batch works on it.
final class Story {
    private final PullRequestKey key;
    private final @Nullable StoredPullRequest stored;
    private final long people;
    private final Calendars calendars;
    private final Facts facts;
    private final Map<String, Writes.NewFact> news = new LinkedHashMap<>();
    private final Set<String> fresh = new HashSet<>();
    private Attributes attributes;
    private boolean again;

    /// The story as far as it is stored.
    ///
    /// @param stored null at first sight
    /// @param known those of the stored facts that the batch may touch
    /// @param directory what is known of the accounts
    Story(
            PullRequestKey key,
            @Nullable StoredPullRequest stored,
            Collection<Fact> known,
            Directory directory) {
        this.key = key;
        this.stored = stored;
        this.people = directory.version();
        this.calendars = directory.calendars(key.connection());
        this.facts =
                new Facts(
                        stored == null ? null : stored.pullRequest().progress(),
                        settled(stored),
                        known,
                        directory.people(key.connection()));
        if (stored != null && directory.mayBeOutdated(stored.people())) {
            facts.again();
        }
        this.attributes = stored == null ? Attributes.NONE : stored.pullRequest().attributes();
    }

    /// Takes a change in.
    ///
    /// @param origin what brings it
    /// @return whether it said anything new
    boolean take(Change.ToPullRequest change, Origin origin) {
        var before = attributes;
        attributes = attributes.merge(change.attributes()).named(change.repository().name());
        change.facts().stream()
                .filter(fact -> !facts.know(fact.id()))
                .forEach(fact -> fresh.add(fact.id()));
        var told = facts.take(change.facts(), change.coverage());
        told.forEach(fact -> news.put(fact.id(), new Writes.NewFact(key, fact, origin)));
        return !told.isEmpty() || !attributes.sameValues(before);
    }

    /// Lets it be folded again, whether or not there is news of it. Also if a live fact has done so
    /// since: the stream need not have heard of what became known of accounts.
    void refold() {
        again = stored != null;
        facts.again();
    }

    /// Whether it is folded again for what became known of accounts.
    boolean isRefolded() {
        return again;
    }

    /// Ends what is no longer at the provider, as if it had been closed. Should it show up again,
    /// the list of what happened to it will not hold this.
    ///
    /// @return whether that is news; not if nobody had heard of it
    boolean end(Instant at) {
        if (stored == null || !stored.pullRequest().progress().phase().open()) {
            return false;
        }
        var told =
                facts.take(List.of(Fact.estimated("gone:" + at, at, null, new Act.Closed())), null);
        told.forEach(fact -> news.put(fact.id(), new Writes.NewFact(key, fact, Origin.BACKFILL)));
        return !told.isEmpty();
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

    /// Holds the lists that came in against all that is known: after [#learn], if that is needed.
    void settle() {
        for (var fact : facts.settle()) {
            var before = news.get(fact.id());
            var origin = before == null ? Origin.BACKFILL : before.origin();
            news.put(fact.id(), new Writes.NewFact(key, fact, origin));
            exactTellingOf(fact)
                    .ifPresent(exact ->
                            news.put(
                                    exact.fact().id(),
                                    new Writes.NewFact(key, exact.fact(), Origin.EXACT)));
        }
    }

    /// The times of the facts that stand and that no webhook had told of.
    List<Instant> backfilled() {
        return news.values().stream()
                .filter(this::isBackfilled)
                .map(one -> one.fact().at())
                .toList();
    }

    private boolean isBackfilled(Writes.NewFact one) {
        return one.origin().equals(Origin.BACKFILL)
                && one.fact().stands()
                && fresh.contains(one.fact().id());
    }

    /// What a list tells in place of a guess: the same act by the same actor at about that time.
    private Optional<Writes.NewFact> exactTellingOf(Fact guess) {
        return news.values().stream()
                .filter(this::isBackfilled)
                .filter(one -> Guess.mayBe(guess, one.fact()))
                .min(
                        Comparator.comparing(
                                one -> Duration.between(one.fact().at(), guess.at()).abs()));
    }

    /// The pull request after the batch, or null when nothing about it moved.
    ///
    /// @param terms what is settled of all pull requests
    Writes.@Nullable NewState outcome(Terms terms) {
        if (stored == null && news.isEmpty()) {
            return null;
        }
        if (stored != null
                && !again
                && news.isEmpty()
                && attributes.equals(stored.pullRequest().attributes())
                && facts.settled().equals(stored.pullRequest().settled())) {
            return null;
        }
        var after = new PullRequest(key, attributes, facts.progress(), facts.settled());
        return new Writes.NewState(
                after,
                stored == null ? 0 : stored.version(),
                people,
                Measures.of(after, terms, calendars));
    }

    /// Whether what is measured of it moved. What is folded again is always measured again.
    ///
    /// @param after as [#outcome] gives it
    /// @param terms what is settled of all pull requests
    boolean measuresMove(Writes.NewState after, Terms terms) {
        if (stored == null || again) {
            return true;
        }
        var before = stored.measures();
        return !after.measures()
                .equals(
                        before == null
                                ? Measures.of(stored.pullRequest(), terms, calendars)
                                : before);
    }

    /// Whether it refers to other things than before.
    boolean refersToOthers() {
        return !referredTo(stored == null ? Attributes.NONE : stored.pullRequest().attributes())
                .equals(referredTo(attributes));
    }

    private static Set<Reference> referredTo(Attributes attributes) {
        return attributes.references() == null ? Set.of() : attributes.references().all();
    }

    private static Settled<Strand> settled(@Nullable StoredPullRequest stored) {
        return stored == null ? Settled.nothing() : stored.pullRequest().settled();
    }
}
