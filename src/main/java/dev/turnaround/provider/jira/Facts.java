package dev.turnaround.provider.jira;

import dev.turnaround.model.Actor;
import dev.turnaround.model.issue.Assignee;
import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.Status;
import dev.turnaround.model.reference.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Jira's words as facts, each with its identity: the same number in a webhook and in the API, so
/// that both tell the same fact.
final class Facts {
    private static final long HOUR_SECONDS = 3_600;

    private Facts() {}

    /// What every snapshot implies, whatever it came with: any of them may be the first.
    ///
    /// @param began the status in which it was created, which only its creation can tell
    /// @param at the moment for which the snapshot is told
    static List<IssueFact> implied(Snapshot shown, @Nullable Status began, Instant at) {
        var facts = new ArrayList<IssueFact>(4 + shown.links().size());
        if (shown.createdAt() != null) {
            facts.add(created(shown, shown.createdAt(), began));
        }
        if (shown.status() != null) {
            facts.add(seen(shown.status(), at));
        }
        facts.addAll(links(shown, at));
        return facts;
    }

    /// The links that a snapshot shows; it does not say since when there are.
    static List<IssueFact> links(Snapshot shown, Instant at) {
        return shown.links().stream()
                .map(link -> IssueFact.estimated(linkId(link.id()), at, null, linked(link.other())))
                .toList();
    }

    /// An issue is created once: the kind is the identity.
    static IssueFact created(Snapshot shown, Instant at, @Nullable Status began) {
        return IssueFact.exact(
                "created", at, User.of(shown.creator()), new IssueAct.Created(began));
    }

    /// One sighting an hour and status is enough to make good a lost move, and merging keeps the
    /// earliest of them.
    static IssueFact seen(Status status, Instant at) {
        var hour = Math.floorDiv(at.getEpochSecond(), HOUR_SECONDS);
        return IssueFact.estimated(
                "seen:" + status.id() + ":" + hour, at, null, new IssueAct.Seen(status));
    }

    /// A change of status. `changelog.id` is the `id` of the history entry in the API; a transition
    /// that changes more than the status is still one move.
    ///
    /// @param change null in deliveries without it; then the moment is the identity
    static IssueFact moved(
            @Nullable String change,
            @Nullable Status from,
            Status to,
            Instant at,
            @Nullable Actor actor) {
        return numbered("moved", change, at, actor, new IssueAct.Moved(from, to));
    }

    /// A change of assignee.
    static IssueFact assigned(
            @Nullable String change, @Nullable Actor to, Instant at, @Nullable Actor actor) {
        return numbered("assigned", change, at, actor, new IssueAct.Assigned(to));
    }

    /// The account that a change of assignee names; null for nobody. A user name is an identity on
    /// no site: the snapshot knows whose it is.
    ///
    /// @param shown who has the issue now; null for nobody
    static @Nullable Actor assigned(Payload.Item item, @Nullable User shown) {
        var to = item.account() == null ? item.to() : item.account();
        if (to == null || to.isEmpty()) {
            return null;
        }
        if (shown != null
                && (shown.isCalled(to) || (item.to() != null && shown.isCalled(item.to())))) {
            return shown.actor();
        }
        return new Actor(to, item.toText() == null ? to : item.toText(), false);
    }

    private static IssueFact numbered(
            String word, @Nullable String change, Instant at, @Nullable Actor actor, IssueAct act) {
        return change == null
                ? IssueFact.estimated(word + "@" + at.toEpochMilli(), at, actor, act)
                : IssueFact.exact(word + ":" + change, at, actor, act);
    }

    /// A comment, by the identity that its own events and those of its issue share.
    ///
    /// @param fallback its time where it has none of its own
    static IssueFact commented(Payload.Comment comment, Instant fallback) {
        var id = "comment:" + comment.id();
        var author = User.of(comment.author());
        return comment.createdAt() == null
                ? IssueFact.estimated(id, fallback, author, new IssueAct.Commented())
                : IssueFact.exact(id, comment.createdAt(), author, new IssueAct.Commented());
    }

    /// A link that somebody made, told for the issue it was made from. `issueLink.id` is the `id`
    /// of an element of `issuelinks`.
    static IssueFact linked(Payload.IssueLink link, Instant at) {
        return IssueFact.exact(linkId(link.id()), at, null, linked(link.destination()));
    }

    private static String linkId(String link) {
        return "link:" + link;
    }

    private static IssueAct linked(String other) {
        return new IssueAct.Linked(Evidence.TRACKER, other);
    }

    // An issue is deleted once.
    static IssueFact deleted(Instant at, @Nullable Actor actor) {
        return IssueFact.exact("deleted", at, actor, new IssueAct.Deleted());
    }

    /// Who has the issue, as a snapshot shows it.
    static Assignee assignee(@Nullable User user) {
        return new Assignee(User.of(user));
    }
}
