package dev.turnaround.provider.jira;

import dev.turnaround.model.Actor;
import dev.turnaround.model.Change;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.Status;
import dev.turnaround.provider.Delivery;
import dev.turnaround.provider.Envelope;
import dev.turnaround.provider.Reading;
import dev.turnaround.provider.json.Text;
import dev.turnaround.provider.json.Unreadable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a genuine delivery says.
///
/// Events: <https://developer.atlassian.com/cloud/jira/platform/webhooks/>. There is none for
/// remote links; a change that mentions one does not say where it leads.
final class Webhook {
    /// The same on every attempt. Data Center has no such header; its deliveries are told apart by
    /// what they say.
    static final String DELIVERY = "X-Atlassian-Webhook-Identifier";

    private static final int HEADER_CHARS_MAX = 200;

    /// The beginnings of events that are known, and of no use here, so that what is not known is
    /// new.
    private static final Set<String> UNUSED =
            Set.of(
                    "attachment_",
                    "board_",
                    "filter_",
                    "issue_property_",
                    "issuetype_",
                    "jira:version_",
                    "jira:worklog_",
                    "jira_expression_",
                    "option_",
                    "project_",
                    "sprint_",
                    "user_",
                    "worklog_");

    private final String connection;

    Webhook(String connection) {
        this.connection = connection;
    }

