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

/// One delivery of Bitbucket Cloud on its way to be a change.
///
/// <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>
final class Cloud {
    /// What is read. `pullrequest:push` can be subscribed to and is not documented; it carries the
    /// pull request like all others.
    static final Set<String> EVENTS =
            Set.of(
                    "pullrequest:approved",
                    "pullrequest:changes_request_created",
                    "pullrequest:changes_request_removed",
                    "pullrequest:comment_created",
                    "pullrequest:comment_deleted",
                    "pullrequest:comment_updated",
                    "pullrequest:created",
                    "pullrequest:fulfilled",
                    "pullrequest:push",
                    "pullrequest:rejected",
                    "pullrequest:unapproved",
                    "pullrequest:updated",
                    "repo:updated");

    /// Known, and of no use here, so that what is not known is new. A push does not name the pull
    /// requests that it changes, and each of them has an update of its own. The issue tracker is
    /// gone since August 2026.
    static final Set<String> UNUSED =
            Set.of(
                    "issue:comment_created",
                    "issue:created",
                    "issue:updated",
                    "pipeline:span_created",
                    "project:updated",
                    "pullrequest:comment_reopened",
                    "pullrequest:comment_resolved",
                    "repo:commit_comment_created",
                    "repo:commit_status_created",
                    "repo:commit_status_updated",
                    "repo:created",
                    "repo:deleted",
                    "repo:fork",
                    "repo:imported",
                    "repo:push",
                    "repo:transfer");

    private final String connection;
    private final CloudPayload payload;
    private final Instant receivedAt;

    private Cloud(String connection, CloudPayload payload, Instant receivedAt) {
        this.connection = connection;
        this.payload = payload;
        this.receivedAt = receivedAt;
    }

    /// What the delivery says; null when it is about a comment that nobody else can see yet.
    ///
    /// @param event one of [#EVENTS]
    static @Nullable Change read(String connection, String event, Delivery delivery)
            throws Unreadable {
        var payload = CloudPayload.read(delivery.body());
        var change = new Cloud(connection, payload, delivery.receivedAt()).change(event);
        if (payload.fault() != null) {
            throw new Unreadable(payload.fault());
        }
        return change;
    }

    private @Nullable Change change(String event) throws Unreadable {
        return switch (event) {
            case "repo:updated" -> new Change.ToRepository(repository(receivedAt));
            case "pullrequest:created" -> told(created());
            case "pullrequest:approved" -> toldNow(approved());
            case "pullrequest:unapproved" -> told(unapproved());
            case "pullrequest:changes_request_created" -> toldNow(changesRequested());
            case "pullrequest:changes_request_removed" -> told(withdrawn());
            case "pullrequest:fulfilled" -> told(Facts.merged(updatedAt(), closer()));
            case "pullrequest:rejected" -> told(Facts.declined(updatedAt(), closer()));
            case "pullrequest:comment_created" -> comment().pending() ? null : toldNow(commented());
            case "pullrequest:comment_updated" -> comment().pending() ? null : told(commented());
            case "pullrequest:comment_deleted" -> told(commented().asDeleted());
            default -> told(implied(null, payload.actor(), updatedAt().at()));
        };
    }

    /// Everybody on the list at the opening was asked with it.
    private List<Fact> created() throws Unreadable {
        var shown = shown();
        var facts = implied(shown.draft(), shown.author(), shown.createdAt());
        if (shown.reviewers() != null) {
            for (var reviewer : shown.reviewers()) {
                facts.add(Facts.requested(reviewer, shown.createdAt(), payload.actor()));
            }
        }
        return facts;
    }

    private Fact approved() throws Unreadable {
        var approval = present(payload.approval(), "approval");
        return Facts.approved(exactly(approval.date()), whose(approval));
    }

    /// `changes_request` here; the API's list of activities has a `d` more.
    private Fact changesRequested() throws Unreadable {
        var request = present(payload.changesRequest(), "changes_request");
        return Facts.changesRequested(exactly(request.date()), whose(request));
    }

