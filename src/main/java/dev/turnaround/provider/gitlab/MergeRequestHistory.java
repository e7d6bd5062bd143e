package dev.turnaround.provider.gitlab;

import static dev.turnaround.provider.gitlab.Prose.stamped;

import dev.turnaround.model.Act;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Coverage;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the API tells of one merge request on its way to be a change.
///
/// Notes are its history, in their order. A strand is only claimed when all of it was understood.
final class MergeRequestHistory {
    /// Actions whose words are needed: a title may be renamed or marked as a draft, and reviewers
    /// are named nowhere else.
    static final Set<String> WORDED = Set.of("title", "reviewer", "approvals_reset");

    /// GitLab writes down who was asked at the opening a moment after it.
    private static final Duration OPENING = Duration.ofSeconds(5);

    private final String connection;
    private final Payload.Project project;
    private final ListedMergeRequest shown;
    private final Known known;
    private final @Nullable List<Endings.Ending> endings;
    private final Instant answeredAt;

    private final Map<String, Fact> facts = new LinkedHashMap<>();
    private final Set<Strand> unclear = EnumSet.noneOf(Strand.class);
    private final Set<Long> approvers = new HashSet<>();
    private final Set<Long> mentioned = new HashSet<>();
    private @Nullable Boolean beganAsDraft;

    private MergeRequestHistory(
            String connection,
            Payload.Project project,
            ListedMergeRequest shown,
            Known known,
            @Nullable List<Endings.Ending> endings,
            Instant answeredAt) {
        this.connection = connection;
        this.project = project;
        this.shown = shown;
        this.known = known;
        this.endings = endings;
        this.answeredAt = answeredAt;
    }

    /// @param known words and people that it refers to
    /// @param endings all that closed and reopened it; null when that is not known
    /// @param answeredAt when GitLab began to tell it
    static Change change(
            String connection,
            Payload.Project project,
            ListedMergeRequest shown,
            Known known,
            @Nullable List<Endings.Ending> endings,
            Instant answeredAt) {
        return new MergeRequestHistory(connection, project, shown, known, endings, answeredAt)
                .change();
    }

    private Change change() {
        shown.notes().stream()
                .sorted(Comparator.comparing(Remark::createdAt).thenComparingLong(Remark::id))
                .forEach(this::take);
        takeFirstReviewers();
        takeEnds();
        var coverage = coverage();
        if (!coverage.strands().contains(Strand.SIGHTINGS)) {
            add(
                    Facts.seen(
                            shown.updatedAt(),
                            shown.draft(),
                            !shown.merged() && !shown.closed(),
                            reviewers()));
        }
        var all = new ArrayList<Fact>();
        all.add(Facts.opened(shown.createdAt(), actor(shown.author()), opening()));
        facts.values().stream().sorted(Fact.ORDER).forEach(all::add);
        var repository =
                new Repository(
                        Long.toString(project.id()), new Stamped<>(project.path(), answeredAt));
        return new Change.ToPullRequest(
                new PullRequestKey(connection, repository.id(), shown.number()),
                repository,
                attributes(shown.updatedAt()),
                all,
                coverage);
    }

    private Attributes attributes(Instant at) {
        return new Attributes(
                null,
                stamped(shown.title(), at),
                stamped(shown.url(), at),
                stamped(shown.sourceBranch(), at),
                stamped(shown.targetBranch(), at),
                stamped(shown.additions(), at),
                stamped(shown.deletions(), at),
                stamped(shown.files(), at),
                null,
                Prose.references(
                        shown.title(), shown.sourceBranch(), shown.prose(), project.site(), at),
                at);
    }

    private Coverage coverage() {
        var strands = EnumSet.allOf(Strand.class);
        strands.removeAll(unclear);
        if (endings == null) {
            strands.remove(Strand.ENDS);
        }
        if (shown.reviewers() == null) {
            strands.remove(Strand.REQUESTS);
        }
        if (!strands.containsAll(Set.of(Strand.DRAFTS, Strand.ENDS, Strand.REQUESTS))) {
            strands.remove(Strand.SIGHTINGS);
        }
        return new Coverage(answeredAt.minus(GitLabApi.LAG), strands);
    }

    /// Whether it began as a draft: the opposite of the first change, or what it is now.
    private @Nullable Boolean opening() {
        if (unclear.contains(Strand.DRAFTS)) {
            return null;
        }
        return beganAsDraft == null ? shown.draft() : beganAsDraft;
    }

    private void take(Remark note) {
        var who = actor(note.author());
        var at = note.createdAt();
        if (!note.system()) {
            add(Facts.commented(note.id(), at, who));
            return;
        }
        switch (note.action() == null ? "" : note.action()) {
            case "title" -> takeTitle(note, at, who);
            case "reviewer" -> takeReviewers(note, at, who);
            case "commit" -> add(Facts.pushedSometime(at, who));
            case "approved" -> {
                add(Facts.exactly(Facts.approved(at, who)));
                if (note.author() != null && note.author().id() != null) {
                    approvers.add(note.author().id());
                }
            }
            case "unapproved" -> {
                add(Facts.exactly(Facts.unapproved(at, who)));
                if (note.author() != null) {
                    approvers.remove(note.author().id());
                }
            }
            case "requested_changes" -> add(Facts.exactly(Facts.changesRequested(at, who)));
            case "reviewed" -> add(Facts.exactly(Facts.reviewed(at, who)));
            case "approvals_reset" -> takeReset(note, at, who);
            default -> {}
        }
    }

