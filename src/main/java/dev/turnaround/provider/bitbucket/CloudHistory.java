package dev.turnaround.provider.bitbucket;

import static dev.turnaround.model.ReviewVerdict.APPROVED;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Moment;
import dev.turnaround.model.ReviewVerdict;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A pull request's whole activity on Cloud, as facts.
///
/// The activity does not say what an update updated: each is a snapshot, and what differs from the
/// one before is what happened. So the strands that come of it are only claimed in full when the
/// first snapshot is that of the opening, every one tells the field in question, and the last
/// agrees with the pull request as it is.
///
/// A verdict that was taken back may not be in the activity any more, and its end never is;
/// together they leave nothing standing, so [Strand#REVIEWS] is claimed all the same, if every
/// verdict that stands is there and every one that is there stands.
final class CloudHistory {
    /// The first update is written some milliseconds after the pull request.
    private static final Duration OPENING_MAX = Duration.ofMinutes(1);

    private final CloudListed pull;
    private final Snapshot shown;
    private final List<CloudActivity> activity;
    private final List<CloudActivity.Update> updates;
    private final boolean fromTheBeginning;
    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final Set<Strand> strands = EnumSet.noneOf(Strand.class);

    private CloudHistory(CloudListed pull, List<CloudActivity> activity) {
        this.pull = pull;
        this.shown = pull.shown();
        this.activity = activity;
        this.updates = inOrder(activity);
        this.fromTheBeginning =
                !updates.isEmpty()
                        && Duration.between(shown.createdAt(), updates.getFirst().date())
                                        .abs()
                                        .compareTo(OPENING_MAX)
                                <= 0;
    }

    /// What a history tells.
    ///
    /// @param strands those of which it holds everything
    record Told(List<Fact> facts, Set<Strand> strands) {
        Told {
            facts = List.copyOf(facts);
            strands = Set.copyOf(strands);
        }

        Coverage coverage(Instant until) {
            return new Coverage(until, strands);
        }
    }

    /// Tells it.
    ///
    /// @param activity all of it
    /// @param comments all of them, where the activity lacks some; null where it does not
    /// @param mergedAt when, at the latest, it was merged without an entry; null when unknown
    static Told of(
            CloudListed pull,
            List<CloudActivity> activity,
            @Nullable List<CloudPayload.Comment> comments,
            @Nullable Instant mergedAt) {
        var history = new CloudHistory(pull, activity);
        history.open();
        history.drafts();
        history.requests();
        history.pushes();
        history.judge();
        history.comments(comments == null ? history.ownComments() : comments);
        history.end(mergedAt);
        history.sight();
        return new Told(List.copyOf(history.facts.values()), history.strands);
    }

    /// Whether it was merged by a push to the target branch: then the activity has no entry of it.
    static boolean mergedSilently(CloudListed pull, List<CloudActivity> activity) {
        return "MERGED".equals(pull.shown().state())
                && new CloudHistory(pull, activity).ended("MERGED") == null;
    }

    /// Whether the activity has fewer comments than the pull request counts.
    static boolean lacksComments(CloudListed pull, List<CloudActivity> activity) {
        var counted = pull.comments();
        return counted == null
                || new CloudHistory(pull, activity)
                                .ownComments().stream()
                                        .filter(one -> !one.deleted() && !one.pending())
                                        .map(CloudPayload.Comment::id)
                                        .distinct()
                                        .count()
                        < counted;
    }

    /// From the first to the last. The API gives the newest first, so that of two at one moment the
    /// later one is the earlier in the list.
    private static List<CloudActivity.Update> inOrder(List<CloudActivity> activity) {
        var updates = new ArrayList<CloudActivity.Update>();
        for (var one : activity) {
            if (one instanceof CloudActivity.Update update) {
                updates.add(update);
            }
        }
        Collections.reverse(updates);
        updates.sort(Comparator.comparing(CloudActivity.Update::date));
        return updates;
    }

    private void add(Fact fact) {
        facts.merge(fact.id(), fact, Fact::merge);
    }

