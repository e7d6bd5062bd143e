package dev.turnaround.provider.github;

import dev.turnaround.model.Change;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.Stamped;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.json.Text;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a genuine delivery says.
///
/// Events and actions: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
final class Webhook {
    static final String DELIVERY = "X-GitHub-Delivery";
    static final String EVENT = "X-GitHub-Event";

    private static final int HEADER_CHARS_MAX = 200;

    /// Known, and of no use here, so that what is not known is new.
    private static final Set<String> UNUSED_EVENTS =
            Set.of(
                    "check_run",
                    "check_suite",
                    "create",
                    "delete",
                    "fork",
                    "github_app_authorization",
                    "installation",
                    "installation_repositories",
                    "installation_target",
                    "label",
                    "member",
                    "membership",
                    "merge_group",
                    "meta",
                    "milestone",
                    "organization",
                    "ping",
                    "projects_v2",
                    "pull_request_review_thread",
                    "push",
                    "star",
                    "status",
                    "team",
                    "team_add",
                    "watch",
                    "workflow_job",
                    "workflow_run");

    private static final Set<String> UNUSED_PULL_REQUEST_ACTIONS =
            Set.of(
                    "assigned",
                    "auto_merge_disabled",
                    "auto_merge_enabled",
                    "demilestoned",
                    "dequeued",
                    "enqueued",
                    "labeled",
                    "locked",
                    "milestoned",
                    "unassigned",
                    "unlabeled",
                    "unlocked");

    private static final Set<String> UNUSED_ISSUE_ACTIONS =
            Set.of(
                    "demilestoned",
                    "field_added",
                    "field_removed",
                    "labeled",
                    "locked",
                    "milestoned",
                    "pinned",
                    "unlabeled",
                    "unlocked",
                    "unpinned");

    private static final Set<String> UNUSED_ITEM_ACTIONS =
            Set.of("archived", "converted", "created", "reordered", "restored");

    private static final Set<String> UNUSED_REPOSITORY_ACTIONS =
            Set.of("archived", "created", "deleted", "privatized", "publicized", "unarchived");

    private static final Set<String> USED_EVENTS =
            Set.of(
                    "issue_comment",
                    "issues",
                    "projects_v2_item",
                    "pull_request",
                    "pull_request_review",
                    "pull_request_review_comment",
                    "repository");

    private final String connection;

    /// Whether a delivery may say something that matters, by its outside alone.
    ///
    /// @param action empty for none
    static boolean mayMatter(String event, String action) {
        return USED_EVENTS.contains(event)
                && !(event.equals("pull_request") && UNUSED_PULL_REQUEST_ACTIONS.contains(action))
                && !(event.equals("issues") && UNUSED_ISSUE_ACTIONS.contains(action))
                && !(event.equals("projects_v2_item") && UNUSED_ITEM_ACTIONS.contains(action))
                && !(event.equals("repository") && UNUSED_REPOSITORY_ACTIONS.contains(action));
    }

    Webhook(String connection) {
        this.connection = connection;
    }

    Reading read(Delivery delivery) {
        var id = header(delivery, DELIVERY);
        var event = header(delivery, EVENT);
        var outside = new Envelope(id, event, null);
        if (id == null || event == null) {
            var name = id == null ? DELIVERY : EVENT;
            return new Reading.Malformed(outside, "the header " + name + " is missing or too long");
        }
        try {
            var payload = Payload.read(json(delivery));
            return read(
                    new Envelope(id, event, payload.action()),
                    event,
                    payload,
                    delivery.receivedAt());
        } catch (Unreadable unreadable) {
            return new Reading.Malformed(outside, unreadable.reason());
        }
    }

    private Reading read(Envelope envelope, String event, Payload payload, Instant receivedAt) {
        try {
            return new One(envelope, event, payload, receivedAt).reading();
        } catch (Unreadable unreadable) {
            return new Reading.Malformed(envelope, unreadable.reason());
        }
    }

    private static byte[] json(Delivery delivery) throws Unreadable {
        return Form.is(delivery.header("Content-Type"))
                ? Form.payload(delivery.body())
                : delivery.body();
    }

    private static @Nullable String header(Delivery delivery, String name) {
        var value = delivery.header(name);
        return value == null || value.isBlank() || value.length() > HEADER_CHARS_MAX
                ? null
                : Text.clean(value);
    }

    /// One delivery on its way to be a reading.
    private final class One {
        private final Envelope envelope;
        private final String event;
        private final String action;
        private final Payload payload;
        private final Instant receivedAt;

        One(Envelope envelope, String event, Payload payload, Instant receivedAt) {
            this.envelope = envelope;
            this.event = event;
            this.action = payload.action() == null ? "" : payload.action();
            this.payload = payload;
            this.receivedAt = receivedAt;
        }

