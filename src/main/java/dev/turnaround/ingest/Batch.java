package dev.turnaround.ingest;

import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.Account;
import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.reference.Sought;
import dev.turnaround.store.Checkpoint;
import dev.turnaround.store.DeliveryRecord;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.Histories;
import dev.turnaround.store.Known;
import dev.turnaround.store.Known.DeliveryKey;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.Tally;
import dev.turnaround.store.Tied;
import dev.turnaround.store.Wanted;
import dev.turnaround.store.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a handful of arrivals comes to. No I/O: it is told what is known, and says what to write.
final class Batch {
    /// What happened within this time may still be told by a webhook.
    private static final Duration ON_THEIR_WAY = Duration.ofMinutes(10);

    private final List<Arrival> arrivals;
    private final Shared shared;
    private final @Nullable Refolding refolding;
    private final List<PullRequestKey> again = new ArrayList<>();
    private final Map<String, Writes.NewName> names = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final Map<Account, Writes.Face> faces = new HashMap<>();
    private final Map<PullRequestKey, Map<String, Writes.Involved>> involved = new HashMap<>();
    private final Map<PullRequestKey, Writes.LeftOutPullRequest> unknown = new HashMap<>();
    private final List<DeliveryKey> unreceived = new ArrayList<>();
    private final SortedMap<PullRequestKey, Set<String>> factIds = new TreeMap<>();
    private final SortedMap<IssueKey, Set<String>> issueFactIds = new TreeMap<>();
    private final SortedSet<Sought> sought = new TreeSet<>();
    private final SortedSet<String> addresses = new TreeSet<>();
    private final Tally beside;
    private final @Nullable Checkpoint checkpoint;
    private Tally tally;
    private boolean namesMove;

    /// What became of an arrival.
    ///
    /// @param reason why, where that is not obvious
    private record Taken(DeliveryVerdict verdict, @Nullable String reason) {
        static Taken as(boolean anythingNew) {
            return new Taken(
                    anythingNew ? DeliveryVerdict.APPLIED : DeliveryVerdict.DUPLICATE, null);
        }
    }

    /// A batch of deliveries.
    Batch(List<Arrival> arrivals, Shared shared) {
        this(arrivals, shared, Tally.NOTHING, null, null);
    }

    /// A step of a recomputation.
    Batch(Refolding refolding, Shared shared) {
        this(List.of(), shared, Tally.NOTHING, null, refolding);
        refolding.keys().forEach(key -> factIds.put(key, Set.of()));
    }

    /// Pull requests to be folded again, although nothing new is known.
    static Batch again(List<PullRequestKey> keys, Shared shared) {
        var batch = new Batch(List.of(), shared);
        batch.again.addAll(keys);
        keys.forEach(key -> batch.factIds.put(key, Set.of()));
        return batch;
    }

    /// A page of a list, or a part of one.
    ///
    /// @param beside what there is to count besides these arrivals
    /// @param checkpoint where the list's reader stands after it; null when this is not its end
    Batch(List<Arrival> arrivals, Shared shared, Tally beside, @Nullable Checkpoint checkpoint) {
        this(arrivals, shared, beside, checkpoint, null);
    }

    private Batch(
            List<Arrival> arrivals,
            Shared shared,
            Tally beside,
            @Nullable Checkpoint checkpoint,
            @Nullable Refolding refolding) {
        this.refolding = refolding;
        this.beside = beside;
        this.checkpoint = checkpoint;
        this.tally = beside;
        this.arrivals = arrivals;
        this.shared = shared;
        for (var arrival : arrivals) {
            var change = arrival.change();
            if (change != null) {
                ask(change);
            }
        }
    }