    /// Whether `approval.date` is that of the approval or that of its end is not documented.
    private Fact unapproved() throws Unreadable {
        var approval = present(payload.approval(), "approval");
        return Facts.unapproved(proxy(), whose(approval));
    }

    /// As with [#unapproved].
    private Fact withdrawn() throws Unreadable {
        var request = present(payload.changesRequest(), "changes_request");
        return Facts.withdrawn(proxy(), whose(request));
    }

    private Fact commented() throws Unreadable {
        var comment = comment();
        return Facts.commented(comment.id(), comment.createdAt(), comment.user());
    }

    private Moment exactly(@Nullable Instant at) throws Unreadable {
        return at == null ? proxy() : new Moment(at, false);
    }

    private Moment proxy() throws Unreadable {
        return new Moment(updatedAt().at(), true);
    }

    private @Nullable Actor whose(CloudPayload.Decision decision) {
        return decision.user() == null ? payload.actor() : decision.user();
    }

    private @Nullable Actor closer() throws Unreadable {
        return shown().closedBy() == null ? payload.actor() : shown().closedBy();
    }

    private Change told(Fact news) throws Unreadable {
        return told(news, updatedAt().at());
    }

    /// What somebody did just now.
    ///
    /// The source branch was where it is before that: a push that is first heard of by the answer
    /// to it is no answer to the answer, although `updated_on` may be some milliseconds later.
    private Change toldNow(Fact news) throws Unreadable {
        var at = updatedAt().at();
        return told(news, news.at().isBefore(at) ? news.at() : at);
    }

    private Change told(Fact news, Instant pushedAt) throws Unreadable {
        var facts = implied(null, null, pushedAt);
        facts.add(news);
        return told(facts);
    }

    private Change told(List<Fact> facts) throws Unreadable {
        var shown = shown();
        var at = updatedAt().at();
        var repository = repository(at);
        return new Change.ToPullRequest(
                new PullRequestKey(connection, repository.id(), shown.number()),
                repository,
                shown.attributes(at),
                facts);
    }

    /// What every delivery implies, whatever it came with: any of them may be the first. It does
    /// not imply a merge: a later comment moves `updated_on` too, so that only `fulfilled` itself
    /// has the time of it.
    ///
    /// @param draft whether it began as a draft; null when this does not tell
    /// @param pusher who moved the source branch to where it is, if it was moved
    /// @param pushedAt when, at the latest
    private List<Fact> implied(@Nullable Boolean draft, @Nullable Actor pusher, Instant pushedAt)
            throws Unreadable {
        var shown = shown();
        var facts = new ArrayList<Fact>(6);
        facts.add(Facts.opened(shown, draft));
        if (shown.head() != null) {
            facts.add(Facts.pushed(shown.head(), new Moment(pushedAt, true), pusher));
        }
        facts.add(Facts.seen(shown, updatedAt().at()));
        return facts;
    }

    /// `updated_on` is the time of whatever the event is about; later events move it on.
    private Moment updatedAt() throws Unreadable {
        var at = shown().updatedAt();
        return at == null ? new Moment(receivedAt, true) : new Moment(at, false);
    }

    private Snapshot shown() throws Unreadable {
        return present(payload.pullRequest(), "pullrequest");
    }

    private CloudPayload.Comment comment() throws Unreadable {
        return present(payload.comment(), "comment");
    }

    /// @param at the moment for which its name is told
    private Repository repository(Instant at) throws Unreadable {
        var told = present(payload.repository(), "repository");
        return new Repository(told.uuid(), new Stamped<>(told.fullName(), at));
    }

    private <T> T present(@Nullable T part, String path) throws Unreadable {
        if (part == null) {
            throw new Unreadable(payload.fault() == null ? path + " is missing" : payload.fault());
        }
        return part;
    }
}
