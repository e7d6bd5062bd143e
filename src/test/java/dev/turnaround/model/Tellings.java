package dev.turnaround.model;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/// Whatever providers may tell of one pull request: few people, few moments, so that ties, repeats
/// and contradictions are common. The opening is always among it.
///
/// @param all in the order in which they are told
record Tellings(List<Fact> all) {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final Actor AUTHOR = new Actor("1", "mia", false);

    private static final int IDENTITIES = 14;
    private static final List<Actor> OTHERS =
            List.of(
                    new Actor("2", "omar", false),
                    new Actor("3", "lena", false),
                    new Actor("8", "Copilot", true),
                    new Actor("9", "renovate[bot]", true));

    /// Tellings of every kind.
    static Arbitrary<Tellings> any() {
        var others =
                identity()
                        .flatMap(id -> act().flatMap(act -> tellings(id, act)))
                        .list()
                        .ofMaxSize(IDENTITIES)
                        .withSizeDistribution(RandomDistribution.uniform())
                        .map(lists -> lists.stream().flatMap(List::stream).toList());
        var opening = told().flatMap(draft -> tellings("opened", new Act.Opened(draft)));
        return Combinators.combine(opening, others)
                .as((some, more) -> new Tellings(concat(some, more)));
    }

    /// As the provider's own record has it: one exact telling of each fact, in order, nothing
    /// deleted, nothing unknown.
    static Arbitrary<Tellings> orderly() {
        var opening =
                Arbitraries.of(true, false)
                        .map(draft -> Fact.exact("opened", START, AUTHOR, new Act.Opened(draft)));
        var others =
                Combinators.combine(identity(), moment(0), actor(), act())
                        .as(Fact::exact)
                        .list()
                        .uniqueElements(Fact::id)
                        .ofMaxSize(IDENTITIES)
                        .withSizeDistribution(RandomDistribution.uniform());
        return Combinators.combine(opening, others)
                .as((first, more) ->
                        new Tellings(
                                concat(List.of(first), more).stream().sorted(Fact.ORDER).toList()));
    }

    private static Arbitrary<List<Fact>> tellings(String id, Act act) {
        return telling(id, act).list().ofMinSize(1).ofMaxSize(3);
    }

    /// One telling of a fact; another may have another time, another actor, another verdict.
    static Arbitrary<Fact> telling(String id, Act act) {
        return Combinators.combine(
                        moment(-3), Arbitraries.of(true, false), actor(), retold(act), deleted())
                .as((at, estimated, actor, said, deleted) ->
                        new Fact(id, at, estimated, actor, said, deleted));
    }

    private static Arbitrary<Boolean> deleted() {
        return Arbitraries.frequency(Tuple.of(7, false), Tuple.of(1, true));
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
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just(AUTHOR)),
                        Tuple.of(6, Arbitraries.of(OTHERS)),
                        // The same account under another name.
                        Tuple.of(1, Arbitraries.just(new Actor("1", "mia.chen", false))))
                .injectNull(0.1);
    }

    private static Arbitrary<@Nullable Boolean> told() {
        return Arbitraries.of(true, false).injectNull(0.4);
    }

    private static Arbitrary<Act> retold(Act act) {
        return switch (act) {
            case Act.Opened(var draft) ->
                    told().map(other -> new Act.Opened(other == null ? other : draft));
            case Act.Reviewed _ -> reviewed();
            case Act.Commented(var review) ->
                    Arbitraries.of(new Act.Commented(review), new Act.Commented(null));
            case Act.Pushed _ -> pushed();
            case Act.Seen _ -> seen();
            case Act.Ready _,
                    Act.Draft _,
                    Act.ReviewRequested _,
                    Act.ReviewRequestRemoved _,
                    Act.Dismissed _,
                    Act.Unapproved _,
                    Act.Withdrawn _,
                    Act.ApprovalsReset _,
                    Act.Merged _,
                    Act.Closed _,
                    Act.Reopened _ ->
                    Arbitraries.just(act);
        };
    }

    private static Arbitrary<Act> reviewed() {
        return Combinators.combine(Arbitraries.of(ReviewVerdict.class), Arbitraries.of(true, false))
                .as(Act.Reviewed::new);
    }

    private static Arbitrary<Act> pushed() {
        return Arbitraries.of("0a1", "f9e").injectNull(0.3).map(Act.Pushed::new);
    }

    private static Arbitrary<Act> seen() {
        return Combinators.combine(
                        told(),
                        Arbitraries.of(true, false),
                        reviewer().list().ofMaxSize(3).injectNull(0.5))
                .as(Act.Seen::new);
    }

    private static Arbitrary<Reviewer> reviewer() {
        return Arbitraries.oneOf(
                Arbitraries.of(OTHERS).map(Reviewer.Person::new),
                Arbitraries.just(new Reviewer.Team("7", "web")));
    }

    static Arbitrary<Act> act() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(new Act.Ready())),
                Tuple.of(3, Arbitraries.just(new Act.Draft())),
                Tuple.of(3, reviewer().map(Act.ReviewRequested::new)),
                Tuple.of(1, reviewer().map(Act.ReviewRequestRemoved::new)),
                Tuple.of(4, identity().injectNull(0.5).map(Act.Commented::new)),
                Tuple.of(6, reviewed()),
                Tuple.of(3, identity().map(Act.Dismissed::new)),
                Tuple.of(2, Arbitraries.just(new Act.Unapproved())),
                Tuple.of(2, Arbitraries.just(new Act.Withdrawn())),
                Tuple.of(2, Arbitraries.just(new Act.ApprovalsReset())),
                Tuple.of(3, pushed()),
                Tuple.of(1, Arbitraries.just(new Act.Merged())),
                Tuple.of(2, Arbitraries.just(new Act.Closed())),
                Tuple.of(2, Arbitraries.just(new Act.Reopened())),
                Tuple.of(4, seen()));
    }

    private static List<Fact> concat(List<Fact> some, List<Fact> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