    private void ask(Change news) {
        switch (news) {
            case Change.ToPullRequest change -> {
                var some = factIds.computeIfAbsent(change.key(), _ -> new HashSet<>());
                change.facts().forEach(fact -> some.add(fact.id()));
                var key = change.key();
                var references = change.attributes().references();
                if (references != null) {
                    references
                            .all()
                            .forEach(one ->
                                    sought.add(one.sought(key.connection(), key.repository())));
                }
                var url = change.attributes().url();
                if (url != null) {
                    addresses.add(Sought.address(url.value()));
                }
            }
            case Change.ToIssue change -> {
                var some = issueFactIds.computeIfAbsent(change.key(), _ -> new HashSet<>());
                change.facts().forEach(fact -> some.add(fact.id()));
            }
            case Change.PullRequestGone(var key, _, _) ->
                    factIds.computeIfAbsent(key, _ -> new HashSet<>());
            case Change.IssueGone(var key, _, _) ->
                    issueFactIds.computeIfAbsent(key, _ -> new HashSet<>()).add(IssueStory.GONE);
            case Change.ToRepository _ -> {}
        }
    }

    /// What is to be read and locked. After a fold that found more out, it says more.
    Wanted wanted() {
        return new Wanted(deliveries(), factIds, issueFactIds, sought, addresses, namesMove);
    }

    private SortedMap<DeliveryKey, Instant> deliveries() {
        var keys = new TreeMap<DeliveryKey, Instant>();
        for (var arrival : arrivals) {
            var key = receipt(arrival);
            if (key != null) {
                keys.putIfAbsent(key, arrival.receivedAt());
            }
            var entry = entry(arrival);
            if (entry != null) {
                keys.put(entry, arrival.receivedAt());
            }
        }
        return keys;
    }

    /// Works out what to write. May be called again when the transaction has to be repeated.
    ///
    /// @param now the time to stamp, and up to which running phases are counted
    Writes fold(Known known, Histories histories, Instant now) {
        taken.clear();
        names.clear();
        faces.clear();
        involved.clear();
        unknown.clear();
        unreceived.clear();
        var stories = new Stories(known);
        var seen = new HashSet<DeliveryKey>();
        var records = new ArrayList<DeliveryRecord>(arrivals.size());
        for (var arrival : arrivals) {
            var entry = entry(arrival);
            if (entry != null && (!known.newDeliveries().contains(entry) || !seen.add(entry))) {
                // It was read again, not delivered again: what is to be said of it has been said.
                taken.add(Taken.as(false));
                continue;
            }
            var receipt = receipt(arrival);
            var repeated =
                    receipt != null
                            && (!known.newDeliveries().contains(receipt) || !seen.add(receipt));
            var outcome = repeated ? Taken.as(false) : take(arrival, stories);
            taken.add(outcome);
            if (receipt != null && outcome.verdict() == DeliveryVerdict.SKIPPED) {
                unreceived.add(receipt);
            }
            if (arrival.isLogged()) {
                records.add(record(arrival, outcome, now));
            }
        }
        if (refolding != null) {
            refolding.keys().forEach(key -> stories.of(key).refold());
        }
        again.forEach(key -> stories.of(key).refold());
        stories.complete(histories);
        tally = beside.plus(counted(stories, now));
        return writes(stories, records, now);
    }

    private Tally counted(Stories stories, Instant now) {
        var facts = 0;
        var backfilled = new ArrayList<Instant>();
        for (var story : stories.pullRequests()) {
            facts += story.news().size();
            backfilled.addAll(story.backfilled());
        }
        for (var story : stories.issues()) {
            facts += story.news().size();
            backfilled.addAll(story.backfilled());
        }
        var skipped =
                (int)
                        taken.stream()
                                .filter(one -> one.verdict() == DeliveryVerdict.SKIPPED)
                                .count();
        return new Tally(
                arrivals.size() - skipped,
                skipped,
                0,
                facts,
                backfilled.size(),
                missed(backfilled, now));
    }

    /// How many of them are from after the last webhook, and old enough for theirs to be here.
    private int missed(List<Instant> backfilled, Instant now) {
        var silentSince = checkpoint == null ? null : checkpoint.silentSince();
        if (silentSince == null) {
            return 0;
        }
        var due = now.minus(ON_THEIR_WAY);
        return (int)
                backfilled.stream()
                        .filter(at -> at.isAfter(silentSince) && at.isBefore(due))
                        .count();
    }