        Reading reading() throws Unreadable {
            return switch (event) {
                case "pull_request" -> pullRequest();
                case "pull_request_review" -> review();
                case "pull_request_review_comment" -> reviewComment();
                case "issue_comment" -> comment();
                case "issues" -> issue();
                case "projects_v2_item" -> item();
                case "repository" -> repository();
                default -> ignored(UNUSED_EVENTS.contains(event));
            };
        }

        private Reading pullRequest() throws Unreadable {
            return switch (action) {
                case "opened" -> opened();
                case "closed" -> told(Facts.implied(shown(), null, payload.sender()));
                case "edited" -> told(implied());
                case "ready_for_review" -> told(Facts.ready(updatedAt(), payload.sender()));
                case "converted_to_draft" -> told(Facts.draft(updatedAt(), payload.sender()));
                case "reopened" -> told(Facts.reopened(updatedAt(), payload.sender()));
                case "synchronize" -> told(Facts.pushed(after(), updatedAt(), payload.sender()));
                case "review_requested" -> requested();
                case "review_request_removed" -> unrequested();
                default -> ignored(UNUSED_PULL_REQUEST_ACTIONS.contains(action));
            };
        }

        /// The owners of the code may have been asked with the opening; then no `review_requested`
        /// need follow.
        private Reading opened() throws Unreadable {
            var shown = shown();
            var facts = Facts.implied(shown, shown.draft(), null);
            for (var reviewer : shown.asked()) {
                facts.add(Facts.requested(reviewer, shown.createdAt(), payload.sender()));
            }
            return told(facts);
        }

        private Reading requested() throws Unreadable {
            var asked = payload.asked();
            return asked == null
                    ? told(implied())
                    : told(Facts.requested(asked, updatedAt(), payload.sender()));
        }

        private Reading unrequested() throws Unreadable {
            var asked = payload.asked();
            return asked == null
                    ? told(implied())
                    : told(Facts.unrequested(asked, updatedAt(), payload.sender()));
        }

        private Reading review() throws Unreadable {
            return switch (action) {
                case "submitted", "edited" -> {
                    var review = present(payload.review(), "review");
                    yield review.state().equalsIgnoreCase("pending")
                            ? new Reading.Ignored(envelope, "a review that is not submitted yet")
                            : told(Facts.reviewed(review, updatedAt()));
                }
                case "dismissed" -> {
                    var review = present(payload.review(), "review");
                    yield told(
                            Facts.reviewed(review, updatedAt()),
                            Facts.dismissed(review.id(), updatedAt(), payload.sender()));
                }
                default -> ignored(false);
            };
        }

        private Reading reviewComment() throws Unreadable {
            return switch (action) {
                case "created", "edited" -> reviewCommentStands();
                case "deleted" -> told(reviewCommentFact().asDeleted());
                default -> ignored(false);
            };
        }

        private Reading reviewCommentStands() throws Unreadable {
            var comment = commentTold();
            return comment.review() == null
                    ? told(reviewCommentFact())
                    : told(
                            reviewCommentFact(),
                            Facts.reviewAround(
                                    comment.review(), visibleAt(comment), comment.user()));
        }

        private Fact reviewCommentFact() throws Unreadable {
            var comment = commentTold();
            return comment.review() == null
                    ? Facts.loneReviewComment(comment)
                    : Facts.reviewComment(comment, comment.review(), visibleAt(comment));
        }

        /// `created_at` is when it was drafted; nobody could see it before the review was
        /// submitted, and that moved the pull request's `updated_at`.
        private Instant visibleAt(Payload.Comment comment) throws Unreadable {
            return comment.createdAt().isAfter(updatedAt()) ? comment.createdAt() : updatedAt();
        }

        private Reading comment() throws Unreadable {
            return switch (action) {
                case "created", "edited" ->
                        onPullRequest()
                                ? told(Facts.conversationComment(commentTold()))
                                : toldOfIssue(IssueFacts.commented(commentTold()));
                case "deleted" ->
                        onPullRequest()
                                ? told(Facts.conversationComment(commentTold()).asDeleted())
                                : toldOfIssue(IssueFacts.commented(commentTold()).asDeleted());
                default -> ignored(false);
            };
        }

        private boolean onPullRequest() throws Unreadable {
            return present(payload.issue(), "issue").plain() == null;
        }

        private Reading issue() throws Unreadable {
            var sender = payload.sender();
            return switch (action) {
                case "opened", "edited", "typed", "untyped" -> toldOfIssue();
                case "closed" -> relevantIssue(IssueFacts.implied(issueShown(), sender));
                case "reopened" ->
                        toldOfIssue(IssueFacts.reopened(issueShown().updatedAt(), sender));
                case "assigned" -> assigned();
                case "unassigned" -> unassigned();
                case "deleted", "transferred" -> toldOfIssue(IssueFacts.gone(receivedAt, sender));
                default -> ignored(UNUSED_ISSUE_ACTIONS.contains(action));
            };
        }

