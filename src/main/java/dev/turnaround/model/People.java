package dev.turnaround.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of the accounts of one connection beside what the facts tell: which of them are
/// the same person's, and which ones somebody here has called a bot or a human.
///
/// It is one of the two things that a pull request is folded from, its facts being the other. So
/// when it changes, every pull request with one of the accounts in it has to be folded again.
///
/// @param sameAs for an account of somebody who has several, the one that stands for all of them;
///   other accounts are not in it
/// @param bots whether an account is a bot, as somebody said who knows better than the provider
/// @param members the accounts in the provider's teams, by [Reviewer#key] of the team; a team of
///   which nobody knows the members is not in it
public record People(
        Map<String, String> sameAs, Map<String, Boolean> bots, Map<String, Set<String>> members) {

    /// Nobody is known: each account is a person of its own, and a bot if the provider says so.
    public static final People STRANGERS = new People(Map.of(), Map.of());

    public People {
        sameAs = Map.copyOf(sameAs);
        bots = Map.copyOf(bots);
        members = Map.copyOf(members);
    }

    /// Accounts of whose teams nothing is known.
    public People(Map<String, String> sameAs, Map<String, Boolean> bots) {
        this(sameAs, bots, Map.of());
    }

    /// Whether both are the same person.
    boolean same(Actor one, Actor other) {
        return accountOf(one).equals(accountOf(other));
    }

    /// Whether the actor, under any of their accounts, belongs to the team; null when the members
    /// are not known.
    @Nullable Boolean belongs(Actor actor, String team) {
        var known = members.get(team);
        if (known == null) {
            return null;
        }
        var account = accountOf(actor);
        return known.stream().anyMatch(one -> sameAs.getOrDefault(one, one).equals(account));
    }

    /// The account that stands for the actor.
    private String accountOf(Actor actor) {
        return sameAs.getOrDefault(actor.id(), actor.id());
    }

    /// The identity by which a request and an answer are matched, whichever account either came
    /// from.
    String key(Reviewer reviewer) {
        return switch (reviewer) {
            case Reviewer.Person(var actor) -> Reviewer.key(accountOf(actor));
            case Reviewer.Team team -> team.key();
        };
    }

    /// The actor, a bot or not as far as is known here.
    Actor known(Actor actor) {
        var bot = bots.get(actor.id());
        return bot == null || bot == actor.bot()
                ? actor
                : new Actor(actor.id(), actor.login(), bot);
    }

    /// The reviewer, a bot or not as far as is known here.
    Reviewer known(Reviewer reviewer) {
        return reviewer instanceof Reviewer.Person(var actor)
                ? new Reviewer.Person(known(actor))
                : reviewer;
    }

    /// The fact, its actor a bot or not as far as is known here.
    Fact known(Fact fact) {
        var actor = fact.actor();
        if (actor == null || bots.isEmpty()) {
            return fact;
        }
        var known = known(actor);
        return known.equals(actor) ? fact : fact.by(known);
    }

    /// The facts, each with its actor a bot or not as far as is known here.
    List<Fact> known(List<Fact> facts) {
        return bots.isEmpty() ? facts : facts.stream().map(this::known).toList();
    }
}
