package dev.turnaround.simulator.bitbucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Json;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Uuids;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A simulated pull request of Bitbucket Cloud. Every act changes it and returns what Bitbucket
/// sends about it.
///
/// The first act is [#created]. Much of what happens is one event, `pullrequest:updated`, which
/// does not say what was updated.
public final class BitbucketPullRequest {
    private static final int HASH_DIGITS = 12;

    private final BitbucketRepository repository;
    private final int number;
    private final Person author;
    private String title;
    private final String branch;
    private final Set<Person> reviewers = new LinkedHashSet<>();
    private final Map<Person, Participant> participants = new LinkedHashMap<>();
    private final Map<Long, BitbucketComment> comments = new LinkedHashMap<>();
    private final List<BitbucketActivity> activity = new ArrayList<>();

    private String description;
    private State state = State.OPEN;
    private boolean draft;
    private int pushes;
    private @Nullable String mergeCommit;
    private @Nullable Person closedBy;
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;
    private Instant endedAt = Instant.EPOCH;

    /// What `state` says.
    enum State {
        OPEN,
        MERGED,
        DECLINED,
        SUPERSEDED
    }

    /// Somebody who took part.
    ///
    /// @param state `approved`, `changes_requested` or null
    record Participant(
            Person user, boolean reviewer, @Nullable String state, @Nullable Instant at) {}

    BitbucketPullRequest(
            BitbucketRepository repository,
            int number,
            Person author,
            String title,
            String description,
            String branch) {
        this.repository = repository;
        this.number = number;
        this.author = author;
        this.title = title;
        this.description = description;
        this.branch = branch;
    }

    // What happens to it.

    /// Its author creates it.
    ///
    /// @param asked the reviewers it has from the beginning
    public WebhookRequest created(Instant at, boolean asDraft, Collection<Person> asked) {
        createdAt = grain(at);
        updatedAt = createdAt;
        draft = asDraft;
        asked.forEach(this::ask);
        remember(author);
        return tell("pullrequest:created", author, Json.object());
    }

    /// A draft is shown to reviewers, which is an update like any other.
    public WebhookRequest readyForReview(Instant at, Person by) {
        draft = false;
        return updated(at, by);
    }

    /// It is taken back from reviewers, which is an update like any other.
    public WebhookRequest convertedToDraft(Instant at, Person by) {
        draft = true;
        return updated(at, by);
    }

    /// Somebody is asked for a review, which is an update like any other.
    public WebhookRequest reviewersAdded(Instant at, Person by, Collection<Person> asked) {
        asked.forEach(this::ask);
        return updated(at, by);
    }

    /// Somebody is no longer asked for a review, which is an update like any other.
    public WebhookRequest reviewerRemoved(Instant at, Person by, Person reviewer) {
        reviewers.remove(reviewer);
        return updated(at, by);
    }

    /// Commits arrive, which is an update like any other.
    public WebhookRequest pushed(Instant at, Person by) {
        pushes++;
        return updated(at, by);
    }

    /// Somebody gives it another title, which is an update like any other.
    public WebhookRequest titled(Instant at, Person by, String newTitle) {
        title = newTitle;
        return updated(at, by);
    }

    /// Somebody gives it another description, which is an update like any other.
    public WebhookRequest described(Instant at, Person by, String newDescription) {
        description = newDescription;
        return updated(at, by);
    }

    /// Somebody writes a comment, on the whole or on a line.
    public WebhookRequest commented(Instant at, Person by, String text, boolean inline) {
        touched(at);
        participants.putIfAbsent(by, new Participant(by, false, null, updatedAt));
        var id = repository.workspace().nextComment();
        var comment = new BitbucketComment(this, id, by, updatedAt, updatedAt, text, inline, false);
        comments.put(id, comment);
        activity.add(new BitbucketActivity.Comment(id));
        var payload = Json.object();
        payload.set("comment", comment.json());
        return tell("pullrequest:comment_created", by, payload);
    }

    /// Somebody deletes a comment. Nothing says when, and `updated_on` is just that.
    ///
    /// @param id one of [#commentIds]
    public WebhookRequest commentDeleted(Instant at, Person by, long id) {
        touched(at);
        var deleted = comment(id).asDeleted(updatedAt);
        comments.put(id, deleted);
        var payload = Json.object();
        payload.set("comment", deleted.json());
        return tell("pullrequest:comment_deleted", by, payload);
    }

    /// Somebody approves it.
    public WebhookRequest approved(Instant at, Person by) {
        return judged("pullrequest:approved", "approval", "approved", at, by);
    }

    /// Somebody wants changes.
    public WebhookRequest changesRequested(Instant at, Person by) {
        return judged(
                "pullrequest:changes_request_created",
                "changes_request",
                "changes_requested",
                at,
                by);
    }

    /// Somebody takes an approval back.
    public WebhookRequest unapproved(Instant at, Person by) {
        forget("approval", by);
        return judged("pullrequest:unapproved", "approval", null, at, by);
    }

    /// Somebody takes a request for changes back.
    public WebhookRequest changesRequestWithdrawn(Instant at, Person by) {
        forget("changes_requested", by);
        return judged("pullrequest:changes_request_removed", "changes_request", null, at, by);
    }

