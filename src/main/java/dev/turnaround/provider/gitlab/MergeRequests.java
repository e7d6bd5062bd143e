package dev.turnaround.provider.gitlab;

import static dev.turnaround.provider.gitlab.Prose.stamped;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Attributes;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Reviewer;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One delivery about a merge request on its way to be a change.
final class MergeRequests {
    /// What is read. A test delivery may have none: it tells what every snapshot implies.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events>
    static final Set<String> ACTIONS =
            Set.of(
                    "approval",
                    "approved",
                    "close",
                    "merge",
                    "open",
                    "reopen",
                    "unapproval",
                    "unapproved",
                    "update");

    /// Their `updated_at` may be from before the act:
    /// <https://gitlab.com/gitlab-org/gitlab/-/issues/414759>
    private static final Set<String> DATED_EARLY =
            Set.of("approval", "approved", "unapproval", "unapproved");

    private final String connection;
    private final Payload payload;
    private final MergeRequest shown;
    private final Payload.Project project;
    private final People people;
    private final Instant receivedAt;

    private MergeRequests(String connection, Payload payload, Instant receivedAt)
            throws Unreadable {
        this.connection = connection;
        this.payload = payload;
        this.receivedAt = receivedAt;
        this.shown =
                payload.present(
                        payload.mergeRequest(),
                        payload.note() == null ? "object_attributes" : "merge_request");
        this.project = payload.present(payload.project(), "project");
        this.people = payload.people();
    }

    /// What an event of the merge request's own says.
    static Change event(String connection, Payload payload, Instant receivedAt) throws Unreadable {
        var one = new MergeRequests(connection, payload, receivedAt);
        var facts = one.implied(one.toldAt());
        facts.addAll(one.news());
        return one.change(facts, one.toldAt());
    }

    /// What a comment on it says.
    static Change commented(String connection, Payload payload, Instant receivedAt)
            throws Unreadable {
        var one = new MergeRequests(connection, payload, receivedAt);
        var note = payload.present(payload.note(), "object_attributes");
        var fact = Facts.commented(note.id(), note.createdAt(), one.people.of(note.author()));
        var at = later(note.toldAt(), one.shown.updatedAt());
        var facts = one.implied(at);
        facts.add(note.isDeleted() ? fact.asDeleted() : fact);
        return one.change(facts, at);
    }

    private Change change(List<Fact> facts, Instant at) {
        var repository =
                new Repository(Long.toString(project.id()), new Stamped<>(project.path(), at));
        return new Change.ToPullRequest(
                new PullRequestKey(connection, repository.id(), shown.number()),
                repository,
                attributes(updatedAt()),
                facts);
    }

    private Attributes attributes(Instant at) {
        return new Attributes(
                null,
                stamped(shown.title(), at),
                stamped(shown.url(), at),
                stamped(shown.sourceBranch(), at),
                stamped(shown.targetBranch(), at),
                null,
                null,
                null,
                null,
                Prose.references(
                        shown.title(), shown.sourceBranch(), shown.prose(), project.site(), at),
                at);
    }

    /// What every delivery implies, whatever it came with: any of them may be the first.
    ///
    /// @param at the moment for which the merge request is shown
    private List<Fact> implied(Instant at) {
        var facts = new ArrayList<Fact>(8);
        var opening = is("open");
        facts.add(
                Facts.opened(
                        shown.createdAt(),
                        people.of(shown.author()),
                        opening ? shown.draft() : null));
        var ended = ended();
        if (ended != null) {
            facts.add(ended);
        }
        facts.add(Facts.seen(at, shown.draft(), !shown.merged() && !shown.closed(), reviewers()));
        return facts;
    }

    /// How it ended, if it did. Who merged it is the user of that event; `merge_user_id` is empty
    /// there.
    private @Nullable Fact ended() {
        if (shown.merged() || is("merge")) {
            var merger = is("merge") ? user() : null;
            return shown.mergedAt() == null
                    ? Facts.mergedBy(updatedAt(), merger)
                    : Facts.merged(shown.mergedAt(), merger);
        }
        if (is("close")) {
            return Facts.closed(toldAt(), user());
        }
        return shown.closed() ? Facts.foundClosed(updatedAt()) : null;
    }

