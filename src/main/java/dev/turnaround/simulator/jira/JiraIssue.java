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
        var items = Json.object().putArray("items");
        change(items, "issuetype", "issuetype", null, "", "10003", "Story");
        change(items, "Status", "status", null, "", status.id(), status.title());
        change(items, "summary", "summary", null, "", null, summary);
        return issue("jira:issue_created", "issue_created", creator, items);
    }

    /// It goes to another status.
    public WebhookRequest moved(Instant at, Person by, JiraStatus to) {
        touched(at);
        movedAt = updatedAt;
        var items = Json.object().putArray("items");
        change(items, "status", "status", status.id(), status.title(), to.id(), to.title());
        status = to;
        return issue("jira:issue_updated", "issue_generic", by, items);
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
        return issue("jira:issue_updated", "issue_assigned", by, items);
    }

    /// Somebody comments on it. The delivery has six fields of the issue, and no user.
    public WebhookRequest commented(Instant at, Person by, String text) {
        touched(at);
        var commentId = project.site().nextComment();
        var payload = Json.object();
        payload.put("timestamp", updatedAt.toEpochMilli()).put("webhookEvent", "comment_created");
        var comment = payload.putObject("comment");
        comment.put("self", url() + "/comment/" + commentId).put("id", Long.toString(commentId));
        comment.set("author", AccountJson.of(project.site(), by));
        comment.put("body", text);
        comment.set("updateAuthor", AccountJson.of(project.site(), by));
        comment.put("created", time(updatedAt)).put("updated", time(updatedAt));
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

    // How it is told.

    private WebhookRequest issue(String event, String type, Person by, ArrayNode items) {
        var payload = Json.object();
        payload.put("timestamp", updatedAt.toEpochMilli()).put("webhookEvent", event);
        payload.put("issue_event_type_name", type);
        payload.set("user", AccountJson.of(project.site(), by));
        var issue = head(payload.putObject("issue"));
        all(issue.putObject("fields"));
        var changelog = payload.putObject("changelog");
        changelog.put("id", Long.toString(project.site().nextChange()));
        changelog.set("items", items);
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
        fields.putArray("issuelinks");
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
    }

    private static Instant grain(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