    private void open() {
        add(Facts.opened(shown, fromTheBeginning ? updates.getFirst().draft() : null));
    }

    private void drafts() {
        Boolean draft = null;
        for (var update : updates) {
            if (draft != null && update.draft() != null && !draft.equals(update.draft())) {
                var at = new Moment(update.date(), false);
                add(
                        update.draft()
                                ? Facts.draft(at, update.author())
                                : Facts.ready(at, update.author()));
            }
            draft = update.draft() == null ? draft : update.draft();
        }
        var always = updates.stream().noneMatch(update -> update.draft() == null);
        claim(Strand.DRAFTS, always && draft != null && draft.equals(shown.draft()));
    }

    /// Everybody on the list at the opening was asked with it.
    private void requests() {
        Map<String, Reviewer> listed = fromTheBeginning ? Map.of() : null;
        for (var update : updates) {
            var reviewers = update.reviewers();
            if (reviewers == null) {
                continue;
            }
            var now = byKey(reviewers);
            if (listed != null) {
                var opening = fromTheBeginning && update.equals(updates.getFirst());
                asked(
                        listed,
                        now,
                        opening ? shown.createdAt() : update.date(),
                        opening ? shown.author() : update.author());
            }
            listed = now;
        }
        var always = updates.stream().noneMatch(update -> update.reviewers() == null);
        claim(
                Strand.REQUESTS,
                always
                        && listed != null
                        && shown.reviewers() != null
                        && listed.keySet().equals(byKey(shown.reviewers()).keySet()));
    }

    private void asked(
            Map<String, Reviewer> before,
            Map<String, Reviewer> now,
            Instant at,
            @Nullable Actor actor) {
        now.forEach((key, reviewer) -> {
            if (!before.containsKey(key)) {
                add(Facts.requested(reviewer, at, actor));
            }
        });
        before.forEach((key, reviewer) -> {
            if (!now.containsKey(key)) {
                add(Facts.unrequested(reviewer, at, actor));
            }
        });
    }

    private static Map<String, Reviewer> byKey(List<Reviewer> reviewers) {
        var byKey = new LinkedHashMap<String, Reviewer>();
        reviewers.forEach(reviewer -> byKey.put(reviewer.key(), reviewer));
        return byKey;
    }

    /// What the branch pointed at in the beginning is told too, so that a later delivery that shows
    /// it is no push.
    private void pushes() {
        String head = null;
        for (var update : updates) {
            if (update.head() != null && !update.head().equals(head)) {
                push(update.head(), update, head == null);
            }
            head = update.head() == null ? head : update.head();
        }
        if (shown.head() != null && (head == null || !sameCommit(head, shown.head()))) {
            var at = shown.updatedAt() == null ? shown.createdAt() : shown.updatedAt();
            add(Facts.pushed(shown.head(), new Moment(at, true), null));
        }
        var always = updates.stream().noneMatch(update -> update.head() == null);
        claim(
                Strand.PUSHES,
                always && head != null && shown.head() != null && sameCommit(head, shown.head()));
    }

    private void push(String head, CloudActivity.Update update, boolean first) {
        if (first && fromTheBeginning) {
            add(Facts.pushed(head, new Moment(shown.createdAt(), true), shown.author()));
        } else {
            add(Facts.pushed(head, new Moment(update.date(), first), update.author()));
        }
    }