    /// What the event itself says.
    private List<Fact> news() {
        return switch (shown.action() == null ? "" : shown.action()) {
            case "open" -> askedAtOpening();
            case "reopen" -> List.of(Facts.reopened(toldAt(), user()));
            // Of `approval` and `approved` exactly one comes of each act: the second where nothing
            // more is wanted by the rules, and always without rules.
            case "approval", "approved" -> List.of(Facts.approved(toldAt(), user()));
            case "unapproval", "unapproved" ->
                    List.of(
                            shown.system()
                                    ? Facts.approvalsReset(toldAt(), user())
                                    : Facts.unapproved(toldAt(), user()));
            case "update" -> updated();
            default -> List.of();
        };
    }

    /// Everybody on the list at the opening was asked with it.
    private List<Fact> askedAtOpening() {
        var facts = new ArrayList<Fact>();
        var reviewers = reviewers();
        if (reviewers != null) {
            for (var reviewer : reviewers) {
                facts.add(Facts.requestedAtOpening(reviewer, shown.createdAt(), user()));
            }
        }
        return facts;
    }

    /// Labels, descriptions and much else are updates too, often with nothing in `changes`.
    private List<Fact> updated() {
        var facts = new ArrayList<Fact>();
        if (payload.changes().toDraft() != null) {
            facts.add(Facts.toggled(payload.changes().toDraft(), toldAt(), user()));
        }
        if (shown.oldHead() != null) {
            facts.add(Facts.pushed(shown.oldHead(), shown.head(), toldAt(), user()));
        }
        reviewersChanged(facts);
        return facts;
    }

    private void reviewersChanged(List<Fact> facts) {
        if (payload.changes().reviewersAfter() == null) {
            return;
        }
        var before = byId(payload.changes().reviewersBefore());
        var after = byId(payload.changes().reviewersAfter());
        after.forEach((id, now) -> {
            var reviewer = people.reviewer(id);
            if (reviewer == null) {
                return;
            }
            var then = before.get(id);
            if (then == null || now.reRequested()) {
                facts.add(Facts.requested(reviewer, toldAt(), user()));
            } else if (now.state() != null && !now.state().equals(then.state())) {
                answered(now.state(), people.of(id), facts);
            }
        });
        before.forEach((id, _) -> {
            var reviewer = people.reviewer(id);
            if (reviewer != null && !after.containsKey(id)) {
                facts.add(Facts.unrequested(reviewer, toldAt(), user()));
            }
        });
    }

    /// A submitted review, from 19.3 on. One that approves has an event of its own.
    private void answered(String state, @Nullable Actor reviewer, List<Fact> facts) {
        switch (state) {
            case "requested_changes" -> facts.add(Facts.changesRequested(toldAt(), reviewer));
            case "reviewed" -> facts.add(Facts.reviewed(toldAt(), reviewer));
            default -> {}
        }
    }

    private static Map<Long, User> byId(@Nullable List<User> users) {
        var byId = new HashMap<Long, User>();
        for (var user : users == null ? List.<User>of() : users) {
            if (user.id() != null) {
                byId.put(user.id(), user);
            }
        }
        return byId;
    }

    /// Everybody on the list of reviewers. The list itself is left out where it is empty, so that
    /// only the numbers tell empty from unknown; and numbers without names tell nothing that people
    /// could read.
    private @Nullable List<Reviewer> reviewers() {
        var ids =
                payload.reviewers() == null
                        ? shown.reviewers()
                        : payload.reviewers().stream().map(User::id).toList();
        if (ids == null || !ids.stream().allMatch(id -> id != null && people.knows(id))) {
            return null;
        }
        var reviewers = new ArrayList<Reviewer>(ids.size());
        for (var id : ids) {
            var reviewer = people.reviewer(id);
            if (reviewer != null) {
                reviewers.add(reviewer);
            }
        }
        return reviewers;
    }

    private boolean is(String action) {
        return action.equals(shown.action());
    }

    private @Nullable Actor user() {
        return people.of(payload.user());
    }

    /// When the act was told, as near to it as this delivery knows.
    private Instant toldAt() {
        if (shown.actedAt() != null) {
            return shown.actedAt();
        }
        return shown.action() != null && DATED_EARLY.contains(shown.action())
                ? receivedAt
                : updatedAt();
    }

    private Instant updatedAt() {
        return shown.updatedAt() == null ? receivedAt : shown.updatedAt();
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other == null || one.isAfter(other) ? one : other;
    }
}
