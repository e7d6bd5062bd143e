package dev.turnaround.ingest;

import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.Change;
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
import dev.turnaround.store.Ties;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a handful of arrivals comes to. No I/O: it is told what is known, and says what to write.
final class Batch {
    /// What happened within this time may still be told by a webhook.
    private static final Duration ON_THEIR_WAY = Duration.ofMinutes(10);

    private final List<Arrival> arrivals;
    private final UnaryOperator<String> providerOf;
    private final Names knownNames;
    private final Map<String, Writes.NewName> names = new HashMap<>();
    private final List<DeliveryVerdict> verdicts = new ArrayList<>();
    private final SortedMap<PullRequestKey, Set<String>> factIds = new TreeMap<>();
    private final SortedMap<IssueKey, Set<String>> issueFactIds = new TreeMap<>();
    private final SortedSet<Sought> sought = new TreeSet<>();
    private final SortedSet<String> addresses = new TreeSet<>();
    private final Tally beside;
    private final @Nullable Checkpoint checkpoint;
    private Tally tally;
    private boolean namesMove;

    /// A batch of deliveries.
    ///
    /// @param providerOf the word for a connection's provider
    /// @param knownNames repositories' names that are written already
    Batch(List<Arrival> arrivals, UnaryOperator<String> providerOf, Names knownNames) {
        this(arrivals, providerOf, knownNames, Tally.NOTHING, null);
    }

    /// A page of a list, or a part of one.
    ///
    /// @param beside what there is to count besides these arrivals
    /// @param checkpoint where the list's reader stands after it; null when this is not its end
    Batch(
            List<Arrival> arrivals,
            UnaryOperator<String> providerOf,
            Names knownNames,
            Tally beside,
            @Nullable Checkpoint checkpoint) {
        this.beside = beside;
        this.checkpoint = checkpoint;
        this.tally = beside;
        this.arrivals = arrivals;
        this.providerOf = providerOf;
        this.knownNames = knownNames;
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
        }
        return keys;
    }

    /// Works out what to write. May be called again when the transaction has to be repeated.
    ///
    /// @param now the time to stamp, and up to which running phases are counted
    Writes fold(Known known, Histories histories, Instant now) {
        verdicts.clear();
        names.clear();
        var stories = new Stories(known);
        var taken = new HashSet<DeliveryKey>();
        var records = new ArrayList<DeliveryRecord>(arrivals.size());
        for (var arrival : arrivals) {
            var receipt = receipt(arrival);
            var repeated =
                    receipt != null
                            && (!known.newDeliveries().contains(receipt) || !taken.add(receipt));
            var verdict = repeated ? DeliveryVerdict.DUPLICATE : take(arrival, stories);
            verdicts.add(verdict);
            if (arrival.isLogged()) {
                records.add(record(arrival, verdict, now));
            }
        }
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
        return new Tally(arrivals.size(), 0, 0, facts, backfilled.size(), missed(backfilled, now));
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
        return List.copyOf(verdicts);
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

    private DeliveryVerdict take(Arrival arrival, Stories stories) {
        if (arrival.content() instanceof Arrival.Nothing(var verdict, _, _)) {
            return verdict;
        }
        return switch (arrival.change()) {
            case Change.ToRepository(var repository) -> {
                remember(arrival.connection(), repository);
                yield DeliveryVerdict.APPLIED;
            }
            case Change.ToIssue change -> {
                if (change.repository() != null) {
                    remember(arrival.connection(), change.repository());
                }
                yield verdict(stories.of(change.key()).take(change, arrival.origin()));
            }
            case Change.ToPullRequest change -> {
                remember(arrival.connection(), change.repository());
                yield verdict(stories.of(change.key()).take(change, arrival.origin()));
            }
            case Change.PullRequestGone(var key, _, var at) -> verdict(stories.of(key).end(at));
            case Change.IssueGone(var key, _, var at) -> verdict(stories.of(key).end(at));
            case null -> DeliveryVerdict.IGNORED;
        };
    }

    private static DeliveryVerdict verdict(boolean anythingNew) {
        return anythingNew ? DeliveryVerdict.APPLIED : DeliveryVerdict.DUPLICATE;
    }

    private void remember(String connection, Repository repository) {
        var name = new Writes.NewName(connection, repository);
        if (knownNames.isNews(name)) {
            names.merge(Names.key(name), name, Names::later);
        }
    }

    private Writes writes(Stories stories, List<DeliveryRecord> records, Instant now) {
        var facts = new ArrayList<Writes.NewFact>();
        var states = new ArrayList<Writes.NewState>();
        var referring = new ArrayList<PullRequest>();
        var events = new ArrayList<StreamEvent>();
        for (var story : stories.pullRequests()) {
            facts.addAll(story.news());
            var state = story.outcome();
            if (state != null) {
                states.add(state);
                if (story.refersToOthers()) {
                    referring.add(state.pullRequest());
                }
                var event = event(story, state.pullRequest(), stories.ties(), now);
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
                issueFacts,
                issues,
                named,
                List.copyOf(names.values()),
                records,
                events,
                checkpoint == null ? null : new Writes.Advance(checkpoint, tally));
    }

    private @Nullable StreamEvent event(
            Story story, PullRequest pullRequest, Ties ties, Instant now) {
        var provider = providerOf.apply(story.key().connection());
        var before = story.before();
        var after =
                PullRequestJson.of(
                        new Tied(pullRequest, ties.issuesOf(pullRequest)), provider, now);
        var changed =
                PullRequestJson.changed(
                        before == null
                                ? null
                                : PullRequestJson.of(
                                        new Tied(before, ties.issuesOf(before)), provider, now),
                        after);
        return changed.isEmpty() ? null : PullRequestEvent.of(pullRequest, after, changed, now);
    }

    private static @Nullable String reason(Arrival.Content content) {
        return content instanceof Arrival.Nothing(_, var reason, _) ? reason : null;
    }

    private static DeliveryRecord record(Arrival arrival, DeliveryVerdict verdict, Instant now) {
        var latency = Duration.between(arrival.receivedAt(), now);
        return new DeliveryRecord(
                arrival.receivedAt(),
                arrival.connection(),
                arrival.deliveryId(),
                arrival.event(),
                arrival.action(),
                verdict,
                reason(arrival.content()),
                latency.isNegative() ? Duration.ZERO : latency,
                arrival.pullRequest());
    }
}
