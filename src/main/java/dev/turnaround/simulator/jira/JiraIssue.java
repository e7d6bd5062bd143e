package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A simulated issue. Every act changes it and returns what Jira sends about it.
///
/// The first act is [#created].
public final class JiraIssue {
    /// Fields are written in the zone of the user, without a colon in its offset.
    static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZONE);

    private final JiraProject project;
    private final long id;
    private final String key;
    private final Person creator;
    private final String summary;
    private final String description;

    private JiraStatus status = JiraStatus.TO_DO;
    private @Nullable Person assignee;
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;
    private Instant movedAt = Instant.EPOCH;
    private boolean restricted;
    private final List<Instant> touches = new ArrayList<>();
    private final List<Instant> moves = new ArrayList<>();
    private final List<JiraChange> changes = new ArrayList<>();
    private final List<JiraComment> comments = new ArrayList<>();
    private final List<JiraLink> links = new ArrayList<>();

    JiraIssue(JiraProject project, String key, Person creator, String summary, String description) {
        this.project = project;
        this.id = project.site().nextIssue();
        this.key = key;
        this.creator = creator;
        this.summary = summary;
        this.description = description;
    }

    // What happens to it.

    /// It is created. All its fields are changes of this moment, and the word for the status is
    /// then written with a capital.
    public WebhookRequest created(Instant at) {
        createdAt = grain(at);
        updatedAt = createdAt;
        movedAt = createdAt;
        touches.add(createdAt);
        moves.add(createdAt);
        project.site().issues().put(id, this);
        var items = Json.object().putArray("items");
        change(items, "issuetype", "issuetype", null, "", "10003", "Story");
        change(items, "Status", "status", null, "", status.id(), status.title());
        change(items, "summary", "summary", null, "", null, summary);
        // The API lists what was changed afterwards, not what a creation set.
        return issue(
                "jira:issue_created",
                "issue_created",
                creator,
                new JiraChange(project.site().nextChange(), createdAt, creator, items));
    }

    /// It goes to another status.
    public WebhookRequest moved(Instant at, Person by, JiraStatus to) {
        touched(at);
        movedAt = updatedAt;
        moves.add(movedAt);
        var items = Json.object().putArray("items");
        change(items, "status", "status", status.id(), status.title(), to.id(), to.title());
        status = to;
        return issue("jira:issue_updated", "issue_generic", by, changed(by, items));
    }

    /// Somebody is given it, or it is taken from them.
    ///
    /// @param to null for nobody
    public WebhookRequest assigned(Instant at, Person by, @Nullable Person to) {
        touched(at);
        var items = Json.object().putArray("items");
        var item =
                change(
                        items,
                        "assignee",
                        "assignee",
                        assignee == null ? null : AccountJson.id(assignee),
                        assignee == null ? null : assignee.login(),
                        to == null ? null : AccountJson.id(to),
                        to == null ? null : to.login());
        item.put("tmpFromAccountId", assignee == null ? null : AccountJson.id(assignee));
        item.put("tmpToAccountId", to == null ? null : AccountJson.id(to));
        assignee = to;
        return issue("jira:issue_updated", "issue_assigned", by, changed(by, items));
    }

    /// Somebody comments on it. The delivery has six fields of the issue, and no user.
    public WebhookRequest commented(Instant at, Person by, String text) {
        touched(at);
        var comment = new JiraComment(project.site().nextComment(), by, updatedAt, text);
        comments.add(comment);
        return comment("comment_created", comment);
    }

    /// A comment is deleted. The delivery does not say by whom.
    ///
    /// @param comment its identity, as [#lastComment] told it
    public WebhookRequest commentDeleted(Instant at, long comment) {
        touched(at);
        var deleted =
                comments.stream().filter(one -> one.id() == comment).findFirst().orElseThrow();
        comments.remove(deleted);
        return comment("comment_deleted", deleted);
    }

    /// It is linked with another issue. That is no touch.
    public WebhookRequest linked(Instant at, Person by, JiraIssue other) {
        var link = new JiraLink(project.site().nextLink(), this, other);
        links.add(link);
        other.links.add(link);
        var items = Json.object().putArray("items");
        change(items, "Link", "issuelinks", null, null, other.key, "blocks " + other.key);
        changes.add(new JiraChange(project.site().nextChange(), grain(at), by, items));
        var payload = Json.object();
        payload.put("timestamp", grain(at).toEpochMilli());
        payload.put("webhookEvent", "issuelink_created");
        payload.set("issueLink", link.delivered());
        return project.site().hook().deliver(Json.bytes(payload));
    }

    /// It is deleted, with all that belongs to it.
    public WebhookRequest deleted(Instant at, Person by) {
        touched(at);
        project.site().issues().remove(id);
        return issue("jira:issue_deleted", null, by, null);
    }

    /// Somebody gives the project another workflow, which puts the issue elsewhere. That is no
    /// touch, and no webhook tells of it.
    public void migrated(Instant at, Person by, JiraStatus to) {
        movedAt = grain(at);
        moves.add(movedAt);
        var items = Json.object().putArray("items");
        change(items, "Workflow", "Workflow", "10100", "old", "10101", "new");
        change(items, "status", "status", status.id(), status.title(), to.id(), to.title());
        status = to;
        changes.add(new JiraChange(project.site().nextChange(), movedAt, by, items));
    }

    /// From now on a security level hides it from whoever asks the API.
    public void restrict() {
        restricted = true;
    }

    private JiraChange changed(Person by, ArrayNode items) {
        var change = new JiraChange(project.site().nextChange(), updatedAt, by, items);
        changes.add(change);
        return change;
    }

    private WebhookRequest comment(String event, JiraComment told) {
        var payload = Json.object();
        payload.put("timestamp", updatedAt.toEpochMilli()).put("webhookEvent", event);
        var comment = payload.putObject("comment");
        comment.put("self", url() + "/comment/" + told.id()).put("id", Long.toString(told.id()));
        comment.set("author", AccountJson.of(project.site(), told.by()));
        comment.put("body", told.text());
        comment.set("updateAuthor", AccountJson.of(project.site(), told.by()));
        comment.put("created", time(told.at())).put("updated", time(told.at()));
        comment.put("jsdPublic", true);
        var issue = head(payload.putObject("issue"));
        few(issue.putObject("fields"));
        payload.put("eventType", "primaryAction");
        return project.site().hook().deliver(Json.bytes(payload));
    }

    // What is true of it now.

    /// What people call it, such as `PAY-12`.
    public String key() {
        return key;
    }

    /// Where it stands.
    public JiraStatus status() {
        return status;
    }

    /// Its identity, which stays.
    public long id() {
        return id;
    }

    /// Who has it; null for nobody.
    public @Nullable Person assignee() {
        return assignee;
    }

    /// The identity of the newest comment.
    ///
    /// @throws java.util.NoSuchElementException when there is none
    public long lastComment() {
        return comments.getLast().id();
    }

    JiraProject project() {
        return project;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isRestricted() {
        return restricted;
    }

    /// What was changed since it was created, from old to new.
    List<JiraChange> changes() {
        return changes;
    }

    /// The comments that stand, from old to new.
    List<JiraComment> comments() {
        return comments;
    }

    /// When it was last touched, as far as somebody knows who lags behind; null when they do not
    /// know it yet.
    @Nullable Instant touchedAsOf(Instant moment) {
        return asOf(touches, moment);
    }

    /// When its status last changed, as far as somebody knows who lags behind.
    @Nullable Instant movedAsOf(Instant moment) {
        return asOf(moves, moment);
    }

    private static @Nullable Instant asOf(List<Instant> times, Instant moment) {
        for (var time : times.reversed()) {
            if (!time.isAfter(moment)) {
                return time;
            }
        }
        return null;
    }

    /// All its fields, as deliveries have them.
    ObjectNode fields() {
        var fields = Json.object();
        all(fields);
        return fields;
    }

    // How it is told.

    private WebhookRequest issue(
            String event, @Nullable String type, Person by, @Nullable JiraChange change) {
        var payload = Json.object();
        payload.put("timestamp", updatedAt.toEpochMilli()).put("webhookEvent", event);
        if (type != null) {
            payload.put("issue_event_type_name", type);
        }
        payload.set("user", AccountJson.of(project.site(), by));
        var issue = head(payload.putObject("issue"));
        all(issue.putObject("fields"));
        if (change != null) {
            var changelog = payload.putObject("changelog");
            changelog.put("id", Long.toString(change.id()));
            changelog.set("items", change.items());
        }
        return project.site().hook().deliver(Json.bytes(payload));
    }

    /// The address in `self` lacks a part, as it does at Jira.
    private ObjectNode head(ObjectNode issue) {
        return issue.put("id", Long.toString(id))
                .put("self", project.site().address() + "/rest/api/2/" + id)
                .put("key", key);
    }

    private String url() {
        return project.site().address() + "/rest/api/2/issue/" + id;
    }

    private ObjectNode few(ObjectNode fields) {
        fields.put("summary", summary);
        fields.putObject("issuetype")
                .put("id", "10003")
                .put("name", "Story")
                .put("subtask", false)
                .put("hierarchyLevel", 0);
        fields.set("project", project.json());
        fields.set("assignee", AccountJson.nullable(project.site(), assignee));
        fields.putObject("priority").put("id", "3").put("name", "Medium");
        var stands = fields.putObject("status");
        stands.put("self", project.site().address() + "/rest/api/2/status/" + status.id());
        stands.put("name", status.title()).put("id", status.id());
        stands.putObject("statusCategory")
                .put("id", status.categoryId())
                .put("key", status.category())
                .put("name", status.title());
        return fields;
    }

    private void all(ObjectNode fields) {
        few(fields);
        fields.put("statuscategorychangedate", time(movedAt));
        fields.put("created", time(createdAt)).put("updated", time(updatedAt));
        fields.put("description", description);
        fields.set("creator", AccountJson.of(project.site(), creator));
        fields.set("reporter", AccountJson.of(project.site(), creator));
        fields.putArray("labels").add("shop");
        var linked = fields.putArray("issuelinks");
        links.forEach(link -> linked.add(link.seenFrom(this)));
        fields.putArray("subtasks");
        fields.putArray("fixVersions");
        fields.putObject("timetracking");
        fields.putNull("resolution").putNull("timeoriginalestimate").putNull("duedate");
        fields.putNull("customfield_10016").putNull("parent");
    }

    private static ObjectNode change(
            ArrayNode items,
            String field,
            String fieldId,
            @Nullable String from,
            @Nullable String fromText,
            @Nullable String to,
            @Nullable String toText) {
        return items.addObject()
                .put("field", field)
                .put("fieldtype", "jira")
                .put("fieldId", fieldId)
                .put("from", from)
                .put("fromString", fromText)
                .put("to", to)
                .put("toString", toText);
    }

    private void touched(Instant at) {
        var moment = grain(at);
        updatedAt = moment.isAfter(updatedAt) ? moment : updatedAt;
        touches.add(updatedAt);
    }

    private static Instant grain(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }
}