    Reading read(Delivery delivery) {
        var id = header(delivery);
        var outside = new Envelope(id, null, null);
        try {
            var payload = Payload.read(delivery.body());
            var event = payload.event();
            if (event == null || event.isEmpty()) {
                return new Reading.Malformed(outside, "webhookEvent is missing");
            }
            return read(
                    new Envelope(id, event, payload.type()), event, payload, delivery.receivedAt());
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

    private static @Nullable String header(Delivery delivery) {
        var value = delivery.header(DELIVERY);
        return value == null || value.isBlank() || value.length() > HEADER_CHARS_MAX
                ? null
                : Text.clean(value);
    }

    /// One delivery on its way to be a reading.
    private final class One {
        private final Envelope envelope;
        private final String event;
        private final Payload payload;
        private final Instant at;

        /// `timestamp` is when it happened; `updated` may be weeks behind, and is better than
        /// nothing.
        One(Envelope envelope, String event, Payload payload, Instant receivedAt) {
            this.envelope = envelope;
            this.event = event;
            this.payload = payload;
            var issue = payload.issue();
            var updatedAt = issue == null ? null : issue.updatedAt();
            this.at =
                    payload.at() != null
                            ? payload.at()
                            : updatedAt != null ? updatedAt : receivedAt;
        }

        Reading reading() throws Unreadable {
            return switch (event) {
                case "jira:issue_created" -> created();
                case "jira:issue_updated" -> updated();
                case "jira:issue_deleted" -> told(Facts.deleted(at, actor()));
                case "comment_created", "comment_updated" -> commented(false);
                case "comment_deleted" -> commented(true);
                case "issuelink_created" -> linked(Facts.linked(link(), at));
                case "issuelink_deleted" -> linked(Facts.linked(link(), at).asDeleted());
                case "project_updated" -> project();
                default -> ignored();
            };
        }

        /// The changes that come with a creation are the fields that were set by it, in no moment
        /// of their own; the status among them is where the issue began.
        private Reading created() throws Unreadable {
            var shown = shown();
            var item = item("status");
            var began = item == null ? null : item.after(shown.status());
            return relevant(Facts.implied(shown, began == null ? shown.status() : began, at));
        }

        private Reading updated() throws Unreadable {
            var news = new ArrayList<IssueFact>();
            var moved = moved(shown().status());
            if (moved != null) {
                news.add(moved);
            }
            var assigned = item("assignee");
            if (assigned != null) {
                news.add(Facts.assigned(change(), assignee(assigned), at, actor()));
            }
            if (payload.comment() != null) {
                // Data Center tells of comments twice, and Cloud again where a transition asks for
                // one.
                var fact = Facts.commented(payload.comment(), at);
                news.add("issue_comment_deleted".equals(payload.type()) ? fact.asDeleted() : fact);
            }
            return told(news.toArray(IssueFact[]::new));
        }

        private @Nullable IssueFact moved(@Nullable Status shown) {
            var item = item("status");
            var to = item == null ? null : item.after(shown);
            return item == null || to == null
                    ? null
                    : Facts.moved(change(), item.before(), to, at, actor());
        }

        private @Nullable Actor assignee(Payload.Item item) throws Unreadable {
            return Facts.assigned(item, shown().assignee());
        }

        /// On Cloud a trimmed issue comes along; on Data Center none, and only the comment's own
        /// address says which one it is.
        private Reading commented(boolean deleted) throws Unreadable {
            var comment = present(payload.comment(), "comment");
            var fact = Facts.commented(comment, at);
            var news = deleted ? fact.asDeleted() : fact;
            return payload.issue() == null
                    ? bare(present(comment.issue(), "issue"), news)
                    : told(news);
        }

        private Reading linked(IssueFact fact) throws Unreadable {
            return bare(link().source(), fact);
        }

        /// News of an issue of which only the identity is told.
        private Reading bare(String issue, IssueFact fact) throws Unreadable {
            return relevant(
                    new Change.ToIssue(
                            new IssueKey(connection, issue),
                            null,
                            IssueAttributes.NONE,
                            List.of(fact)));
        }

        /// The key of a project may be changed; that of all its issues changes with it.
        private Reading project() throws Unreadable {
            return relevant(
                    new Change.ToRepository(repository(present(payload.project(), "project"))));
        }

        private Reading told(IssueFact... news) throws Unreadable {
            var facts = Facts.implied(shown(), null, at);
            facts.addAll(List.of(news));
            return relevant(facts);
        }

        private Reading relevant(List<IssueFact> facts) throws Unreadable {
            var shown = shown();
            var project = shown.project();
            if (facts.isEmpty()) {
                throw new Unreadable("issue.fields is missing");
            }
            return relevant(
                    new Change.ToIssue(
                            new IssueKey(connection, shown.id()),
                            project == null ? null : repository(project),
                            attributes(shown),
                            facts));
        }

        private Reading relevant(Change change) throws Unreadable {
            if (payload.fault() != null) {
                throw new Unreadable(payload.fault());
            }
            return new Reading.Relevant(envelope, change);
        }

        private Repository repository(Snapshot.Project project) {
            return Portrait.repository(project, at);
        }

        private IssueAttributes attributes(Snapshot shown) {
            return Portrait.attributes(
                    shown, shown.site(), names(shown.key()), estimated(shown), at);
        }

        private SortedSet<String> names(@Nullable String key) {
            var names = new TreeSet<String>();
            var move = item("key");
            for (var name :
                    move == null
                            ? new String[] {key}
                            : new String[] {key, move.fromText(), move.toText()}) {
                var known = SnapshotReader.key(name);
                if (known != null) {
                    names.add(known);
                }
            }
            return names;
        }

        /// Points are a custom field; only its change says what it is called.
        private @Nullable Boolean estimated(Snapshot shown) {
            for (var field : List.of("story points", "story point estimate")) {
                var item = item(field);
                if (item != null) {
                    return item.toText() != null && !item.toText().isEmpty();
                }
            }
            return shown.estimate();
        }

        private Payload.@Nullable Item item(String field) {
            var changelog = payload.changelog();
            return changelog == null ? null : changelog.item(field);
        }

        private @Nullable String change() {
            var changelog = payload.changelog();
            return changelog == null ? null : changelog.id();
        }

        private @Nullable Actor actor() {
            return User.of(payload.user());
        }

        private Snapshot shown() throws Unreadable {
            return present(payload.issue(), "issue");
        }

        private Payload.IssueLink link() throws Unreadable {
            return present(payload.link(), "issueLink");
        }

        private Reading ignored() {
            var known = UNUSED.stream().anyMatch(event::startsWith);
            return new Reading.Ignored(
                    envelope, event + (known ? " is not used" : " is not known"));
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