    /// Hashes are twelve digits here and forty there.
    private static boolean sameCommit(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private void judge() {
        var newest = new HashMap<String, CloudActivity.Judgement>();
        for (var one : activity) {
            if (one instanceof CloudActivity.Judgement judgement) {
                add(fact(judgement));
                if (judgement.user() != null) {
                    newest.merge(
                            judgement.user().id(),
                            judgement,
                            (a, b) -> a.date().isBefore(b.date()) ? b : a);
                }
            }
        }
        var before = facts.size();
        newest.forEach(this::takeBack);
        claim(Strand.REVIEWS, before == facts.size() && listsAllThatStand());
    }

    private boolean listsAllThatStand() {
        var standing = pull.standing();
        return standing == null
                || standing.entrySet().stream()
                        .filter(one -> !one.getValue().isEmpty())
                        .allMatch(one -> judged(one.getKey(), one.getValue()));
    }

    private boolean judged(String user, String verdict) {
        return activity.stream()
                .anyMatch(one ->
                        one instanceof CloudActivity.Judgement judgement
                                && judgement.user() != null
                                && judgement.user().id().equals(user)
                                && word(judgement.verdict()).equals(verdict));
    }

    /// The state of a participant whose verdict it is.
    private static String word(ReviewVerdict verdict) {
        return verdict == APPROVED ? "approved" : "changes_requested";
    }

    private static Fact fact(CloudActivity.Judgement judgement) {
        var at = new Moment(judgement.date(), false);
        return judgement.verdict() == APPROVED
                ? Facts.approved(at, judgement.user())
                : Facts.changesRequested(at, judgement.user());
    }

    /// It is not documented whether the activity forgets a verdict that was taken back. Where it
    /// does not, the participant has none any more; and a webhook may know better when it ended.
    private void takeBack(String user, CloudActivity.Judgement newest) {
        var standing = pull.standing();
        var updatedAt = shown.updatedAt();
        if (standing == null || updatedAt == null || newest.date().isAfter(updatedAt)) {
            return;
        }
        if (standing.getOrDefault(user, "").isEmpty()) {
            add(Facts.takenBack(fact(newest), newest.verdict(), updatedAt));
        }
    }

    private List<CloudPayload.Comment> ownComments() {
        var comments = new ArrayList<CloudPayload.Comment>();
        for (var one : activity) {
            if (one instanceof CloudActivity.Comment(var comment)) {
                comments.add(comment);
            }
        }
        return comments;
    }

    private void comments(List<CloudPayload.Comment> comments) {
        for (var comment : comments) {
            if (!comment.pending()) {
                var fact = Facts.commented(comment.id(), comment.createdAt(), comment.user());
                add(comment.deleted() ? fact.asDeleted() : fact);
            }
        }
        strands.add(Strand.COMMENTS);
    }

    private void end(@Nullable Instant mergedAt) {
        var state = shown.state();
        if (state == null) {
            return;
        }
        switch (state) {
            case "OPEN" -> strands.add(Strand.ENDS);
            case "MERGED" -> {
                add(Facts.merged(at(ended(state), mergedAt), closer(ended(state))));
                strands.add(Strand.ENDS);
            }
            case "DECLINED", "SUPERSEDED" -> {
                add(Facts.declined(at(ended(state), null), closer(ended(state))));
                strands.add(Strand.ENDS);
            }
            default -> {
                // A state of which we do not know what it means.
            }
        }
    }

    /// The update that ended it: `updated_on` is not its time, since a later comment moves it.
    private CloudActivity.@Nullable Update ended(String state) {
        return updates.stream()
                .filter(update -> state.equals(update.state()))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private Moment at(CloudActivity.@Nullable Update end, @Nullable Instant proxy) {
        if (end != null) {
            return new Moment(end.date(), false);
        }
        var updatedAt = shown.updatedAt() == null ? shown.createdAt() : shown.updatedAt();
        // A commit may be older than the pull request, and its clock anybody's.
        var possible =
                proxy != null && !proxy.isBefore(shown.createdAt()) && !proxy.isAfter(updatedAt);
        return new Moment(possible ? Objects.requireNonNull(proxy) : updatedAt, true);
    }

    private @Nullable Actor closer(CloudActivity.@Nullable Update end) {
        return shown.closedBy() == null && end != null ? end.author() : shown.closedBy();
    }

    /// What snapshots showed is of no more use where it is known what happened.
    private void sight() {
        if (strands.containsAll(Set.of(Strand.DRAFTS, Strand.REQUESTS, Strand.ENDS))) {
            strands.add(Strand.SIGHTINGS);
        } else if (shown.updatedAt() != null) {
            add(Facts.seen(shown, shown.updatedAt()));
        }
    }

    private void claim(Strand strand, boolean whole) {
        if (fromTheBeginning && whole) {
            strands.add(strand);
        }
    }
}