    /// It is merged. No field says when, but `updated_on` is just that.
    public WebhookRequest fulfilled(Instant at, Person by) {
        mergeCommit = hash("merge", 0);
        return ended("pullrequest:fulfilled", State.MERGED, at, by);
    }

    /// It is merged by a push to the target branch, of which the activity knows nothing.
    public WebhookRequest mergedByPush(Instant at, Person by) {
        mergeCommit = hash("merge", 0);
        var told = ended("pullrequest:fulfilled", State.MERGED, at, by);
        activity.removeLast();
        return told;
    }

    /// Another one from the same branch took its place, of which no webhook tells.
    public void superseded(Instant at, Person by) {
        ended("", State.SUPERSEDED, at, by);
    }

    /// It is declined, for good.
    public WebhookRequest rejected(Instant at, Person by) {
        return ended("pullrequest:rejected", State.DECLINED, at, by);
    }

    // What is true of it now.

    /// The repository that it asks to change.
    public BitbucketRepository repository() {
        return repository;
    }

    /// Its number in the repository.
    public int number() {
        return number;
    }

    /// Who created it.
    public Person author() {
        return author;
    }

    /// Whether it is neither merged nor declined.
    public boolean open() {
        return state == State.OPEN;
    }

    /// Its page.
    public String page() {
        return repository.page() + "/pull-requests/" + number;
    }

    /// Who was asked for a review, answered or not.
    public Collection<Person> reviewers() {
        return Collections.unmodifiableSet(reviewers);
    }

    /// The comments that nobody has deleted, from the oldest on.
    public List<Long> commentIds() {
        return comments.values().stream()
                .filter(one -> !one.deleted())
                .map(BitbucketComment::id)
                .toList();
    }

    /// The newest commit, in twelve digits.
    public String headCommit() {
        return hash("head", pushes);
    }

    Collection<Participant> participants() {
        return participants.values();
    }

    String title() {
        return title;
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

    int comments() {
        return commentIds().size();
    }

    Collection<BitbucketComment> everyComment() {
        return comments.values();
    }

    BitbucketComment comment(long id) {
        var comment = comments.get(id);
        if (comment == null) {
            throw new IllegalArgumentException("no comment of this pull request: " + id);
        }
        return comment;
    }

    /// Whether it has been created.
    boolean exists() {
        return !activity.isEmpty();
    }

    /// From the oldest on.
    List<BitbucketActivity> activity() {
        return activity;
    }

    Instant mergedAt() {
        return endedAt;
    }

    String baseCommit() {
        return hash("base", 0);
    }

    @Nullable String mergeCommit() {
        return mergeCommit;
    }

    @Nullable Person closedBy() {
        return closedBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    // How it is told.

    private void ask(Person reviewer) {
        reviewers.add(reviewer);
        participants.putIfAbsent(reviewer, new Participant(reviewer, true, null, null));
    }

    private WebhookRequest judged(
            String eventKey, String field, @Nullable String verdict, Instant at, Person by) {
        touched(at);
        participants.put(by, new Participant(by, reviewers.contains(by), verdict, updatedAt));
        if (verdict != null) {
            activity.add(
                    new BitbucketActivity.Judgement(
                            verdict.equals("approved") ? "approval" : verdict, updatedAt, by));
        }
        var payload = Json.object();
        var judgement = payload.putObject(field);
        judgement.put("date", PullRequestJson.time(updatedAt));
        judgement.set("user", AccountJson.of(by));
        return tell(eventKey, by, payload);
    }

    private WebhookRequest ended(String eventKey, State end, Instant at, Person by) {
        state = end;
        closedBy = by;
        touched(at);
        endedAt = updatedAt;
        remember(by);
        return tell(eventKey, by, Json.object());
    }

    private WebhookRequest updated(Instant at, Person by) {
        touched(at);
        remember(by);
        return tell("pullrequest:updated", by, Json.object());
    }

    private void remember(Person by) {
        activity.add(
                new BitbucketActivity.Update(
                        updatedAt,
                        by,
                        state,
                        title,
                        description,
                        draft,
                        List.copyOf(reviewers),
                        headCommit()));
    }

    /// Whether the real one forgets verdicts that were taken back is not documented; it has no
    /// entry for that, so that one that it kept would look as if it stood.
    private void forget(String key, Person by) {
        activity.removeIf(one ->
                one instanceof BitbucketActivity.Judgement judgement
                        && judgement.key().equals(key)
                        && judgement.by().equals(by));
    }

    private WebhookRequest tell(String eventKey, Person by, ObjectNode payload) {
        payload.set("pullrequest", PullRequestJson.of(this));
        return repository.deliver(eventKey, by, payload);
    }

    private void touched(Instant at) {
        var moment = grain(at);
        updatedAt = moment.isAfter(updatedAt) ? moment : updatedAt;
    }

    private String hash(String kind, int ordinal) {
        var id = repository.id() * 100_000 + number * 100L + ordinal;
        return Uuids.of(kind, id).toString().replace("-", "").substring(0, HASH_DIGITS);
    }

    private static Instant grain(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
