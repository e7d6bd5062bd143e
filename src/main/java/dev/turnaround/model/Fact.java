package dev.turnaround.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a pull request.
///
/// @param id identity within the pull request: the same act told twice, by webhook or by API, has
///   the same one
/// @param at when others could see it, by the provider's clock (one-second grain)
/// @param estimated whether the source gave no time of the act itself, so that `at` is the best
///   proxy
/// @param actor who did it; null when the account is deleted or the telling does not say
/// @param act what was done
/// @param deleted whether it was taken back at the provider, as a deleted comment is; such a fact
///   stays, and counts nowhere
/// @param unlisted whether the list that goes furthest of those that should hold it ([Coverage])
///   does not; such a fact stays, and counts nowhere until a later list has it
public record Fact(
        String id,
        Instant at,
        boolean estimated,
        @Nullable Actor actor,
        Act act,
        boolean deleted,
        boolean unlisted)
        implements Listable<Strand, Fact> {

    /// A fact that no list contradicts.
    public Fact(
            String id,
            Instant at,
            boolean estimated,
            @Nullable Actor actor,
            Act act,
            boolean deleted) {
        this(id, at, estimated, actor, act, deleted, false);
    }

    /// The order in which facts are folded: by time, then by kind, then by identity. It does not
    /// depend on arrival. The opening comes first whatever its time, because nothing can happen to
    /// what does not exist.
    public static final Comparator<Fact> ORDER =
            Comparator.comparingInt((Fact fact) -> fact.act instanceof Act.Opened ? 0 : 1)
                    .thenComparing(Fact::at)
                    .thenComparingInt(fact -> fact.act.rank())
                    .thenComparing(Fact::id);

    /// A fact that stands, with the time of the act itself.
    public static Fact exact(String id, Instant at, @Nullable Actor actor, Act act) {
        return new Fact(id, at, false, actor, act, false);
    }

    /// A fact that stands, with a proxy for its time.
    public static Fact estimated(String id, Instant at, @Nullable Actor actor, Act act) {
        return new Fact(id, at, true, actor, act, false);
    }

    /// This fact, taken back.
    public Fact asDeleted() {
        return new Fact(id, at, estimated, actor, act, true, unlisted);
    }

    /// This fact, done by somebody else.
    Fact by(Actor other) {
        return new Fact(id, at, estimated, other, act, deleted, unlisted);
    }

    @Override
    public Fact unlisted(boolean is) {
        return new Fact(id, at, estimated, actor, act, deleted, is);
    }

    @Override
    public @Nullable Strand strand() {
        return act.strand();
    }

    /// Everybody whose account it names: who did it, and whom it is about.
    public List<Actor> named() {
        var named = new ArrayList<Actor>(2);
        if (actor != null) {
            named.add(actor);
        }
        for (var reviewer : act.about()) {
            if (reviewer instanceof Reviewer.Person(var person)) {
                named.add(person);
            }
        }
        return named;
    }

    /// Every team that it names, by [Reviewer#key].
    public List<String> teams() {
        return act.about().stream()
                .filter(Reviewer.Team.class::isInstance)
                .map(Reviewer::key)
                .toList();
    }

    /// Whether it counts.
    public boolean stands() {
        return !deleted && !unlisted;
    }

    /// What two tellings of the same fact say together.
    ///
    /// Commutative, associative and idempotent, so that tellings may come in any order and any
    /// number of times: an exact time beats an estimated one and then the earlier the later; a
    /// known actor beats an unknown one; a deletion is never undone. What lists say of it is not
    /// settled by tellings but by [Facts].
    ///
    /// @throws IllegalArgumentException when the identities differ
    public Fact merge(Fact other) {
        if (!id.equals(other.id)) {
            throw new IllegalArgumentException("two facts: " + id + " and " + other.id);
        }
        var time = better(other) ? other : this;
        return new Fact(
                id,
                time.at,
                time.estimated,
                greater(actor, other.actor),
                FactContent.merge(act, other.act),
                deleted || other.deleted,
                unlisted || other.unlisted);
    }

    private boolean better(Fact other) {
        return estimated == other.estimated ? other.at.isBefore(at) : estimated;
    }

    private static @Nullable Actor greater(@Nullable Actor one, @Nullable Actor other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
