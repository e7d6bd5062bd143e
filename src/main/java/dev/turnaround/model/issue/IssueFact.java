package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Listable;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// One thing that happened to an issue.
///
/// @param id identity within the issue: the same act told twice, by webhook or by API, has the same
///   one. Where the provider numbers its acts it is a word for the kind and the number
/// @param at when it happened, by the provider's clock
/// @param estimated whether the source gave no time of the act itself, so that `at` is the best
///   proxy
/// @param actor who did it; null when the telling does not say
/// @param act what was done
/// @param deleted whether it was taken back at the provider, as a deleted comment is; such a fact
///   stays, and counts nowhere
/// @param unlisted whether the list that goes furthest of those that should hold it
///   ([IssueCoverage]) does not; such a fact stays, and counts nowhere until a later list has it
public record IssueFact(
        String id,
        Instant at,
        boolean estimated,
        @Nullable Actor actor,
        IssueAct act,
        boolean deleted,
        boolean unlisted)
        implements Listable<IssueStrand, IssueFact> {

    /// A fact that no list contradicts.
    public IssueFact(
            String id,
            Instant at,
            boolean estimated,
            @Nullable Actor actor,
            IssueAct act,
            boolean deleted) {
        this(id, at, estimated, actor, act, deleted, false);
    }

    /// The order in which facts are folded: by time, then by kind, then by the provider's own
    /// count. It does not depend on arrival. The creation comes first whatever its time.
    ///
    /// Numbers within identities are compared as numbers: behind the same word the longer is the
    /// greater.
    public static final Comparator<IssueFact> ORDER =
            Comparator.comparingInt(
                            (IssueFact fact) -> fact.act instanceof IssueAct.Created ? 0 : 1)
                    .thenComparing(IssueFact::at)
                    .thenComparingInt(fact -> fact.act.rank())
                    .thenComparingInt(fact -> fact.id.length())
                    .thenComparing(IssueFact::id);

    /// A fact that stands, with the time of the act itself.
    public static IssueFact exact(String id, Instant at, @Nullable Actor actor, IssueAct act) {
        return new IssueFact(id, at, false, actor, act, false);
    }

    /// A fact that stands, with a proxy for its time.
    public static IssueFact estimated(String id, Instant at, @Nullable Actor actor, IssueAct act) {
        return new IssueFact(id, at, true, actor, act, false);
    }

    /// This fact, taken back.
    public IssueFact asDeleted() {
        return new IssueFact(id, at, estimated, actor, act, true, unlisted);
    }

    @Override
    public IssueFact unlisted(boolean is) {
        return new IssueFact(id, at, estimated, actor, act, deleted, is);
    }

    @Override
    public @Nullable IssueStrand strand() {
        return act.strand();
    }

    /// Whether it counts.
    public boolean stands() {
        return !deleted && !unlisted;
    }

    /// What two tellings of the same fact say together: commutative, associative and idempotent, by
    /// the rules of [dev.turnaround.model.Fact#merge].
    ///
    /// @throws IllegalArgumentException when the identities differ
    public IssueFact merge(IssueFact other) {
        if (!id.equals(other.id)) {
            throw new IllegalArgumentException("two facts: " + id + " and " + other.id);
        }
        var time = better(other) ? other : this;
        return new IssueFact(
                id,
                time.at,
                time.estimated,
                Greater.of(actor, other.actor),
                merge(act, other.act),
                deleted || other.deleted,
                unlisted || other.unlisted);
    }

    private boolean better(IssueFact other) {
        return estimated == other.estimated ? other.at.isBefore(at) : estimated;
    }

    private static IssueAct merge(IssueAct one, IssueAct other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof IssueAct.Created(var status)
                && other instanceof IssueAct.Created(var otherStatus)) {
            return new IssueAct.Created(Greater.of(status, otherStatus));
        }
        if (one instanceof IssueAct.Moved(var from, var to)
                && other instanceof IssueAct.Moved(var otherFrom, var otherTo)) {
            return new IssueAct.Moved(
                    Greater.of(from, otherFrom), to.compareTo(otherTo) >= 0 ? to : otherTo);
        }
        if (one instanceof IssueAct.Placed(var from, var to)
                && other instanceof IssueAct.Placed(var otherFrom, var otherTo)) {
            return new IssueAct.Placed(
                    Greater.of(from, otherFrom), to.compareTo(otherTo) >= 0 ? to : otherTo);
        }
        if (one instanceof IssueAct.Assigned(var to)
                && other instanceof IssueAct.Assigned(var otherTo)) {
            return new IssueAct.Assigned(Greater.of(to, otherTo));
        }
        if (one instanceof IssueAct.Seen(var status)
                && other instanceof IssueAct.Seen(var otherStatus)) {
            return new IssueAct.Seen(status.compareTo(otherStatus) >= 0 ? status : otherStatus);
        }
        return ANY_FIXED_ORDER.compare(one, other) >= 0 ? one : other;
    }

    private static final Comparator<IssueAct> ANY_FIXED_ORDER =
            Comparator.comparingInt(IssueAct::rank).thenComparing(IssueAct::toString);
}
