package dev.turnaround.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The walk through the facts of one pull request, in their order.
///
/// Two ways in, one result. [#of] folds a whole set. [#resume] goes on from stored [Progress] and
/// takes only what comes after it ([#canAdd]); everything else is folded from the whole set again.
public final class Fold {

    private final People people;
    private final Fact opened;
    private Fact last;
    private boolean draft;
    private final boolean draftKnown;
    private Instant lastToggle;
    private @Nullable Instant lastRequest;
    private @Nullable Moment readyAt;
    private @Nullable Moment firstResponseAt;
    private @Nullable Moment approvedAt;
    private @Nullable Moment mergedAt;
    private @Nullable Moment closedAt;
    private Phase phase;
    private Instant phaseSince;
    private final EnumMap<Phase, Duration> spent = new EnumMap<>(Phase.class);
    private int turns;
    private @Nullable Phase lastTurn;
    private boolean commentAsks;
    private final Set<String> reviewsAsk = new TreeSet<>();
    private final TreeMap<String, Participant> participants = new TreeMap<>();
    private final Set<String> shells = new TreeSet<>();
    private @Nullable Moment firstReviewAt;
    private @Nullable Moment firstAutomatedAt;
    private final List<Moment> held = new ArrayList<>();
    private final TreeMap<String, Instant> asked = new TreeMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    private Fold(Fact opened, boolean draft, boolean draftKnown, People people) {
        this.people = people;
        this.opened = opened;
        this.last = opened;
        this.draft = draft;
        this.draftKnown = draftKnown;
        this.lastToggle = opened.at();
        this.phase = draft ? Phase.DRAFT : Phase.AWAITING_REVIEW;
        this.phaseSince = opened.at();
        this.lastTurn = draft ? null : phase;
        this.spans.add(new Span(opened.at(), phase, draft, null));
        markReady(new Moment(opened.at(), !toldDraft(opened)));
    }

    private Fold(Progress from, Trail trail, People people) {
        this.people = people;
        this.opened = from.opened();
        this.last = from.last();
        this.draft = from.draft();
        this.draftKnown = from.draftKnown();
        this.lastToggle = from.lastToggle();
        this.lastRequest = from.lastRequest();
        this.readyAt = from.readyAt();
        this.firstResponseAt = from.firstResponseAt();
        this.approvedAt = from.approvedAt();
        this.mergedAt = from.mergedAt();
        this.closedAt = from.closedAt();
        this.phase = from.phase();
        this.phaseSince = from.phaseSince();
        this.spent.putAll(from.spent());
        this.turns = from.turns();
        this.lastTurn = from.lastTurn();
        this.commentAsks = from.commentAsks();
        this.reviewsAsk.addAll(from.reviewsAsk());
        this.participants.putAll(from.participants());
        this.shells.addAll(from.shells());
        this.firstReviewAt = trail.firstReviewAt();
        this.firstAutomatedAt = trail.firstAutomatedAt();
        this.held.addAll(trail.held());
        this.asked.putAll(trail.asked());
        this.answers.addAll(trail.answers());
        this.spans.addAll(trail.spans());
    }

    /// Folds a whole set of facts.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @throws IllegalArgumentException when there is no opening
    public static Progress of(Collection<Fact> facts) {
        return of(facts, People.STRANGERS);
    }

    /// Folds a whole set of facts of accounts of which more is known.
    ///
    /// @param facts in any order, one per identity, an opening among them
    /// @throws IllegalArgumentException when there is no opening
    public static Progress of(Collection<Fact> facts, People people) {
        return walk(facts, people, (_, _, _) -> {}).progress();
    }

    /// A fold that goes on from where another one ended.
    public static Fold resume(Progress from) {
        return resume(from, People.STRANGERS);
    }

    /// A fold that goes on from where another one ended.
    ///
    /// @param people the same that it was folded with so far
    /// @throws IllegalArgumentException when it is not [resumable][Progress#resumable]
    public static Fold resume(Progress from, People people) {
        if (from.trail() == null) {
            throw new IllegalArgumentException("stored before there was a trail");
        }
        return new Fold(from, from.trail(), people);
    }

