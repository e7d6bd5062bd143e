package dev.turnaround.simulator.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SourceCode;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
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

/// A simulated merge request of GitLab 19.3. Every act changes it and returns what GitLab sends
/// about it.
///
/// The first act is [#opened]. Approvals reset by a push name nobody, and notes by GitLab itself
/// are never sent: they are kept for [GitLabApi].
public final class GitLabMergeRequest {
    private static final String DRAFT = "Draft: ";
    private static final int SHA_DIGITS = 40;

    private final GitLabProject project;
    private final int number;
    private final long id;
    private final Person author;
    private String plainTitle;
    private final String branch;
    private final Map<Person, ReviewState> reviewers = new LinkedHashMap<>();
    private final Set<Person> people = new LinkedHashSet<>();
    private final Set<Person> approvers = new LinkedHashSet<>();
    private final List<GitLabNote> notes = new ArrayList<>();

    private String description;
    private State state = State.OPENED;
    private boolean draft;
    private int pushes;
    private @Nullable String mergeCommit;
    private @Nullable Instant mergedAt;
    private @Nullable Instant closedAt;
    private @Nullable Person merger;
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;

    /// What `state` and `state_id` say.
    enum State {
        OPENED(1),
        CLOSED(2),
        MERGED(3);

        private final int id;

        State(int id) {
            this.id = id;
        }

