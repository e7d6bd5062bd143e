package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.reference.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/// Whatever a tracker may tell of one issue: few people, few moments, few statuses, so that ties,
/// repeats and contradictions are common. The creation need not be among it.
///
/// @param all in the order in which they are told; never empty
record IssueTellings(List<IssueFact> all) {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final int IDENTITIES = 14;
    private static final List<Actor> PEOPLE =
            List.of(
                    new Actor("a1", "mia", false),
                    new Actor("a2", "omar", false),
                    new Actor("a9", "automation", true));

    /// Tellings of every kind.
    static Arbitrary<IssueTellings> any() {
        return identity()
                .flatMap(id ->
                        act().flatMap(act -> telling(id, act).list().ofMinSize(1).ofMaxSize(3)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(IDENTITIES)
                .withSizeDistribution(RandomDistribution.uniform())
                .map(lists -> new IssueTellings(lists.stream().flatMap(List::stream).toList()));
    }

    /// As the tracker's own record has it: one exact telling of each fact, in order.
    static Arbitrary<IssueTellings> orderly() {
        var creation =
                status().map(status ->
                        IssueFact.exact(
                                "created", START, PEOPLE.getFirst(), new IssueAct.Created(status)));
        var others =
                Combinators.combine(identity(), moment(0), actor(), act())
                        .as(IssueFact::exact)
                        .filter(fact -> !(fact.act() instanceof IssueAct.Created))
                        .list()
                        .uniqueElements(IssueFact::id)
                        .ofMaxSize(IDENTITIES);
        return Combinators.combine(creation, others)
                .as((first, more) -> {
                    var all = new ArrayList<>(more);
                    all.add(first);
                    return new IssueTellings(all.stream().sorted(IssueFact.ORDER).toList());
                });
    }

    static Arbitrary<IssueFact> telling(String id, IssueAct act) {
        return Combinators.combine(
                        moment(-3),
                        Arbitraries.of(true, false),
                        actor(),
                        retold(act),
                        Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true)))
                .as((at, estimated, actor, said, deleted) ->
                        new IssueFact(id, at, estimated, actor, said, deleted));
    }

    private static Arbitrary<String> identity() {
        return Arbitraries.integers().between(0, IDENTITIES - 1).map(number -> "f" + number);
    }

    private static Arbitrary<Instant> moment(int from) {
        return Arbitraries.integers()
                .between(from, 20)
                .map(minutes -> START.plusSeconds(60L * minutes));
    }

    private static Arbitrary<@Nullable Actor> actor() {
        return Arbitraries.of(PEOPLE).injectNull(0.1);
    }

    private static Arbitrary<Status> status() {
        return Combinators.combine(
                        Arbitraries.of("1", "2", "3"),
                        Arbitraries.of("To Do", "Läuft"),
                        Arbitraries.of(Category.class).injectNull(0.5))
                .as(Status::new);
    }

    private static Arbitrary<IssueAct> retold(IssueAct act) {
        return switch (act) {
            case IssueAct.Created _ -> status().injectNull(0.3).map(IssueAct.Created::new);
            case IssueAct.Moved _ -> moved();
            case IssueAct.Placed _ -> placed();
            case IssueAct.Seen _ -> status().map(IssueAct.Seen::new);
            case IssueAct.Assigned _, IssueAct.Commented _, IssueAct.Linked _, IssueAct.Deleted _ ->
                    Arbitraries.just(act);
        };
    }

    private static Arbitrary<IssueAct> moved() {
        return Combinators.combine(status().injectNull(0.2), status()).as(IssueAct.Moved::new);
    }

    private static Arbitrary<IssueAct> placed() {
        return Combinators.combine(status().injectNull(0.2), status()).as(IssueAct.Placed::new);
    }

    private static Arbitrary<IssueAct> act() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, status().injectNull(0.3).map(IssueAct.Created::new)),
                Tuple.of(8, moved()),
                Tuple.of(4, placed()),
                Tuple.of(1, actor().map(IssueAct.Assigned::new)),
                Tuple.of(3, Arbitraries.just(new IssueAct.Commented())),
                Tuple.of(
                        1,
                        Arbitraries.of("17", "18")
                                .map(other -> new IssueAct.Linked(Evidence.TRACKER, other))),
                Tuple.of(1, Arbitraries.just(new IssueAct.Deleted())),
                Tuple.of(4, status().map(IssueAct.Seen::new)));
    }
}