    private void takeTitle(Remark note, Instant at, @Nullable Actor who) {
        var words = known.text(note.id());
        var title = words == null ? null : NoteText.title(words);
        if (title == null) {
            unclear.add(Strand.DRAFTS);
            return;
        }
        switch (title) {
            case DRAFT, READY -> {
                var toDraft = title == NoteText.Title.DRAFT;
                beganAsDraft = beganAsDraft == null ? (Boolean) !toDraft : beganAsDraft;
                add(Facts.exactly(Facts.toggled(toDraft, at, who)));
            }
            case RENAMED -> {}
        }
    }

    private void takeReviewers(Remark note, Instant at, @Nullable Actor who) {
        var words = known.text(note.id());
        var listing = words == null ? null : NoteText.reviewers(words);
        if (listing == null) {
            unclear.add(Strand.REQUESTS);
            return;
        }
        for (var name : listing.on()) {
            var reviewer = reviewer(name);
            if (reviewer == null) {
                continue;
            }
            if (at.isAfter(shown.createdAt().plus(OPENING))) {
                add(Facts.exactly(Facts.requested(reviewer, at, who)));
            } else {
                add(Facts.requestedAtOpening(reviewer, shown.createdAt(), who));
            }
            if (listing.unapproved()) {
                var number = known.people().number(name);
                approvers.remove(number);
                add(Facts.exactly(Facts.unapproved(at, known.people().of(number))));
            }
        }
        for (var name : listing.off()) {
            var reviewer = reviewer(name);
            if (reviewer != null) {
                takeUnnoticed(name, reviewer);
                add(Facts.exactly(Facts.unrequested(reviewer, at, who)));
            }
        }
    }

    /// Who was taken off the list without having been put on it was on it from the beginning.
    private void takeUnnoticed(String name, Reviewer reviewer) {
        var number = known.people().number(name);
        if (facts.values().stream().noneMatch(fact -> asks(fact, reviewer)) && number != null) {
            add(Facts.requestedAtOpening(reviewer, shown.createdAt(), actor(shown.author())));
        }
    }

    private static boolean asks(Fact fact, Reviewer reviewer) {
        return fact.act() instanceof Act.ReviewRequested(var asked)
                && asked.key().equals(reviewer.key());
    }

    private @Nullable Reviewer reviewer(String name) {
        var number = known.people().number(name);
        if (number == null) {
            // The account is gone, or has another name since.
            unclear.add(Strand.REQUESTS);
            return null;
        }
        mentioned.add(number);
        return known.people().reviewer(number);
    }

    /// Where nothing was written down about somebody on the list, they were on it from the
    /// beginning; unless they came there by reviewing.
    private void takeFirstReviewers() {
        for (var user : shown.reviewers() == null ? List.<User>of() : shown.reviewers()) {
            var reviewer = known.people().reviewer(user.id());
            if (reviewer != null
                    && !mentioned.contains(user.id())
                    && !reviewed(reviewer)
                    && !unclear.contains(Strand.REQUESTS)) {
                add(Facts.requestedAtOpening(reviewer, shown.createdAt(), actor(shown.author())));
            }
        }
    }

    private boolean reviewed(Reviewer reviewer) {
        return facts.values().stream()
                .anyMatch(fact ->
                        fact.act() instanceof Act.Reviewed
                                && fact.actor() != null
                                && reviewer.key().equals("user:" + fact.actor().id()));
    }

    /// A push took approvals back. Where those of the code's owners alone fell, the others stand.
    private void takeReset(Remark note, Instant at, @Nullable Actor pusher) {
        var words = known.text(note.id());
        var names = words == null ? null : NoteText.reset(words);
        var fallen = new HashSet<Long>();
        for (var name : names == null ? List.<String>of() : names) {
            fallen.add(known.people().number(name));
        }
        if (names == null || fallen.contains(null) || fallen.containsAll(approvers)) {
            approvers.clear();
            add(Facts.exactly(Facts.approvalsReset(at, pusher)));
            return;
        }
        approvers.removeAll(fallen);
        fallen.stream()
                .map(number -> known.people().of(number))
                .filter(Objects::nonNull)
                .forEach(owner -> add(Facts.exactly(Facts.unapproved(at, owner))));
    }

    private void takeEnds() {
        for (var ending : endings == null ? List.<Endings.Ending>of() : endings) {
            var by = known.people().of(ending.by());
            add(
                    ending.closed()
                            ? Facts.closedExactly(ending.at(), by)
                            : Facts.exactly(Facts.reopened(ending.at(), by)));
        }
        if (shown.merged()) {
            add(
                    shown.mergedAt() == null
                            ? Facts.mergedBy(shown.updatedAt(), actor(shown.merger()))
                            : Facts.merged(shown.mergedAt(), actor(shown.merger())));
        } else if (shown.closed() && endings == null) {
            add(
                    shown.closedAt() == null
                            ? Facts.foundClosed(shown.updatedAt())
                            : Facts.closedExactly(shown.closedAt(), null));
        }
    }

    private @Nullable List<Reviewer> reviewers() {
        if (shown.reviewers() == null) {
            return null;
        }
        return shown.reviewers().stream()
                .map(user -> known.people().reviewer(user.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Actor actor(@Nullable User user) {
        return known.people().of(user);
    }

    private void add(Fact fact) {
        facts.merge(fact.id(), fact, Fact::merge);
    }
}