        private Reading assigned() throws Unreadable {
            var to = payload.assignee();
            return to == null
                    ? toldOfIssue()
                    : toldOfIssue(
                            IssueFacts.assigned(to, issueShown().updatedAt(), payload.sender()));
        }

        private Reading unassigned() throws Unreadable {
            var shown = issueShown();
            var from = payload.assignee();
            return from == null
                    ? toldOfIssue()
                    : toldOfIssue(
                            IssueFacts.unassigned(
                                    from, shown.assignee(), shown.updatedAt(), payload.sender()));
        }

        /// A hook of an organisation sends these, and without the repository. All that names the
        /// issue is its node id.
        private Reading item() throws Unreadable {
            if (!action.equals("edited") && !action.equals("deleted")) {
                return ignored(UNUSED_ITEM_ACTIONS.contains(action));
            }
            var item = present(payload.item(), "projects_v2_item");
            if (!item.contentType().equals("Issue")) {
                return new Reading.Ignored(envelope, "not an issue on the board");
            }
            var move = payload.changes() == null ? null : payload.changes().move();
            if (action.equals("edited") && move == null) {
                return new Reading.Ignored(envelope, "not a move on the board");
            }
            var issue = NodeId.issue(item.content());
            if (issue == null) {
                return new Reading.Ignored(envelope, "a node id that does not tell which issue");
            }
            var fact =
                    move == null
                            ? IssueFacts.unplaced(item, payload.sender())
                            : IssueFacts.placed(item, move, payload.sender());
            return relevant(
                    new Change.ToIssue(
                            new IssueKey(connection, Long.toString(issue)),
                            payload.repository() == null ? null : repositoryNamed(),
                            IssueAttributes.NONE,
                            List.of(fact)));
        }

        private Reading toldOfIssue(IssueFact... news) throws Unreadable {
            var facts = IssueFacts.implied(issueShown(), null);
            facts.addAll(List.of(news));
            return relevantIssue(facts);
        }

        private Reading relevantIssue(List<IssueFact> facts) throws Unreadable {
            var shown = issueShown();
            var repository = repositoryNamed();
            var former = payload.changes() == null ? null : payload.changes().formerName();
            return relevant(
                    new Change.ToIssue(
                            new IssueKey(connection, Long.toString(shown.id())),
                            repository,
                            shown.attributes(repository, former),
                            facts));
        }

        private IssueSnapshot issueShown() throws Unreadable {
            return present(present(payload.issue(), "issue").plain(), "issue");
        }

        /// A rename or a move has no time of its own, and the repository's `updated_at` need not be
        /// it.
        private Reading repository() throws Unreadable {
            return switch (action) {
                case "renamed", "transferred", "edited" -> {
                    var told = present(payload.repository(), "repository");
                    var name = new Stamped<>(told.fullName(), receivedAt);
                    yield relevant(
                            new Change.ToRepository(
                                    new Repository(Long.toString(told.id()), name)));
                }
                default -> ignored(UNUSED_REPOSITORY_ACTIONS.contains(action));
            };
        }

        private Reading told(Fact... news) throws Unreadable {
            var facts = implied();
            facts.addAll(List.of(news));
            return told(facts);
        }

        private Reading told(List<Fact> facts) throws Unreadable {
            var shown = shown();
            var repository = repositoryNamed();
            return relevant(
                    new Change.ToPullRequest(
                            new PullRequestKey(connection, repository.id(), shown.number()),
                            repository,
                            shown.attributes(),
                            facts));
        }

        private Reading relevant(Change change) throws Unreadable {
            if (payload.fault() != null) {
                throw new Unreadable(payload.fault());
            }
            return new Reading.Relevant(envelope, change);
        }

        private Reading ignored(boolean known) {
            var name = action.isEmpty() ? event : event + "." + action;
            return new Reading.Ignored(envelope, name + (known ? " is not used" : " is not known"));
        }

        private List<Fact> implied() throws Unreadable {
            return Facts.implied(shown(), null, null);
        }

        private Snapshot shown() throws Unreadable {
            return event.equals("issue_comment")
                    ? present(present(payload.issue(), "issue").pullRequest(), "issue")
                    : present(payload.pullRequest(), "pull_request");
        }

        private Instant updatedAt() throws Unreadable {
            return shown().updatedAt();
        }

        private Payload.Comment commentTold() throws Unreadable {
            return present(payload.comment(), "comment");
        }

        private String after() throws Unreadable {
            return present(payload.after(), "after");
        }

        private Repository repositoryNamed() throws Unreadable {
            var told = present(payload.repository(), "repository");
            var at = told.updatedAt() == null ? receivedAt : told.updatedAt();
            return new Repository(Long.toString(told.id()), new Stamped<>(told.fullName(), at));
        }

        private <T> T present(@Nullable T part, String path) throws Unreadable {
            if (part == null) {
                throw new Unreadable(
                        payload.fault() == null ? path + " is missing" : payload.fault());
            }
            return part;
        }
    }
}
