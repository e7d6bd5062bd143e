package dev.turnaround.model.issue;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The walk through the facts of one issue, in their order.
///
/// Two ways in, one result. [#of] folds a whole set. [#resume] goes on from stored [IssueProgress]
/// and takes only what comes after it ([#canAdd]); everything else is folded from the whole set
/// again.
///
/// An issue may be on two tracks: its own, which may know but open and closed, and that of a board
/// ([IssueAct.Placed]). The board's places are the stages for as long as the issue is not finished.
/// One that is finished on its own track is so wherever the board puts it; opened again, it is
/// where the board has it, unless the board still has it finished too.
public final class IssueFold {
    private final @Nullable IssueFact created;
    private IssueFact last;
    private final Moment began;
    private final List<Stay> stays;
    private @Nullable String place;
    private final TreeMap<String, Status> statuses;
    private @Nullable Moment deletedAt;
    private int assignments;
    private int comments;
    private final TreeMap<String, Actor> commenters;
    private final TreeSet<String> links;

    private IssueFold(IssueFact first) {
        this.created = first.act() instanceof IssueAct.Created ? first : null;
        this.last = first;
        this.began = new Moment(first.at(), created == null || first.estimated());
        this.stays = new ArrayList<>();
        this.statuses = new TreeMap<>();
        this.commenters = new TreeMap<>();
        this.links = new TreeSet<>();
    }

    private IssueFold(IssueProgress from) {
        this.created = from.created();
        this.last = from.last();
        this.began = from.began();
        this.stays = new ArrayList<>(from.stays());
        this.place = from.place();
        this.statuses = new TreeMap<>(from.statuses());
        this.deletedAt = from.deletedAt();
        this.assignments = from.assignments();
        this.comments = from.comments();
        this.commenters = new TreeMap<>(from.commenters());
        this.links = new TreeSet<>(from.links());
    }

    /// Folds a whole set of facts.
    ///
    /// @param facts in any order, one per identity; a creation need not be among them
    /// @throws IllegalArgumentException when there is none
    public static IssueProgress of(Collection<IssueFact> facts) {
        var ordered = facts.stream().sorted(IssueFact.ORDER).toList();
        if (ordered.isEmpty()) {
            throw new IllegalArgumentException("an issue without a fact");
        }
        var fold = new IssueFold(ordered.getFirst());
        ordered.forEach(fold::add);
        return fold.progress();
    }

    /// A fold that goes on from where another one ended.
    public static IssueFold resume(IssueProgress from) {
        return new IssueFold(from);
    }

    /// Whether the fact can be added here, rather than by folding everything again: it is new,
    /// stands, and comes after all that was folded.
    public boolean canAdd(IssueFact fact) {
        return fact.stands() && IssueFact.ORDER.compare(last, fact) < 0;
    }

    /// Folds one more fact.
    ///
    /// @param fact comes after all that was folded
    public void add(IssueFact fact) {
        last = fact;
        if (!fact.stands() || deletedAt != null) {
            return;
        }
        var at = fact.at().isBefore(began.at()) ? began.at() : fact.at();
        switch (fact.act()) {
            case IssueAct.Created(var status) -> begin(status, false);
            case IssueAct.Moved(var from, var to) -> {
                learn(to);
                move(fact, at, from, whereTheBoardHasIt(to));
            }
            case IssueAct.Placed(var from, var to) -> place(fact, at, from, to);
            case IssueAct.Assigned _ -> assignments++;
            case IssueAct.Commented _ -> comment(fact.actor());
            case IssueAct.Linked(_, var target) -> links.add(target);
            case IssueAct.Deleted _ -> deletedAt = new Moment(at, fact.estimated());
            case IssueAct.Seen(var status) -> see(fact, at, status);
        }
    }

    /// Where the issue stands now.
    public IssueProgress progress() {
        return new IssueProgress(
                created,
                last,
                began,
                List.copyOf(stays),
                place,
                new TreeMap<>(statuses),
                deletedAt,
                assignments,
                comments,
                new TreeMap<>(commenters),
                new TreeSet<>(links));
    }

    private void begin(@Nullable Status status, boolean guessed) {
        if (status == null || !stays.isEmpty()) {
            return;
        }
        learn(status);
        stays.add(first(status.id(), new Moment(began.at(), began.estimated() || guessed)));
    }

    private Stay first(@Nullable String status, Moment since) {
        return new Stay(status, created == null ? last.id() : created.id(), false, since, null);
    }

    private void learn(@Nullable Status status) {
        if (status != null) {
            statuses.merge(status.id(), status, (known, told) -> told.or(known));
        }
    }

    private void move(IssueFact fact, Instant at, @Nullable Status from, Status to) {
        learn(from);
        learn(to);
        if (stays.isEmpty()) {
            stays.add(first(from == null ? null : from.id(), began));
        }
        var entered = new Moment(at, fact.estimated());
        var next = new Stay(to.id(), fact.id(), false, entered, null);
        var current = stays.getLast();
        if (!to.id().equals(current.status())) {
            enter(next, from != null && !from.id().equals(current.status()));
        } else if (sawItComing(from)) {
            stays.removeLast();
            enter(next, false);
        }
    }

    private void place(IssueFact fact, Instant at, @Nullable Status from, Status to) {
        var finished =
                !stays.isEmpty() && isDone(stays.getLast().status()) && !isWhereTheBoardHasIt();
        place = to.id();
        if (finished) {
            learn(from);
            learn(to);
        } else {
            move(fact, at, from, to);
        }
    }

    private boolean isWhereTheBoardHasIt() {
        return place != null && place.equals(stays.getLast().status());
    }

    /// What an issue that is not finished on its own track comes to.
    private Status whereTheBoardHasIt(Status own) {
        var there = place == null ? null : statuses.get(place);
        return there == null || isDone(own.id()) || isDone(there.id()) ? own : there;
    }

    private boolean isDone(@Nullable String id) {
        var status = id == null ? null : statuses.get(id);
        return status != null && status.category() == Category.DONE;
    }

    /// Whether the current status was seen before the move to it is dated: a snapshot may be taken
    /// a little later than the moment for which it is told. The move knows better.
    private boolean sawItComing(@Nullable Status from) {
        return stays.size() > 1
                && stays.getLast().sighted()
                && (from == null || from.id().equals(stays.get(stays.size() - 2).status()));
    }

    /// Goes on to the next stay.
    ///
    /// @param gap whether a move in between never arrived
    private void enter(Stay next, boolean gap) {
        var left = new Moment(next.entered().at(), next.entered().estimated() || gap);
        stays.add(stays.removeLast().leftAt(left));
        stays.add(next);
    }

    /// A sighting corrects only what changed strictly before it: within one moment nobody knows
    /// which came first. That an issue is not finished says nothing of where the board has it.
    private void see(IssueFact fact, Instant at, Status seen) {
        learn(seen);
        var status = whereTheBoardHasIt(seen);
        if (stays.isEmpty()) {
            begin(status, true);
            return;
        }
        if (isWhereTheBoardHasIt() && !isDone(seen.id())) {
            return;
        }
        var current = stays.getLast();
        if (!Objects.equals(status.id(), current.status()) && at.isAfter(current.entered().at())) {
            enter(new Stay(status.id(), fact.id(), true, new Moment(at, true), null), false);
        }
    }

    private void comment(@Nullable Actor actor) {
        comments++;
        if (actor != null && !actor.bot()) {
            commenters.put(actor.id(), actor);
        }
    }
}
