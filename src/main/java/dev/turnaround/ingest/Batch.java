package dev.turnaround.ingest;

import dev.turnaround.contract.Json;
import dev.turnaround.contract.PullRequestJson;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.store.DeliveryRecord;
import dev.turnaround.store.DeliveryVerdict;
import dev.turnaround.store.Known;
import dev.turnaround.store.Known.DeliveryKey;
import dev.turnaround.store.StreamEvent;
import dev.turnaround.store.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a handful of arrivals comes to. No I/O: it is told what is known, and says what to write.
final class Batch {
    private final List<Arrival> arrivals;
    private final UnaryOperator<String> providerOf;
    private final Names knownNames;
    private final Map<String, Writes.NewName> names = new HashMap<>();
    private final List<DeliveryVerdict> verdicts = new ArrayList<>();
    private final SortedMap<PullRequestKey, Set<String>> factIds = new TreeMap<>();

    /// A batch.
    ///
    /// @param providerOf the word for a connection's provider
    /// @param knownNames repositories' names that are written already
    Batch(List<Arrival> arrivals, UnaryOperator<String> providerOf, Names knownNames) {
        this.arrivals = arrivals;
        this.providerOf = providerOf;
        this.knownNames = knownNames;
        for (var arrival : arrivals) {
            if (arrival.content() instanceof Arrival.News(Change.ToPullRequest change)) {
                var some = factIds.computeIfAbsent(change.key(), _ -> new HashSet<>());
                change.facts().forEach(fact -> some.add(fact.id()));
            }
        }
    }

    /// The deliveries to take in, in the order of their keys.
    SortedMap<DeliveryKey, Instant> deliveries() {
        var keys = new TreeMap<DeliveryKey, Instant>();
        for (var arrival : arrivals) {
            var key = receipt(arrival);
            if (key != null) {
                keys.putIfAbsent(key, arrival.receivedAt());
            }
        }
        return keys;
    }

    /// The pull requests to lock, in the order of their keys.
    SortedSet<PullRequestKey> pullRequests() {
        return new TreeSet<>(factIds.keySet());
    }

    /// The identities of the facts that come in, by pull request.
    SortedMap<PullRequestKey, Set<String>> factIds() {
        return factIds;
    }

    /// Works out what to write. May be called again when the transaction has to be repeated.
    ///
    /// @param now the time to stamp, and up to which running phases are counted
    Writes fold(
            Known known,
            Function<Collection<PullRequestKey>, Map<PullRequestKey, Map<String, Fact>>> history,
            Instant now) {
        verdicts.clear();
        names.clear();
        var stories = new TreeMap<PullRequestKey, Story>();
        var taken = new HashSet<DeliveryKey>();
        var records = new ArrayList<DeliveryRecord>(arrivals.size());
        for (var arrival : arrivals) {
            var receipt = receipt(arrival);
            var repeated =
                    receipt != null
                            && (!known.newDeliveries().contains(receipt) || !taken.add(receipt));
            var verdict = repeated ? DeliveryVerdict.DUPLICATE : take(arrival, known, stories);
            verdicts.add(verdict);
            records.add(record(arrival, verdict, now));
        }
        completeHistories(stories, history);
        return writes(stories, records, now);
    }

    /// What became of each arrival, in their order.
    List<DeliveryVerdict> verdicts() {
        return List.copyOf(verdicts);
    }

    /// The repositories' names that it wrote.
    Collection<Writes.NewName> names() {
        return List.copyOf(names.values());
    }

    private static @Nullable DeliveryKey receipt(Arrival arrival) {
        return arrival.leavesReceipt() && arrival.deliveryId() != null
                ? new DeliveryKey(arrival.connection(), arrival.deliveryId())
                : null;
    }

    private DeliveryVerdict take(Arrival arrival, Known known, Map<PullRequestKey, Story> stories) {
        return switch (arrival.content()) {
            case Arrival.Nothing(var verdict, _) -> verdict;
            case Arrival.News(Change.ToRepository(var repository)) -> {
                remember(arrival.connection(), repository);
                yield DeliveryVerdict.APPLIED;
            }
            case Arrival.News(Change.ToIssue change) -> {
                if (change.repository() != null) {
                    remember(arrival.connection(), change.repository());
                }
                yield DeliveryVerdict.IGNORED;
            }
            case Arrival.News(Change.ToPullRequest change) -> {
                remember(arrival.connection(), change.repository());
                var story =
                        stories.computeIfAbsent(
                                change.key(),
                                key ->
                                        new Story(
                                                key,
                                                known.pullRequests().get(key),
                                                known.facts()
                                                        .getOrDefault(key, Map.of())
                                                        .values()));
                yield story.take(change, "webhook", arrival.deliveryId())
                        ? DeliveryVerdict.APPLIED
                        : DeliveryVerdict.DUPLICATE;
            }
        };
    }

    private void remember(String connection, Repository repository) {
        var name = new Writes.NewName(connection, repository);
        if (knownNames.isNews(name)) {
            names.merge(Names.key(name), name, Names::later);
        }
    }

    private static void completeHistories(
            Map<PullRequestKey, Story> stories,
            Function<Collection<PullRequestKey>, Map<PullRequestKey, Map<String, Fact>>> history) {
        var needy = stories.values().stream().filter(Story::needsHistory).toList();
        if (needy.isEmpty()) {
            return;
        }
        var histories = history.apply(needy.stream().map(Story::key).toList());
        for (var story : needy) {
            story.learn(histories.getOrDefault(story.key(), Map.of()).values());
        }
    }

    private Writes writes(
            Map<PullRequestKey, Story> stories, List<DeliveryRecord> records, Instant now) {
        var facts = new ArrayList<Writes.NewFact>();
        var states = new ArrayList<Writes.NewState>();
        var events = new ArrayList<StreamEvent>();
        for (var story : stories.values()) {
            facts.addAll(story.news());
            var state = story.outcome();
            if (state != null) {
                states.add(state);
                var event = event(story, state, now);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return new Writes(facts, states, List.copyOf(names.values()), records, events);
    }

    private @Nullable StreamEvent event(Story story, Writes.NewState state, Instant now) {
        var provider = providerOf.apply(story.key().connection());
        var before = story.before();
        var after = PullRequestJson.of(state.pullRequest(), provider, now);
        var changed =
                PullRequestJson.changed(
                        before == null ? null : PullRequestJson.of(before, provider, now), after);
        if (changed.isEmpty()) {
            return null;
        }
        var data = new LinkedHashMap<>(after);
        data.put("changed", changed);
        var name = state.pullRequest().attributes().repositoryName();
        var author = state.pullRequest().progress().opened().actor();
        return new StreamEvent(
                now,
                "pull-request",
                story.key().connection(),
                story.key().repository(),
                name == null ? null : name.value(),
                author == null ? null : author.id(),
                author == null ? null : author.login(),
                Json.text(data));
    }

    private static @Nullable String reason(Arrival.Content content) {
        return switch (content) {
            case Arrival.Nothing(_, var reason) -> reason;
            case Arrival.News(Change.ToIssue _) -> "issues are not kept yet";
            case Arrival.News _ -> null;
        };
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
