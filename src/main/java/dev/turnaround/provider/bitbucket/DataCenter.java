package dev.turnaround.provider.bitbucket;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.Moment;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One delivery of Bitbucket Data Center on its way to be a change.
///
/// Unlike Cloud it dates every event, to the second, and says what was changed.
/// <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>
final class DataCenter {
    /// What the button *Test connection* sends.
    static final String PING = "diagnostics:ping";

    private static final String MERGED = "pr:merged";
    private static final String DECLINED = "pr:declined";

    static final Set<String> EVENTS =
            Set.of(
                    "pr:comment:added",
                    "pr:comment:deleted",
                    "pr:comment:edited",
                    DECLINED,
                    "pr:deleted",
                    "pr:from_ref_updated",
                    MERGED,
                    "pr:modified",
                    "pr:opened",
                    "pr:reviewer:approved",
                    "pr:reviewer:changes_requested",
                    "pr:reviewer:needs_work",
                    "pr:reviewer:unapproved",
                    "pr:reviewer:updated",
                    "pr:to_ref_updated",
                    "repo:modified");

    /// Known, and of no use here, so that what is not known is new.
    static final Set<String> UNUSED =
            Set.of(
                    PING,
                    "mirror:repo_synchronized",
                    "project:modified",
                    "repo:comment:added",
                    "repo:comment:deleted",
                    "repo:comment:edited",
                    "repo:forked",
                    "repo:refs_changed",
                    "repo:secret_detected");

    private final String connection;
    private final String event;
    private final DataCenterPayload payload;
    private final Instant receivedAt;

    private DataCenter(
            String connection, String event, DataCenterPayload payload, Instant receivedAt) {
        this.connection = connection;
        this.event = event;
        this.payload = payload;
        this.receivedAt = receivedAt;
    }

    /// What the delivery says; null when it is about a comment that nobody else can see yet.
    ///
    /// @param event one of [#EVENTS]
    static @Nullable Change read(String connection, String event, Delivery delivery)
            throws Unreadable {
        var payload = DataCenterPayload.read(delivery.body());
        var change = new DataCenter(connection, event, payload, delivery.receivedAt()).change();
        if (payload.fault() != null) {
            throw new Unreadable(payload.fault());
        }
        return change;
    }

    private @Nullable Change change() throws Unreadable {
        return switch (event) {
            case "repo:modified" -> new Change.ToRepository(named(payload.renamed(), "new"));
            case "pr:opened" -> told(opened());
            case "pr:from_ref_updated" -> told(pushed());
            case "pr:modified" -> told(toggled());
            case "pr:reviewer:updated" -> told(asked());
            case "pr:reviewer:approved" -> told(List.of(Facts.approved(date(), whose())));
            case "pr:reviewer:changes_requested", "pr:reviewer:needs_work" ->
                    told(List.of(Facts.changesRequested(date(), whose())));
            case "pr:reviewer:unapproved" -> told(List.of(takenBack()));
            case "pr:deleted" -> told(List.of(deleted()));
            case "pr:comment:added", "pr:comment:edited" ->
                    comment().pending() ? null : told(List.of(commented()));
            case "pr:comment:deleted" -> told(List.of(commented().asDeleted()));
            default -> told(List.of());
        };
    }

    /// Everybody on the list at the opening was asked with it.
    private List<Fact> opened() throws Unreadable {
        var shown = shown();
        var facts = new ArrayList<Fact>();
        if (shown.reviewers() != null) {
            for (var reviewer : shown.reviewers()) {
                facts.add(Facts.requested(reviewer, shown.createdAt(), payload.actor()));
            }
        }
        return facts;
    }

    private List<Fact> pushed() throws Unreadable {
        var head = shown().head();
        return head == null ? List.of() : List.of(Facts.pushed(head, date(), payload.actor()));
    }

    private List<Fact> toggled() throws Unreadable {
        var draft = shown().draft();
        if (draft == null || payload.previousDraft() == null) {
            return List.of();
        }
        if (draft.equals(payload.previousDraft())) {
            return List.of();
        }
        return List.of(
                draft
                        ? Facts.draft(date(), payload.actor())
                        : Facts.ready(date(), payload.actor()));
    }

