package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A simulated issue. Every act changes it and returns what GitHub sends about it; the first act is
/// [#opened].
///
/// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues>
public final class GitHubIssue {
    private final GitHubRepository repository;
    private final Person author;
    private final String title;
    private final String body;
    private final int number;
    private final long id;
    private final Set<Person> assignees = new LinkedHashSet<>();
    private final Set<GitHubLabel> labels = new LinkedHashSet<>();
    private final Map<Long, GitHubComment> comments = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;
    private @Nullable Instant closedAt;
    private @Nullable String stateReason;

    GitHubIssue(GitHubRepository repository, Person author, String title, String body) {
        this.repository = repository;
        this.author = author;
        this.title = title;
        this.body = body;
        this.number = repository.nextNumber();
        this.id = repository.owner().numbers().issue();
    }

    /// A line of its timeline, as far as the API is asked for it.
    ///
    /// @param type GraphQL's word
    /// @param assignee who got it or lost it; null for other kinds
    ///   <https://docs.github.com/en/graphql/reference/unions#issuetimelineitems>
    record Event(String type, Instant at, Person by, @Nullable Person assignee) {
        /// The word for it in `itemTypes`.
        String item() {
            return type.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        }
    }

    // What happens to it.

    /// Its author opens it.
    public WebhookRequest opened(Instant at) {
        createdAt = second(at);
        repository.opened();
        repository.added(this);
        return tell("opened", at, author, Payload.object());
    }

    /// Somebody puts a label on it.
    public WebhookRequest labeled(Instant at, Person by, String name) {
        var label = repository.label(name);
        labels.add(label);
        var extra = Payload.object();
        extra.set("label", IssueJson.label(repository, label));
        return tell("labeled", at, by, extra);
    }

    /// It is given to somebody, beside those who have it.
    public WebhookRequest assigned(Instant at, Person by, Person assignee) {
        assignees.add(assignee);
        return given("assigned", "AssignedEvent", at, by, assignee);
    }

    /// It is taken from somebody.
    public WebhookRequest unassigned(Instant at, Person by, Person assignee) {
        assignees.remove(assignee);
        return given("unassigned", "UnassignedEvent", at, by, assignee);
    }

    private WebhookRequest given(
            String action, String type, Instant at, Person by, Person assignee) {
        events.add(new Event(type, second(at), by, assignee));
        var extra = Payload.object();
        extra.set("assignee", AccountJson.person(assignee));
        return tell(action, at, by, extra);
    }

    /// Somebody writes a comment.
    public WebhookRequest commented(Instant at, Person by, String text) {
        var moment = second(at);
        var comment =
                new GitHubComment(
                        repository.owner().numbers().issueComment(),
                        by,
                        text,
                        moment,
                        moment,
                        null);
        comments.put(comment.id(), comment);
        touched(at);
        var payload = Payload.object().put("action", "created");
        payload.set("issue", IssueJson.of(this));
        payload.set("comment", CommentJson.inConversation(this, comment));
        return repository.deliver("issue_comment", Payload.around(payload, repository, by));
    }

    /// It is done, or nobody will do it.
    ///
    /// @param reason `completed`, `not_planned` or `duplicate`
    public WebhookRequest closed(Instant at, Person by, String reason) {
        closedAt = second(at);
        stateReason = reason;
        events.add(new Event("ClosedEvent", second(at), by, null));
        repository.closed();
        return tell("closed", at, by, Payload.object());
    }

    /// It is not done after all.
    public WebhookRequest reopened(Instant at, Person by) {
        closedAt = null;
        stateReason = "reopened";
        events.add(new Event("ReopenedEvent", second(at), by, null));
        repository.opened();
        return tell("reopened", at, by, Payload.object());
    }

    /// It is deleted, for good: nothing shows it from now on.
    public WebhookRequest deleted(Instant at, Person by) {
        if (open()) {
            repository.closed();
        }
        var request = tell("deleted", at, by, Payload.object());
        repository.erased(this);
        return request;
    }

    // What is true of it now.

    /// The number that stays, and is its identity in webhooks and by the API.
    public long id() {
        return id;
    }

    /// Its number in the repository.
    public int number() {
        return number;
    }

    /// Its page.
    public String page() {
        return Payload.SITE + "/" + repository.fullName() + "/issues/" + number;
    }

    boolean open() {
        return closedAt == null;
    }

    String url() {
        return repositoryUrl() + "/issues/" + number;
    }

    String repositoryUrl() {
        return Payload.API + "/repos/" + repository.fullName();
    }

    String nodeId() {
        return NodeId.of("I", repository.id(), id);
    }

    GitHubRepository repository() {
        return repository;
    }

    Person author() {
        return author;
    }

    String title() {
        return title;
    }

    String body() {
        return body;
    }

    Set<Person> assignees() {
        return Collections.unmodifiableSet(assignees);
    }

    Set<GitHubLabel> labels() {
        return Collections.unmodifiableSet(labels);
    }

    Collection<GitHubComment> comments() {
        return Collections.unmodifiableCollection(comments.values());
    }

    List<Event> events() {
        return Collections.unmodifiableList(events);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    @Nullable Instant closedAt() {
        return closedAt;
    }

    @Nullable String stateReason() {
        return stateReason;
    }

    private WebhookRequest tell(String action, Instant at, Person by, ObjectNode extra) {
        touched(at);
        var payload = Payload.object().put("action", action);
        payload.set("issue", IssueJson.of(this));
        payload.setAll(extra);
        return repository.deliver("issues", Payload.around(payload, repository, by));
    }

    private void touched(Instant at) {
        var moment = second(at);
        updatedAt = moment.isAfter(updatedAt) ? moment : updatedAt;
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