    /// What it comes to.
    Tally tally() {
        return tally;
    }

    /// What became of each arrival, in their order.
    List<DeliveryVerdict> verdicts() {
        return taken.stream().map(Taken::verdict).toList();
    }

    /// The accounts that it wrote.
    Collection<Writes.Face> faces() {
        return faces.values();
    }

    /// Where it wrote that accounts take part.
    Collection<Writes.Involved> involved() {
        return involved.values().stream().flatMap(some -> some.values().stream()).toList();
    }

    /// The repositories' names that it wrote.
    Collection<Writes.NewName> names() {
        return List.copyOf(names.values());
    }

    /// Whether pull requests may be tied to issues otherwise than before.
    boolean namesMove() {
        return namesMove;
    }

    private static @Nullable DeliveryKey receipt(Arrival arrival) {
        return arrival.leavesReceipt() && arrival.deliveryId() != null
                ? new DeliveryKey(arrival.connection(), arrival.deliveryId())
                : null;
    }

    /// What stands among the receipts for an entry of a log. No provider has an id with a blank.
    private static @Nullable DeliveryKey entry(Arrival arrival) {
        return arrival.entry() == null
                ? null
                : new DeliveryKey(arrival.connection(), "log " + arrival.entry());
    }

    private Taken take(Arrival arrival, Stories stories) {
        if (arrival.content() instanceof Arrival.Nothing(var verdict, var reason, _)) {
            return new Taken(verdict, reason);
        }
        return switch (arrival.change()) {
            case Change.ToRepository(var repository) -> {
                remember(arrival.connection(), repository);
                yield Taken.as(true);
            }
            case Change.ToIssue change -> {
                if (change.repository() != null) {
                    remember(arrival.connection(), change.repository());
                }
                for (var fact : change.facts()) {
                    if (fact.actor() != null) {
                        meet(change.key().connection(), fact.actor(), fact.at());
                    }
                }
                yield Taken.as(stories.of(change.key()).take(change, arrival.origin()));
            }
            case Change.ToPullRequest change -> {
                remember(arrival.connection(), change.repository());
                meet(change.key().connection(), change.facts());
                yield isWanted(change, stories)
                        ? Taken.as(stories.of(change.key()).take(change, arrival.origin()))
                        : leaveOut(change, arrival.receivedAt());
            }
            case Change.PullRequestGone(var key, _, var at) -> Taken.as(stories.of(key).end(at));
            case Change.IssueGone(var key, _, var at) -> Taken.as(stories.of(key).end(at));
            case null -> new Taken(DeliveryVerdict.IGNORED, null);
        };
    }

    /// What is stored already goes on: with half of what happened to it, its numbers would be
    /// wrong.
    private boolean isWanted(Change.ToPullRequest change, Stories stories) {
        if (shared.unlinkedToo() || stories.isStored(change.key())) {
            return true;
        }
        var author = author(change);
        return author != null
                && stories.directory().isAccountedFor(change.key().connection(), author);
    }

    private Taken leaveOut(Change.ToPullRequest change, Instant at) {
        var title = change.attributes().title();
        unknown.put(
                change.key(),
                new Writes.LeftOutPullRequest(
                        change.key(),
                        change.repository().name().value(),
                        title == null ? null : title.value(),
                        author(change),
                        at));
        return new Taken(DeliveryVerdict.SKIPPED, "the author is linked to nobody");
    }