    /// Folds a whole set and shows each fact with its effect, in order.
    static Fold walk(Collection<Fact> facts, People people, Visitor visitor) {
        var ordered = people.known(facts.stream().sorted(Fact.ORDER).toList());
        if (ordered.isEmpty() || !(ordered.getFirst().act() instanceof Act.Opened)) {
            throw new IllegalArgumentException("a story without an opening");
        }
        var opened = ordered.getFirst();
        var began = beganAsDraft(ordered);
        var fold = new Fold(opened, Boolean.TRUE.equals(began), began != null, people);
        fold.shells.addAll(emptyShells(ordered));
        visitor.visit(opened, fold.openingEffect(), fold);
        for (var fact : ordered.subList(1, ordered.size())) {
            visitor.visit(fact, fold.add(fact), fold);
        }
        return fold;
    }

    /// Receives each fact with its effect, and the fold that it has brought there.
    @FunctionalInterface
    interface Visitor {
        void visit(Fact fact, Effect effect, Fold fold);
    }

    /// Whether the fact can be added here, rather than by folding everything again: it is new,
    /// comes after all that was folded, and changes nothing about the past.
    public boolean canAdd(Fact fact) {
        return fact.stands()
                && (draftKnown || draftBefore(fact.act()) == null)
                && Fact.ORDER.compare(last, fact) < 0
                && !(fact.act() instanceof Act.Commented(var review)
                        && review != null
                        && shells.contains(review))
                && !(fact.act() instanceof Act.Reviewed && shells.contains(fact.id()));
    }

    /// Folds one more fact, and says what it did.
    ///
    /// @param told comes after all that was folded
    public Effect add(Fact told) {
        var fact = people.known(told);
        last = fact;
        var at = fact.at().isBefore(opened.at()) ? opened.at() : fact.at();
        var act = fact.act();
        if (!fact.stands()) {
            return Effect.ignored(act, fact.deleted() ? Ignored.DELETED : Ignored.UNLISTED);
        }
        if (mergedAt != null) {
            return Effect.ignored(act, Ignored.AFTER_MERGE);
        }
        return switch (act) {
            case Act.Opened _ -> Effect.ignored(act, Ignored.NO_CHANGE);
            case Act.Ready _ -> toggle(fact, at, false);
            case Act.Draft _ -> toggle(fact, at, true);
            case Act.ReviewRequested(var reviewer) -> request(fact, at, reviewer);
            case Act.ReviewRequestRemoved(var reviewer) -> unrequest(act, at, reviewer);
            case Act.Commented(var review) -> comment(fact, at, review);
            case Act.Reviewed(var verdict, _) -> review(fact, at, verdict);
            case Act.Dismissed(var review) -> dismiss(act, at, review);
            case Act.Unapproved _ -> takeBack(fact, at, ReviewVerdict.APPROVED);
            case Act.Withdrawn _ -> takeBack(fact, at, ReviewVerdict.CHANGES_REQUESTED);
            case Act.ApprovalsReset _ -> resetApprovals(act, at);
            case Act.Pushed _ -> authorActs(act, at);
            case Act.Merged _ -> merge(fact, at);
            case Act.Closed _ -> close(fact, at);
            case Act.Reopened _ -> reopen(fact, at);
            case Act.Seen seen -> see(fact, at, seen);
        };
    }

    /// Whose turn it is now.
    Phase phase() {
        return phase;
    }

    /// Where the pull request stands now.
    public Progress progress() {
        return new Progress(
                opened,
                last,
                draft,
                draftKnown,
                lastToggle,
                lastRequest,
                readyAt,
                firstResponseAt,
                approvedAt,
                mergedAt,
                closedAt,
                phase,
                phaseSince,
                Map.copyOf(spent),
                turns,
                lastTurn,
                commentAsks,
                Set.copyOf(reviewsAsk),
                new TreeMap<>(participants),
                Set.copyOf(shells),
                new Trail(
                        firstReviewAt,
                        firstAutomatedAt,
                        List.copyOf(held),
                        new TreeMap<>(asked),
                        List.copyOf(answers),
                        List.copyOf(spans)));
    }