    private List<Fact> asked() {
        var facts = new ArrayList<Fact>();
        for (var reviewer : payload.addedReviewers()) {
            facts.add(Facts.requested(reviewer, date().at(), payload.actor()));
        }
        for (var reviewer : payload.removedReviewers()) {
            facts.add(Facts.unrequested(reviewer, date().at(), payload.actor()));
        }
        return facts;
    }

    /// The same event ends an approval and a request for changes.
    private Fact takenBack() throws Unreadable {
        return payload.hadRequestedChanges()
                ? Facts.withdrawn(date(), whose())
                : Facts.unapproved(date(), whose());
    }

    /// Not before what is seen in the same delivery, which is still open.
    private Fact deleted() throws Unreadable {
        return Facts.closed(new Moment(seenAt(), date().estimated()), payload.actor());
    }

    private Fact commented() throws Unreadable {
        var comment = comment();
        return Facts.commented(comment.id(), comment.createdAt(), comment.author());
    }

    private @Nullable Actor whose() {
        return payload.participant() == null ? payload.actor() : payload.participant();
    }

    private Change told(List<Fact> news) throws Unreadable {
        var shown = shown();
        var repository = named(payload.repository(), "pullRequest.toRef.repository");
        var facts = implied();
        facts.addAll(news);
        return new Change.ToPullRequest(
                new PullRequestKey(connection, repository.id(), shown.number()),
                repository,
                shown.attributes(shown.updatedAt() == null ? date().at() : shown.updatedAt()),
                facts);
    }

    /// What every delivery implies, whatever it came with: any of them may be the first.
    private List<Fact> implied() throws Unreadable {
        var shown = shown();
        var opening = event.equals("pr:opened");
        var facts = new ArrayList<Fact>(6);
        facts.add(Facts.opened(shown, opening ? shown.draft() : null));
        var ended = ended();
        if (ended != null) {
            facts.add(ended);
        }
        if (shown.head() != null && !event.equals("pr:from_ref_updated")) {
            var since = opening ? shown.createdAt() : date().at();
            facts.add(Facts.pushed(shown.head(), new Moment(since, true), null));
        }
        facts.add(Facts.seen(shown, seenAt()));
        return facts;
    }

    /// How it ended, if it did. Most versions tell when, whatever the delivery came with.
    private @Nullable Fact ended() throws Unreadable {
        var shown = shown();
        var merged = event.equals(MERGED);
        var declined = event.equals(DECLINED);
        var actor = merged || declined ? payload.actor() : null;
        if (shown.closedAt() == null) {
            return merged
                    ? Facts.merged(date(), actor)
                    : declined ? Facts.closed(date(), actor) : null;
        }
        var at = new Moment(shown.closedAt(), false);
        if (merged || "MERGED".equals(shown.state())) {
            return Facts.merged(at, actor);
        }
        return declined || "DECLINED".equals(shown.state()) ? Facts.closed(at, actor) : null;
    }

    /// `date` is cut to the second; where the pull request was changed within that second, what is
    /// seen is how it was afterwards.
    private Instant seenAt() throws Unreadable {
        var date = date().at();
        var updatedAt = shown().updatedAt();
        return updatedAt != null && updatedAt.isAfter(date) ? updatedAt : date;
    }

    /// When the event happened.
    private Moment date() {
        return payload.date() == null
                ? new Moment(receivedAt, true)
                : new Moment(payload.date(), false);
    }

    private Snapshot shown() throws Unreadable {
        return present(payload.pullRequest(), "pullRequest");
    }

    private DataCenterPayload.Comment comment() throws Unreadable {
        return present(payload.comment(), "comment");
    }

    private Repository named(DataCenterPayload.@Nullable RepositoryObject repository, String path)
            throws Unreadable {
        var told = present(repository, path);
        return new Repository(Long.toString(told.id()), new Stamped<>(told.name(), date().at()));
    }

    private <T> T present(@Nullable T part, String path) throws Unreadable {
        if (part == null) {
            throw new Unreadable(payload.fault() == null ? path + " is missing" : payload.fault());
        }
        return part;
    }
}