    private static @Nullable Actor author(Change.ToPullRequest change) {
        return change.facts().stream()
                .filter(fact -> fact.act() instanceof Act.Opened)
                .map(Fact::actor)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void meet(String connection, List<Fact> facts) {
        for (var fact : facts) {
            fact.named().forEach(actor -> meet(connection, actor, fact.at()));
        }
    }

    private void meet(String connection, Actor actor, Instant at) {
        var account = new Account(connection, actor.id());
        if (shared.faces().isNews(account, actor, at)) {
            faces.merge(account, new Writes.Face(account, actor, at), Faces::newer);
        }
    }

    /// Notes who takes part. The facts that are news are enough: who did the others is known.
    private void note(Story story) {
        for (var news : story.news()) {
            var fact = news.fact();
            for (var actor : fact.named()) {
                note(
                        new Writes.Involved(
                                story.key(), actor.id(), fact.act() instanceof Act.Opened));
            }
            for (var team : fact.teams()) {
                note(new Writes.Involved(story.key(), team, false));
            }
        }
    }

    private void note(Writes.Involved one) {
        if (shared.faces().isNews(one)) {
            involved.computeIfAbsent(one.pullRequest(), _ -> new HashMap<>())
                    .merge(one.account(), one, (a, b) -> a.authored() ? a : b);
        }
    }

    private void remember(String connection, Repository repository) {
        var name = new Writes.NewName(connection, repository);
        if (shared.names().isNews(name)) {
            names.merge(Names.key(name), name, Names::later);
        }
    }

    private Writes writes(Stories stories, List<DeliveryRecord> records, Instant now) {
        var facts = new ArrayList<Writes.NewFact>();
        var states = new ArrayList<Writes.NewState>();
        var referring = new ArrayList<PullRequest>();
        var measures = new ArrayList<Writes.NewMeasures>();
        var events = new ArrayList<StreamEvent>();
        for (var story : stories.pullRequests()) {
            facts.addAll(story.news());
            note(story);
            var state = story.outcome(shared.terms());
            if (state != null) {
                states.add(state);
                if (story.measuresMove(state, shared.terms())) {
                    measures.add(new Writes.NewMeasures(story.key(), state.measures()));
                }
                if (story.refersToOthers()) {
                    referring.add(state.pullRequest());
                }
                var event = event(story, state.pullRequest(), stories, now);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        var issueFacts = new ArrayList<Writes.NewIssueFact>();
        var issues = new ArrayList<Writes.NewIssue>();
        var named = new ArrayList<Issue>();
        for (var story : stories.issues()) {
            issueFacts.addAll(story.news());
            var outcome = story.outcome();
            if (outcome != null) {
                issues.add(outcome);
                if (story.answersToOthers(outcome.issue())) {
                    named.add(outcome.issue());
                }
            }
        }
        namesMove |= !named.isEmpty();
        return new Writes(
                facts,
                states,
                referring,
                measures,
                issueFacts,
                issues,
                named,
                List.copyOf(names.values()),
                records,
                events,
                new Writes.People(
                        List.copyOf(faces.values()),
                        List.copyOf(involved()),
                        List.copyOf(unknown.values()),
                        List.copyOf(unreceived),
                        refolding == null ? null : refolding.step()),
                checkpoint == null ? null : new Writes.Advance(checkpoint, tally));
    }

    private @Nullable StreamEvent event(
            Story story, PullRequest pullRequest, Stories stories, Instant now) {
        var provider = shared.providerOf().apply(story.key().connection());
        var ties = stories.ties();
        var directory = stories.directory();
        var toldWith =
                story.isRefolded() && refolding != null
                        ? directory.with(refolding.job().before())
                        : directory;
        var before = story.before();
        var after =
                PullRequestJson.of(
                        new Tied(pullRequest, ties.issuesOf(pullRequest)),
                        provider,
                        directory,
                        shared.terms(),
                        now);
        var changed =
                PullRequestJson.changed(
                        before == null
                                ? null
                                : PullRequestJson.of(
                                        new Tied(before, ties.issuesOf(before)),
                                        provider,
                                        toldWith,
                                        shared.terms(),
                                        now),
                        after);
        return changed.isEmpty() ? null : PullRequestEvent.of(pullRequest, after, changed, now);
    }

    private static DeliveryRecord record(Arrival arrival, Taken outcome, Instant now) {
        var latency = Duration.between(arrival.receivedAt(), now);
        return new DeliveryRecord(
                arrival.receivedAt(),
                arrival.connection(),
                arrival.deliveryId(),
                arrival.event(),
                arrival.action(),
                outcome.verdict(),
                outcome.reason(),
                latency.isNegative() ? Duration.ZERO : latency,
                arrival.repository(),
                arrival.pullRequest());
    }
}
