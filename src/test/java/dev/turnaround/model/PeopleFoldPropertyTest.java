package dev.turnaround.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What must hold whatever is known of accounts.
class PeopleFoldPropertyTest {
    private static final List<String> HUMANS = List.of("1", "2", "3");
    private static final List<String> ALL = List.of("1", "2", "3", "8", "9");

    @Provide
    Arbitrary<Tellings> any() {
        return Tellings.any();
    }

    /// Any of the humans may be the same, any account may be called a bot or a human, and the one
    /// team may be known to have one of them.
    @Provide
    Arbitrary<People> people() {
        return Arbitraries.randomValue(chance -> {
            var persons = new TreeMap<Integer, String>();
            var same = new HashMap<String, String>();
            for (var account : HUMANS) {
                var first = persons.putIfAbsent(chance.nextInt(3), account);
                if (first != null) {
                    same.put(account, first);
                }
            }
            var bots = new HashMap<String, Boolean>();
            for (var account : ALL) {
                if (chance.nextInt(4) == 0) {
                    bots.put(account, chance.nextBoolean());
                }
            }
            var members = new HashMap<String, Set<String>>();
            if (chance.nextBoolean()) {
                members.put("team:7", Set.of(HUMANS.get(chance.nextInt(HUMANS.size()))));
            }
            return new People(same, bots, members);
        });
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void any_order_with_any_repeats_comes_to_the_same(
            @ForAll("any") Tellings told, @ForAll("people") People people, @ForAll long seed) {
        var memory = Memory.shuffled(told.all(), new Random(seed), people);
        assertThat(memory.progress()).isEqualTo(Fold.of(Memory.union(told.all()), people));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void going_on_from_any_point_equals_folding_from_the_start(
            @ForAll("any") Tellings told, @ForAll("people") People people, @ForAll long seed) {
        var facts = Memory.union(told.all()).stream().sorted(Fact.ORDER).toList();
        var cut = 1 + new Random(seed).nextInt(facts.size());
        var progress = Fold.of(facts.subList(0, cut), people);
        for (var next = cut; next < facts.size(); next++) {
            var fold = Fold.resume(progress, people);
            var all = Fold.of(facts.subList(0, next + 1), people);
            if (fold.canAdd(facts.get(next))) {
                fold.add(facts.get(next));
                assertThat(fold.progress()).isEqualTo(all);
            }
            progress = all;
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whoever_has_several_accounts_counts_as_if_they_had_one(
            @ForAll("any") Tellings told, @ForAll("people") People people) {
        var facts = Memory.union(told.all());
        assertThat(Numbers.of(Fold.of(facts, people)))
                .isEqualTo(Numbers.of(Fold.of(byOneAccount(facts, people), byOneAccount(people))));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void an_author_never_responds_under_any_account(
            @ForAll("any") Tellings told, @ForAll("people") People people) {
        var facts = Memory.union(told.all());
        var author = Fold.of(facts, people).opened().actor();
        for (var line : Timeline.of(facts, people)) {
            var actor = line.fact().actor();
            if (actor != null && author != null && people.same(actor, author)) {
                assertThat(line.effect().stops()).doesNotContain(Clock.TIME_TO_FIRST_COMMENT);
                assertThat(line.effect().stops()).doesNotContain(Clock.TIME_TO_APPROVE);
            }
            if (line.effect().ignored() == Ignored.AUTHOR_AS_ANOTHER) {
                assertThat(actor != null && author != null && !actor.is(author))
                        .as("%s", line)
                        .isTrue();
            }
        }
    }

    /// The same facts, had everybody always acted by the account that stands for theirs: what is
    /// known is told by the provider itself.
    private static Collection<Fact> byOneAccount(Collection<Fact> facts, People people) {
        return facts.stream()
                .map(fact ->
                        new Fact(
                                fact.id(),
                                fact.at(),
                                fact.estimated(),
                                fact.actor() == null ? null : one(fact.actor(), people),
                                one(fact.act(), people),
                                fact.deleted(),
                                fact.unlisted()))
                .toList();
    }

    private static People byOneAccount(People people) {
        var members = new HashMap<String, Set<String>>();
        people.members()
                .forEach((team, accounts) ->
                        members.put(
                                team,
                                accounts.stream()
                                        .map(one -> people.sameAs().getOrDefault(one, one))
                                        .collect(Collectors.toSet())));
        return new People(Map.of(), Map.of(), members);
    }

    private static Actor one(Actor actor, People people) {
        return new Actor(
                people.sameAs().getOrDefault(actor.id(), actor.id()),
                actor.login(),
                people.bots().getOrDefault(actor.id(), actor.bot()));
    }

    private static Reviewer one(Reviewer reviewer, People people) {
        return reviewer instanceof Reviewer.Person(var actor)
                ? new Reviewer.Person(one(actor, people))
                : reviewer;
    }

    private static Act one(Act act, People people) {
        return switch (act) {
            case Act.ReviewRequested(var reviewer) ->
                    new Act.ReviewRequested(one(reviewer, people));
            case Act.ReviewRequestRemoved(var reviewer) ->
                    new Act.ReviewRequestRemoved(one(reviewer, people));
            case Act.Seen(var draft, var open, var reviewers) ->
                    new Act.Seen(
                            draft,
                            open,
                            reviewers == null
                                    ? null
                                    : reviewers.stream().map(one -> one(one, people)).toList());
            default -> act;
        };
    }

    /// All that is counted, without what people are called.
    private record Numbers(Map<String, Participant> participants, Object others) {
        static Numbers of(Progress one) {
            var participants = new TreeMap<String, Participant>();
            one.participants()
                    .forEach((key, them) ->
                            participants.put(
                                    key,
                                    new Participant(
                                            "",
                                            them.team(),
                                            false,
                                            them.pending(),
                                            them.responded(),
                                            them.listed(),
                                            them.standing(),
                                            them.review())));
            var others =
                    Arrays.asList(
                            one.draft(),
                            one.readyAt(),
                            one.firstResponseAt(),
                            one.approvedAt(),
                            one.mergedAt(),
                            one.closedAt(),
                            one.phase(),
                            one.phaseSince(),
                            one.spent(),
                            one.turns(),
                            one.commentAsks(),
                            one.reviewsAsk(),
                            one.trail());
            return new Numbers(participants, others);
        }
    }
}