        int id() {
            return id;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How far a reviewer has come.
    enum ReviewState {
        UNREVIEWED,
        REVIEWED,
        REQUESTED_CHANGES,
        APPROVED,
        UNAPPROVED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    GitLabMergeRequest(
            GitLabProject project,
            int number,
            Person author,
            String title,
            String description,
            String branch) {
        this.project = project;
        this.number = number;
        this.id = project.group().nextMergeRequest();
        this.author = author;
        this.plainTitle = title;
        this.description = description;
        this.branch = branch;
    }

    // What happens to it.

    /// Its author opens it.
    ///
    /// @param asked the reviewers it has from the beginning
    public WebhookRequest opened(Instant at, boolean asDraft, Collection<Person> asked) {
        createdAt = GitLabProject.grain(at);
        updatedAt = createdAt;
        draft = asDraft;
        asked.forEach(reviewer -> reviewers.put(reviewer, ReviewState.UNREVIEWED));
        project.keep(this);
        if (!asked.isEmpty()) {
            write(at, author, "reviewer", "requested review from " + names(asked));
        }
        return tell("open", at, author, Json.object(), Json.object());
    }

    /// A draft is shown to reviewers.
    public WebhookRequest markedReady(Instant at, Person by) {
        return draft(false, at, by);
    }

    /// It is taken back from reviewers.
    public WebhookRequest markedDraft(Instant at, Person by) {
        return draft(true, at, by);
    }

    private WebhookRequest draft(boolean now, Instant at, Person by) {
        var changes = Json.object();
        var titles = changes.putObject("title").put("previous", title());
        changes.putObject("draft").put("previous", draft).put("current", now);
        draft = now;
        write(
                at,
                by,
                "title",
                "marked this merge request as **" + (now ? "draft" : "ready") + "**");
        titles.put("current", title());
        return updated(at, by, changes, Json.object());
    }

    /// Somebody is asked for a review; whoever has been asked before is asked again, which is told
    /// in another shape.
    public WebhookRequest reviewersAsked(Instant at, Person by, Collection<Person> asked) {
        var again = reviewers.keySet().containsAll(asked);
        var added = asked.stream().filter(one -> !reviewers.containsKey(one)).toList();
        var before = MergeRequestJson.reviewers(reviewers, Set.of());
        if (again) {
            asked.forEach(reviewer -> reviewers.put(reviewer, ReviewState.UNREVIEWED));
        } else {
            asked.forEach(reviewer -> reviewers.putIfAbsent(reviewer, ReviewState.UNREVIEWED));
        }
        var after = MergeRequestJson.reviewers(reviewers, again ? Set.copyOf(asked) : Set.of());
        var changes = Json.object();
        if (again) {
            asked.forEach(reviewer ->
                    write(at, by, "reviewer", "requested review from " + names(List.of(reviewer))));
        } else {
            write(at, by, "reviewer", "requested review from " + names(added));
        }
        if (again) {
            changes.putArray("reviewers").add(before).add(after);
        } else {
            var lists = changes.putObject("reviewers");
            lists.set("previous", before);
            lists.set("current", after);
        }
        return updated(at, by, changes, Json.object());
    }

    /// Commits arrive.
    public WebhookRequest pushed(Instant at, Person by) {
        var before = headSha();
        pushes++;
        var subject = SourceCode.TELLTALE + " as the subject of a commit";
        write(
                at,
                by,
                "commit",
                "added 1 commit\n\n<ul><li>"
                        + headSha().substring(0, 8)
                        + " - "
                        + subject
                        + "</li></ul>");
        return updated(at, by, Json.object(), Json.object().put("oldrev", before));
    }

    /// The approvals fall because commits arrived: one delivery that names the pusher, not whose
    /// approvals fell.
    public WebhookRequest approvalsReset(Instant at, Person pusher) {
        if (!approvers.isEmpty()) {
            write(
                    at,
                    pusher,
                    "approvals_reset",
                    "reset approvals from " + names(approvers) + " by pushing to the branch");
            approvers.clear();
        }
        reviewers.replaceAll(
                (_, was) -> was == ReviewState.APPROVED ? ReviewState.UNAPPROVED : was);
        var extra =
                Json.object().put("system", true).put("system_action", "approvals_reset_on_push");
        return tell("unapproved", at, pusher, Json.object(), extra);
    }

    /// Somebody gives it another title.
    public WebhookRequest titled(Instant at, Person by, String newTitle) {
        var titles = Json.object();
        var changed = titles.putObject("title").put("previous", title());
        var before = title();
        plainTitle = newTitle;
        changed.put("current", title());
        write(at, by, "title", "changed title from **" + before + "** to **" + title() + "**");
        return updated(at, by, titles, Json.object());
    }

    /// Somebody gives it another description.
    public WebhookRequest described(Instant at, Person by, String newDescription) {
        var changes = Json.object();
        changes.putObject("description")
                .put("previous", description)
                .put("current", newDescription);
        description = newDescription;
        write(at, by, "description", "changed the description");
        return updated(at, by, changes, Json.object());
    }

    /// Somebody writes a comment, on the whole or on a line.
    public WebhookRequest noted(Instant at, Person by, String text, boolean onLine) {
        touched(at);
        var note = project.group().nextNote();
        notes.add(new GitLabNote(note, GitLabProject.grain(at), by, null, text));
        var payload = project.around("note", by);
        payload.put("project_id", project.id());
        var attributes = payload.putObject("object_attributes");
        attributes.put("id", note).put("note", text).put("description", text);
        attributes.put("noteable_type", "MergeRequest").put("noteable_id", id);
        attributes.put("author_id", by.id()).put("project_id", project.id());
        attributes.put("created_at", MergeRequestJson.time(updatedAt));
        attributes.put("updated_at", MergeRequestJson.time(updatedAt));
        attributes.put("discussion_id", Uuids.of("discussion", note).toString());
        attributes.put("system", false).put("internal", false).put("action", "create");
        attributes.put("url", page() + "#note_" + note);
        if (onLine) {
            var code = SourceCode.of(note);
            attributes.put("type", "DiffNote").put("line_code", code.path() + "_" + code.line());
            attributes
                    .putObject("position")
                    .put("new_path", code.path())
                    .put("new_line", code.line());
            attributes.putObject("st_diff").put("diff", code.hunk()).put("new_path", code.path());
        } else {
            attributes.putNull("type").putNull("line_code").putNull("position");
        }
        payload.set("merge_request", MergeRequestJson.of(this));
        return project.group().hook().deliver("Note Hook", Json.bytes(payload));
    }

    /// Somebody approves it, and the rules are content.
    public WebhookRequest approved(Instant at, Person by) {
        reviewers.computeIfPresent(by, (_, _) -> ReviewState.APPROVED);
        approvers.add(by);
        write(at, by, "approved", "approved this merge request");
        return tell("approved", at, by, Json.object(), Json.object());
    }

    /// Somebody takes an approval back.
    public WebhookRequest unapproved(Instant at, Person by) {
        reviewers.computeIfPresent(by, (_, _) -> ReviewState.UNAPPROVED);
        approvers.remove(by);
        write(at, by, "unapproved", "unapproved this merge request");
        return tell("unapproved", at, by, Json.object(), Json.object());
    }

    /// Somebody submits a review that wants changes. Only reviewers can.
    public WebhookRequest changesRequested(Instant at, Person by) {
        reviewers.putIfAbsent(by, ReviewState.UNREVIEWED);
        var before = MergeRequestJson.reviewers(reviewers, Set.of());
        reviewers.put(by, ReviewState.REQUESTED_CHANGES);
        write(at, by, "requested_changes", "requested changes");
        var changes = Json.object();
        changes.putArray("reviewers")
                .add(before)
                .add(MergeRequestJson.reviewers(reviewers, Set.of()));
        return updated(at, by, changes, Json.object());
    }

    /// It is merged.
    public WebhookRequest merged(Instant at, Person by) {
        mergedAt = GitLabProject.grain(at);
        merger = by;
        project.happened(
                new GitLabEvent("merged", "MergeRequest", number, GitLabProject.grain(at), by));
        mergeCommit = sha("merge", 0);
        return ended("merge", State.MERGED, at, by);
    }

    /// It is closed without being merged.
    public WebhookRequest closed(Instant at, Person by) {
        closedAt = GitLabProject.grain(at);
        project.happened(
                new GitLabEvent("closed", "MergeRequest", number, GitLabProject.grain(at), by));
        return ended("close", State.CLOSED, at, by);
    }

    /// It is opened again.
    public WebhookRequest reopened(Instant at, Person by) {
        closedAt = null;
        project.happened(
                new GitLabEvent("reopened", "MergeRequest", number, GitLabProject.grain(at), by));
        return ended("reopen", State.OPENED, at, by);
    }

    /// A reviewer is taken off the list.
    public WebhookRequest reviewerRemoved(Instant at, Person by, Person reviewer) {
        var before = MergeRequestJson.reviewers(reviewers, Set.of());
        reviewers.remove(reviewer);
        people.add(reviewer);
        write(at, by, "reviewer", "removed review request for " + names(List.of(reviewer)));
        var lists = Json.object();
        var changes = lists.putObject("reviewers");
        changes.set("previous", before);
        changes.set("current", MergeRequestJson.reviewers(reviewers, Set.of()));
        return updated(at, by, lists, Json.object());
    }

    /// A note is deleted, which GitLab tells nobody.
    public void noteDeleted(GitLabNote note) {
        notes.remove(note);
    }

    /// It is deleted, which GitLab tells nobody.
    public void deleted() {
        project.forget(this);
    }

    // What is true of it now.

    /// What was written on it and is still there, by people and by GitLab itself.
    public List<GitLabNote> notes() {
        return Collections.unmodifiableList(notes);
    }

    @Nullable Instant closedAt() {
        return closedAt;
    }

    /// Everybody who had to do with it, also those who were asked and are no longer.
    Set<Person> people() {
        return Collections.unmodifiableSet(people);
    }

    @Nullable Person merger() {
        return merger;
    }

    /// The project that it asks to change.
    public GitLabProject project() {
        return project;
    }

    /// Its number in the project.
    public int number() {
        return number;
    }

    /// Who opened it.
    public Person author() {
        return author;
    }

    /// Whether it is neither merged nor closed.
    public boolean open() {
        return state == State.OPENED;
    }

    /// Whether somebody is asked and has not answered yet.
    public boolean awaitsReview() {
        return reviewers.containsValue(ReviewState.UNREVIEWED);
    }

    /// Whether somebody has approved it and nobody has taken that back.
    public boolean isApproved() {
        return reviewers.containsValue(ReviewState.APPROVED);
    }

    /// Its page.
    public String page() {
        return project.page() + "/-/merge_requests/" + number;
    }

    /// The newest commit.
    public String headSha() {
        return sha("head", pushes);
    }

    Map<Person, ReviewState> reviewers() {
        return Collections.unmodifiableMap(reviewers);
    }

    long id() {
        return id;
    }

    String title() {
        return draft ? DRAFT + plainTitle : plainTitle;
    }

    String description() {
        return description;
    }

    String branch() {
        return branch;
    }

    State state() {
        return state;
    }

    boolean draft() {
        return draft;
    }

    @Nullable String mergeCommit() {
        return mergeCommit;
    }

    @Nullable Instant mergedAt() {
        return mergedAt;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    private void write(Instant at, Person by, String action, String text) {
        notes.add(
                new GitLabNote(
                        project.group().nextOwnNote(), GitLabProject.grain(at), by, action, text));
    }

    private static String names(Collection<Person> people) {
        var names = people.stream().map(one -> "@" + AccountJson.username(one)).toList();
        var last = names.size() - 1;
        return last == 0
                ? names.getFirst()
                : String.join(", ", names.subList(0, last))
                        + (last > 1 ? ", and " : " and ")
                        + names.getLast();
    }

    // How it is told.

    private WebhookRequest ended(String action, State end, Instant at, Person by) {
        var changes = Json.object();
        changes.putObject("state_id").put("previous", state.id()).put("current", end.id());
        state = end;
        return tell(action, at, by, changes, Json.object());
    }

    private WebhookRequest updated(Instant at, Person by, ObjectNode changes, ObjectNode extra) {
        return tell("update", at, by, changes, extra);
    }

    private WebhookRequest tell(
            String action, Instant at, Person by, ObjectNode changes, ObjectNode extra) {
        touched(at);
        people.add(by);
        people.addAll(reviewers.keySet());
        var payload = project.around("merge_request", by);
        var attributes = MergeRequestJson.of(this);
        attributes.put("action", action).put("system", false);
        attributes.put("actioned_at", MergeRequestJson.time(GitLabProject.grain(at)));
        attributes.setAll(extra);
        payload.set("object_attributes", attributes);
        payload.putArray("labels");
        payload.set("changes", changes);
        if (!reviewers.isEmpty()) {
            payload.set("reviewers", MergeRequestJson.reviewers(reviewers, Set.of()));
        }
        return project.group().hook().deliver("Merge Request Hook", Json.bytes(payload));
    }

    private void touched(Instant at) {
        updatedAt = GitLabProject.later(updatedAt, at);
    }

    private String sha(String kind, int ordinal) {
        var number64 = id * 100 + ordinal;
        return (Uuids.of(kind, number64) + "" + Uuids.of(kind + " on", number64))
                .replace("-", "")
                .substring(0, SHA_DIGITS);
    }
}