    /// Whether it began as a draft: as told, else the opposite of the first change, else as first
    /// seen. Null when nothing says so.
    private static @Nullable Boolean beganAsDraft(List<Fact> ordered) {
        for (var fact : ordered) {
            if (!fact.stands()) {
                continue;
            }
            var told = draftBefore(fact.act());
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    /// Whether the pull request was a draft up to this act, or null when the act does not tell.
    private static @Nullable Boolean draftBefore(Act act) {
        return switch (act) {
            case Act.Opened(var draft) -> draft;
            case Act.Ready _ -> Boolean.TRUE;
            case Act.Draft _ -> Boolean.FALSE;
            case Act.Seen(var draft, _, _) -> draft;
            case Act.ReviewRequested _,
                    Act.ReviewRequestRemoved _,
                    Act.Commented _,
                    Act.Reviewed _,
                    Act.Dismissed _,
                    Act.Unapproved _,
                    Act.Withdrawn _,
                    Act.ApprovalsReset _,
                    Act.Pushed _,
                    Act.Merged _,
                    Act.Closed _,
                    Act.Reopened _ ->
                    null;
        };
    }

    private static boolean toldDraft(Fact opened) {
        return opened.act() instanceof Act.Opened(var draft) && draft != null;
    }

    /// Reviews that are nothing but their comments, all of which are deleted. The provider deletes
    /// such a review silently.
    private static Set<String> emptyShells(List<Fact> ordered) {
        var standing = new HashMap<String, Boolean>();
        for (var fact : ordered) {
            if (fact.act() instanceof Act.Commented(var review) && review != null) {
                standing.merge(review, fact.stands(), Boolean::logicalOr);
            }
        }
        var shells = new HashSet<String>();
        standing.forEach((review, stands) -> {
            if (!stands) {
                shells.add(review);
            }
        });
        return shells;
    }

    private Effect openingEffect() {
        return readyAt == null
                ? Effect.none(opened.act())
                : started(opened.act().kind(), List.of(Clock.values()));
    }

    private static Effect started(String kind, List<Clock> clocks) {
        return new Effect(kind, clocks, List.of(), List.of(), List.of(), null);
    }

    private Effect toggle(Fact fact, Instant at, boolean toDraft) {
        if (draft == toDraft) {
            return Effect.ignored(fact.act(), Ignored.NO_CHANGE);
        }
        var kind = toDraft ? "draft" : "ready";
        draft = toDraft;
        lastToggle = at;
        clearAsks();
        var starts = markReady(new Moment(at, fact.estimated()));
        moveOn(at);
        if (spans.getLast().draft() != draft) {
            spans.add(new Span(at, phase, draft, null));
        }
        return started(kind, starts);
    }

    /// Notes the first moment at which it is open and no draft. Gives the clocks that start with
    /// it.
    private List<Clock> markReady(Moment moment) {
        if (readyAt != null || draft || !phase.open()) {
            return List.of();
        }
        readyAt = moment;
        return List.of(Clock.values());
    }

    private Effect request(Fact fact, Instant at, Reviewer reviewer) {
        ask(reviewer, at);
        return Effect.none(fact.act());
    }

    private void ask(Reviewer reviewer, Instant at) {
        var key = people.key(reviewer);
        var known = participantOf(reviewer);
        participants.put(key, known.asked());
        asked.putIfAbsent(key, at);
        lastRequest = at;
        if (known.responded()) {
            // Only a request to somebody who has answered already hands the turn back.
            clearAsks();
            moveOn(at);
        }
    }

    private Participant participantOf(Reviewer reviewer) {
        var known = participants.get(people.key(reviewer));
        return known == null ? Participant.of(people.known(reviewer)) : known;
    }

    private Effect unrequest(Act act, Instant at, Reviewer reviewer) {
        lastRequest = at;
        var known = participants.get(people.key(reviewer));
        if (known == null) {
            return Effect.ignored(act, Ignored.NO_CHANGE);
        }
        participants.put(people.key(reviewer), known.notAsked());
        asked.remove(people.key(reviewer));
        return known.pending() ? Effect.none(act) : Effect.ignored(act, Ignored.NO_CHANGE);
    }

    private Effect comment(Fact fact, Instant at, @Nullable String review) {
        if (review != null) {
            return Effect.ignored(fact.act(), Ignored.PART_OF_REVIEW);
        }
        var ignored = whyNoResponse(fact, at);
        if (ignored != null) {
            noteAutomated(ignored, fact, at);
            return Effect.ignored(fact.act(), ignored);
        }
        answered(fact, at);
        commentAsks = true;
        var effect = respond(fact, at, false);
        moveOn(at, personOf(fact));
        return effect;
    }

    private Effect review(Fact fact, Instant at, ReviewVerdict verdict) {
        if (fact.act() instanceof Act.Reviewed(var said, var empty)
                && empty
                && said.compareTo(ReviewVerdict.COMMENTED) <= 0
                && shells.contains(fact.id())) {
            return Effect.ignored(fact.act(), Ignored.DELETED);
        }
        var ignored = whyNoResponse(fact, at);
        if (ignored != null) {
            noteAutomated(ignored, fact, at);
            return Effect.ignored(fact.act(), ignored);
        }
        answered(fact, at);
        if (firstReviewAt == null) {
            firstReviewAt = new Moment(at, fact.estimated());
        }
        var who = personKey(fact);
        switch (verdict) {
            case APPROVED -> {
                decide(who, verdict, fact.id());
            }
            case CHANGES_REQUESTED -> {
                decide(who, verdict, fact.id());
                reviewsAsk.add(fact.id());
            }
            case COMMENTED, UNKNOWN -> reviewsAsk.add(fact.id());
        }
        var effect = respond(fact, at, verdict == ReviewVerdict.APPROVED);
        moveOn(at, personOf(fact));
        return effect;
    }

    private void noteAutomated(Ignored why, Fact fact, Instant at) {
        if (why == Ignored.BOT && firstAutomatedAt == null) {
            firstAutomatedAt = new Moment(at, fact.estimated());
        }
    }

    /// Why the act is no response, or null when it is one. An author's own act passes the turn on
    /// the way.
    private @Nullable Ignored whyNoResponse(Fact fact, Instant at) {
        var actor = fact.actor();
        var author = opened.actor();
        if (actor == null) {
            // A deleted account is not the author's as long as the author has an account.
            return author == null ? Ignored.UNKNOWN_ACTOR : null;
        }
        if (author != null && people.same(actor, author)) {
            clearAsks();
            moveOn(at);
            return actor.is(author) ? Ignored.AUTHOR : Ignored.AUTHOR_AS_ANOTHER;
        }
        return actor.bot() ? Ignored.BOT : null;
    }

    private String personKey(Fact fact) {
        // Deleted accounts have no identity left: each act of theirs stands alone.
        return fact.actor() == null
                ? "ghost:" + fact.id()
                : people.key(new Reviewer.Person(fact.actor()));
    }

    /// The key of who acted; null for a deleted account, which stands for nobody.
    private @Nullable String personOf(Fact fact) {
        return fact.actor() == null ? null : personKey(fact);
    }

    private void answered(Fact fact, Instant at) {
        var key = personKey(fact);
        var known = participants.get(key);
        var actor = fact.actor();
        if (known == null) {
            var name = actor == null ? "ghost" : actor.login();
            known = Participant.unheard(name, false, false);
        }
        for (var entry : participants.entrySet()) {
            var team = entry.getValue();
            if (team.team() && team.pending() && answersFor(entry.getKey(), actor, known)) {
                entry.setValue(team.answered());
                noteAnswer(entry.getKey(), key, fact, at);
            }
        }
        noteAnswer(key, key, fact, at);
        participants.put(key, known.answered());
    }

    private boolean answersFor(String team, @Nullable Actor actor, Participant known) {
        var belongs = actor == null ? null : people.belongs(actor, team);
        // Where nobody tells who belongs to a team, the first answer by somebody who was not asked
        // in person is taken as the team's.
        return belongs == null ? !known.pending() : belongs;
    }

    private void noteAnswer(String request, String by, Fact fact, Instant at) {
        var since = asked.remove(request);
        if (since != null) {
            answers.add(new Answer(request, by, since, at, fact.estimated()));
        }
    }

    private void decide(String who, ReviewVerdict verdict, String fact) {
        participants.computeIfPresent(who, (_, one) -> one.decided(verdict, fact));
    }

    private Effect respond(Fact fact, Instant at, boolean approval) {
        var moment = new Moment(at, fact.estimated());
        var stopped = new ArrayList<Clock>(2);
        if (firstResponseAt == null) {
            firstResponseAt = moment;
            stopped.add(Clock.TIME_TO_FIRST_COMMENT);
        }
        if (approval && approvedAt == null) {
            approvedAt = moment;
            stopped.add(Clock.TIME_TO_APPROVE);
        }
        return stopping(fact.act(), stopped);
    }

    private Effect stopping(Act act, List<Clock> clocks) {
        return readyAt == null
                ? new Effect(act.kind(), List.of(), List.of(), List.copyOf(clocks), List.of(), null)
                : new Effect(
                        act.kind(), List.of(), List.copyOf(clocks), List.of(), List.of(), null);
    }

    private Effect dismiss(Act act, Instant at, String review) {
        var asked = reviewsAsk.remove(review);
        var stood = false;
        for (var entry : participants.entrySet()) {
            if (review.equals(entry.getValue().review())) {
                entry.setValue(entry.getValue().undecided());
                stood = true;
            }
        }
        if (!asked && !stood) {
            return Effect.ignored(act, Ignored.NO_CHANGE);
        }
        moveOn(at);
        return Effect.none(act);
    }

    private Effect takeBack(Fact fact, Instant at, ReviewVerdict decision) {
        var known = participants.get(personKey(fact));
        if (known == null || known.standing() != decision) {
            return Effect.ignored(fact.act(), Ignored.NO_CHANGE);
        }
        if (known.review() != null) {
            reviewsAsk.remove(known.review());
        }
        participants.put(personKey(fact), known.undecided());
        moveOn(at);
        return Effect.none(fact.act());
    }

    private Effect resetApprovals(Act act, Instant at) {
        var stood = false;
        for (var entry : participants.entrySet()) {
            if (entry.getValue().standing() == ReviewVerdict.APPROVED) {
                entry.setValue(entry.getValue().undecided());
                stood = true;
            }
        }
        if (!stood) {
            return Effect.ignored(act, Ignored.NO_CHANGE);
        }
        moveOn(at);
        return Effect.none(act);
    }

    private Effect authorActs(Act act, Instant at) {
        clearAsks();
        moveOn(at);
        return Effect.none(act);
    }

    private void clearAsks() {
        commentAsks = false;
        reviewsAsk.clear();
    }

    private Effect merge(Fact fact, Instant at) {
        mergedAt = new Moment(at, fact.estimated());
        closedAt = null;
        enter(Phase.MERGED, at);
        return stopping(fact.act(), List.of(Clock.TIME_TO_MERGE));
    }

    private Effect close(Fact fact, Instant at) {
        if (phase == Phase.CLOSED) {
            return Effect.ignored(fact.act(), Ignored.NO_CHANGE);
        }
        closedAt = new Moment(at, fact.estimated());
        lastToggle = at;
        enter(Phase.CLOSED, at);
        return Effect.none(fact.act());
    }

    private Effect reopen(Fact fact, Instant at) {
        if (phase != Phase.CLOSED) {
            return Effect.ignored(fact.act(), Ignored.NO_CHANGE);
        }
        closedAt = null;
        lastToggle = at;
        if (fact.actor() != null
                && opened.actor() != null
                && people.same(fact.actor(), opened.actor())) {
            clearAsks();
        }
        enter(rule(), at);
        return started("reopened", markReady(new Moment(at, fact.estimated())));
    }

    /// A sighting corrects only what changed strictly before it: within one second nobody knows
    /// which came first.
    private Effect see(Fact fact, Instant at, Act.Seen seen) {
        var effect = seeReviewers(seen, at);
        if (!at.isAfter(lastToggle)) {
            return effect;
        }
        var standIn = Fact.estimated(fact.id(), fact.at(), fact.actor(), fact.act());
        // Draft or ready comes first: what is seen open and a draft was not ready in between.
        if (seen.draft() != null && seen.draft() != draft) {
            effect = toggle(standIn, at, seen.draft());
        }
        if (seen.open() && phase == Phase.CLOSED) {
            effect = reopen(standIn, at);
        }
        return effect;
    }

    private Effect seeReviewers(Act.Seen seen, Instant at) {
        if (seen.reviewers() == null || (lastRequest != null && !at.isAfter(lastRequest))) {
            return Effect.ignored(seen, Ignored.NO_CHANGE);
        }
        var removed = seeRemoved(seen.reviewers(), at);
        var asked = seeAsked(seen.reviewers(), at);
        if (!asked.isEmpty()) {
            return shown("review_requested", asked);
        }
        return removed.isEmpty()
                ? Effect.ignored(seen, Ignored.NO_CHANGE)
                : shown("review_request_removed", removed);
    }

    private static Effect shown(String kind, List<String> reviewers) {
        return new Effect(kind, List.of(), List.of(), List.of(), List.copyOf(reviewers), null);
    }

    /// Takes those off the list who are no longer seen on it. Gives the names of those who owed an
    /// answer.
    private List<String> seeRemoved(List<Reviewer> seen, Instant at) {
        var names = new ArrayList<String>();
        var keys = seen.stream().map(people::key).collect(Collectors.toSet());
        for (var entry : participants.entrySet()) {
            var known = entry.getValue();
            if (Boolean.TRUE.equals(known.listed()) && !keys.contains(entry.getKey())) {
                entry.setValue(known.notAsked());
                asked.remove(entry.getKey());
                lastRequest = at;
                if (known.pending()) {
                    names.add(known.name());
                }
            }
        }
        return names;
    }

    /// Takes those as asked who are newly seen on the list. Gives their names.
    private List<String> seeAsked(List<Reviewer> seen, Instant at) {
        var names = new ArrayList<String>();
        for (var reviewer : seen) {
            var known = participantOf(reviewer);
            if (Boolean.TRUE.equals(known.listed())) {
                continue;
            }
            if (known.responded() && known.listed() == null) {
                // They may be on the list because they answered: nobody asked them again.
                participants.put(people.key(reviewer), known.onList());
                continue;
            }
            ask(reviewer, at);
            names.add(reviewer.name());
        }
        return names;
    }

    private void moveOn(Instant at) {
        moveOn(at, null);
    }

    /// @param answered who responded, by key; null when that is not what moves it on
    private void moveOn(Instant at, @Nullable String answered) {
        hold(at);
        if (phase.open()) {
            enter(rule(), at, answered);
        }
    }

    /// Brings [Trail#held] to what stands now.
    private void hold(Instant at) {
        var approvals = 0;
        for (var one : participants.values()) {
            if (one.standing() == ReviewVerdict.CHANGES_REQUESTED) {
                held.clear();
                return;
            }
            approvals += one.standing() == ReviewVerdict.APPROVED ? 1 : 0;
        }
        while (held.size() > approvals) {
            held.removeLast();
        }
        while (held.size() < approvals) {
            held.add(new Moment(at, last.estimated()));
        }
    }

    /// The first by name of those humans who owe an answer, by key; null when nobody does.
    static @Nullable String owing(SortedMap<String, Participant> participants) {
        return participants.entrySet().stream()
                .filter(one -> one.getValue().pending() && !one.getValue().bot())
                .min(Comparator.comparing(one -> one.getValue().name()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /// The phases of an open pull request; where several hold, the later in METRICS' table wins.
    private Phase rule() {
        var approved = false;
        var objected = false;
        for (var one : participants.values()) {
            approved |= one.standing() == ReviewVerdict.APPROVED;
            objected |= one.standing() == ReviewVerdict.CHANGES_REQUESTED;
        }
        if (approved && !objected) {
            return Phase.AWAITING_MERGE;
        }
        if (commentAsks || !reviewsAsk.isEmpty()) {
            return Phase.AWAITING_AUTHOR;
        }
        return draft ? Phase.DRAFT : Phase.AWAITING_REVIEW;
    }

    private void enter(Phase next, Instant at) {
        enter(next, at, null);
    }

    private void enter(Phase next, Instant at, @Nullable String answered) {
        if (next == phase) {
            return;
        }
        if (phase == Phase.AWAITING_REVIEW) {
            var over = spans.removeLast();
            spans.add(over.awaiting(answered == null ? owing(participants) : answered));
        }
        spans.add(new Span(at, next, draft, null));
        if (phase.open()) {
            spent.merge(phase, Duration.between(phaseSince, at), Duration::plus);
        }
        if (next == Phase.AWAITING_REVIEW && lastTurn == Phase.AWAITING_AUTHOR) {
            turns++;
        }
        if (next.open() && next != Phase.DRAFT) {
            lastTurn = next;
        }
        phase = next;
        phaseSince = at;
    }
}
