package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A simulated issue of GitLab 19.3. Every act changes it and returns what GitLab sends about it;
/// the first act is [#opened]. Its deletion is sent to nobody.
///
/// <https://docs.gitlab.com/user/project/integrations/webhook_events/#work-item-events>
public final class GitLabIssue {
    private final GitLabProject project;
    private final int number;
    private final long id;
    private final Person author;
    private final String title;
    private final String description;
    private final Set<Person> assignees = new LinkedHashSet<>();
    private final Set<String> labels = new LinkedHashSet<>();
    private final Set<Person> people = new LinkedHashSet<>();
    private final List<GitLabNote> notes = new ArrayList<>();
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;
    private @Nullable Instant closedAt;

    GitLabIssue(
            GitLabProject project, int number, Person author, String title, String description) {
        this.project = project;
        this.number = number;
        this.id = project.group().nextIssue();
        this.author = author;
        this.title = title;
        this.description = description;
    }

    // What happens to it.

    /// Its author opens it.
    public WebhookRequest opened(Instant at) {
        createdAt = GitLabProject.grain(at);
        project.keep(this);
        return tell("open", at, author, Json.object());
    }

    /// Somebody puts a label on it.
    public WebhookRequest labeled(Instant at, Person by, String name) {
        var lists = Json.object();
        var changes = lists.putObject("labels");
        changes.set("previous", IssueJson.labels(this));
        labels.add(name);
        changes.set("current", IssueJson.labels(this));
        return tell("update", at, by, lists);
    }

    /// It is given to these and nobody else.
    public WebhookRequest assigned(Instant at, Person by, Collection<Person> to) {
        var lists = Json.object();
        var changes = lists.putObject("assignees");
        changes.set("previous", IssueJson.assignees(this));
        var on = to.stream().filter(one -> !assignees.contains(one)).toList();
        var off = assignees.stream().filter(one -> !to.contains(one)).toList();
        assignees.clear();
        assignees.addAll(to);
        people.addAll(to);
        changes.set("current", IssueJson.assignees(this));
        var words = new ArrayList<String>();
        if (!on.isEmpty()) {
            words.add("assigned to " + names(on));
        }
        if (!off.isEmpty()) {
            words.add("unassigned " + names(off));
        }
        var text = String.join(" and ", words);
        notes.add(
                new GitLabNote(
                        project.group().nextOwnNote(),
                        GitLabProject.grain(at),
                        by,
                        "assignee",
                        text));
        return tell("update", at, by, lists);
    }

    /// Somebody writes a comment.
    public WebhookRequest noted(Instant at, Person by, String text) {
        touched(at);
        people.add(by);
        var note = project.group().nextNote();
        notes.add(new GitLabNote(note, GitLabProject.grain(at), by, null, text));
        var payload = project.around("note", by);
        payload.put("project_id", project.id());
        var attributes = payload.putObject("object_attributes");
        attributes.put("id", note).put("note", text).put("description", text);
        attributes.put("noteable_type", "Issue").put("noteable_id", id);
        attributes.put("author_id", by.id()).put("project_id", project.id());
        attributes.put("created_at", MergeRequestJson.time(updatedAt));
        attributes.put("updated_at", MergeRequestJson.time(updatedAt));
        attributes.put("discussion_id", Uuids.of("discussion", note).toString());
        attributes.put("system", false).put("internal", false).put("action", "create");
        attributes.put("url", page() + "#note_" + note);
        attributes.putNull("type").putNull("line_code").putNull("position");
        payload.set("issue", IssueJson.of(this));
        return project.group().hook().deliver("Note Hook", Json.bytes(payload));
    }

    /// It is closed.
    public WebhookRequest closed(Instant at, Person by) {
        closedAt = GitLabProject.grain(at);
        project.happened(new GitLabEvent("closed", "Issue", number, GitLabProject.grain(at), by));
        return tell("close", at, by, stateChange(1, 2));
    }

    /// It is opened again.
    public WebhookRequest reopened(Instant at, Person by) {
        closedAt = null;
        project.happened(new GitLabEvent("reopened", "Issue", number, GitLabProject.grain(at), by));
        return tell("reopen", at, by, stateChange(2, 1));
    }

    private static ObjectNode stateChange(int before, int after) {
        var changes = Json.object();
        changes.putObject("state_id").put("previous", before).put("current", after);
        return changes;
    }

    /// It is deleted, which GitLab tells nobody.
    public void deleted() {
        project.forget(this);
    }

    // What is true of it now.

    /// The number that stays, and is its identity in webhooks and by the API.
    public long id() {
        return id;
    }

    /// Its number in the project.
    public int number() {
        return number;
    }

    /// Its page.
    public String page() {
        return project.page() + "/-/issues/" + number;
    }

    boolean open() {
        return closedAt == null;
    }

    GitLabProject project() {
        return project;
    }

    Person author() {
        return author;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    Set<Person> assignees() {
        return Collections.unmodifiableSet(assignees);
    }

    Set<String> labels() {
        return Collections.unmodifiableSet(labels);
    }

    /// Everybody who had to do with it.
    Set<Person> people() {
        return Collections.unmodifiableSet(people);
    }

    List<GitLabNote> notes() {
        return Collections.unmodifiableList(notes);
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

    private static String names(Collection<Person> some) {
        return some.stream()
                .map(one -> "@" + AccountJson.username(one))
                .collect(Collectors.joining(" and "));
    }

    private WebhookRequest tell(String action, Instant at, Person by, ObjectNode changes) {
        touched(at);
        people.add(by);
        var payload = project.around("issue", by);
        payload.set("object_attributes", IssueJson.of(this).put("action", action));
        payload.set("labels", IssueJson.labels(this));
        payload.set("changes", changes);
        if (!assignees.isEmpty()) {
            payload.set("assignees", IssueJson.assignees(this));
        }
        return project.group().hook().deliver("Issue Hook", Json.bytes(payload));
    }

    private void touched(Instant at) {
        updatedAt = GitLabProject.later(updatedAt, at);
    }
}
