package dev.turnaround.simulator.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.SourceCode;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Duration;
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

/// A simulated pull request. Every act changes it and returns what GitHub sends about it.
///
/// The first act is [#opened] or [#openedWithCodeOwners]. Times are given, in the order of the
/// acts, and cut to whole seconds. Whether an act makes sense is for the caller to know; what
/// GitHub would refuse is not refused here.
public final class GitHubPullRequest {
    private static final Duration CODED = Duration.ofHours(2);
    private static final Duration DRAFTING = Duration.ofSeconds(40);
    private static final String NOTHING = "0".repeat(40);

    private final GitHubRepository repository;
    private final Person author;
    private final String branch;
    private final int number;
    private final long id;
    private final long issueId;

    private final Set<Person> requestedPeople = new LinkedHashSet<>();
    private final Set<Team> requestedTeams = new LinkedHashSet<>();
    private final Set<GitHubLabel> labels = new LinkedHashSet<>();
    private final Map<Long, GitHubReview> reviews = new LinkedHashMap<>();
    private final Map<Long, GitHubComment> conversation = new LinkedHashMap<>();
    private final Map<Long, GitHubComment> lineComments = new LinkedHashMap<>();
    private final List<GitHubEvent> timeline = new ArrayList<>();

    private String title;
    private @Nullable String body;
    private String baseBranch = "main";
    private String baseSha;
    private String headSha;
    private GitHubRepository.Size size;
    private boolean draft;
    private Mergeability mergeability = Mergeability.UNKNOWN;
    private Instant createdAt = Instant.EPOCH;
    private Instant updatedAt = Instant.EPOCH;
    private @Nullable Instant closedAt;
    private @Nullable Instant mergedAt;
    private @Nullable Person mergedBy;
    private @Nullable String mergeCommit;

    GitHubPullRequest(
            GitHubRepository repository,
            Person author,
            String title,
            String body,
            String branch,
            GitHubRepository.Size size) {
        this.repository = repository;
        this.author = author;
        this.title = title;
        this.body = body;
        this.branch = branch;
        this.size = size;
        this.number = repository.nextNumber();
        this.id = repository.owner().numbers().pullRequest();
        this.issueId = repository.owner().numbers().issue();
        this.headSha = Sha.of(id, 0);
        this.baseSha = Sha.of(repository.id(), number);
    }

    /// Makes it one that is opened as a draft. Before it is opened.
    public GitHubPullRequest asDraft() {
        draft = true;
        return this;
    }

    // What happens to it.

    /// Its author opens it.
    public WebhookRequest opened(Instant at) {
        createdAt = second(at);
        updatedAt = createdAt;
        repository.opened();
        repository.pushed(createdAt);
        repository.added(this);
        repository.activity(ref(), NOTHING, headSha, createdAt, "branch_creation", author);
        return pullRequest("opened", author, Payload.object());
    }

    /// Its author opens it where CODEOWNERS names reviewers: they stand in `opened` already, and
    /// are announced one by one as well.
    public List<WebhookRequest> openedWithCodeOwners(
            Instant at, Collection<Person> people, Collection<Team> teams) {
        requestedPeople.addAll(people);
        requestedTeams.addAll(teams);
        var sent = new ArrayList<WebhookRequest>();
        sent.add(opened(at));
        people.forEach(person -> sent.add(reviewRequested(at, author, person)));
        teams.forEach(team -> sent.add(reviewRequested(at, author, team)));
        return sent;
    }

    /// A draft is shown to reviewers. GitHub gives this moment no time of its own.
    public WebhookRequest readyForReview(Instant at, Person by) {
        draft = false;
        timeline.add(event(GitHubEvent.Kind.READY_FOR_REVIEW, at, by));
        return update("ready_for_review", at, by);
    }

    /// It is taken back from reviewers. GitHub gives this moment no time of its own.
    public WebhookRequest convertedToDraft(Instant at, Person by) {
        draft = true;
        timeline.add(event(GitHubEvent.Kind.CONVERT_TO_DRAFT, at, by));
        return update("converted_to_draft", at, by);
    }

    /// Commits arrive.
    ///
    /// @param added how much larger the whole becomes
    public WebhookRequest synchronize(Instant at, Person by, GitHubRepository.Size added) {
        var before = headSha;
        var request = headMoved(at, by, added);
        repository.activity(ref(), before, headSha, second(at), "push", by);
        return request;
    }

    /// The branch is rewritten, and pushed with force. The payload does not say so.
    public WebhookRequest forcePushed(Instant at, Person by, GitHubRepository.Size added) {
        var before = headSha;
        var request = headMoved(at, by, added);
        repository.activity(ref(), before, headSha, second(at), "force_push", by);
        timeline.add(
                event(GitHubEvent.Kind.HEAD_REF_FORCE_PUSHED, at, by).between(before, headSha));
        return request;
    }

    private WebhookRequest headMoved(Instant at, Person by, GitHubRepository.Size added) {
        var before = headSha;
        size =
                new GitHubRepository.Size(
                        size.commits() + added.commits(),
                        size.additions() + added.additions(),
                        size.deletions() + added.deletions(),
                        size.changedFiles() + added.changedFiles());
        headSha = Sha.of(id, size.commits());
        mergeability = Mergeability.UNKNOWN;
        repository.pushed(second(at));
        return update(
                "synchronize",
                at,
                by,
                Payload.object().put("before", before).put("after", headSha));
    }

    /// Somebody gives it another title.
    public WebhookRequest titleEdited(Instant at, Person by, String newTitle) {
        var extra = Payload.object();
        extra.putObject("changes").putObject("title").put("from", title);
        title = newTitle;
        return update("edited", at, by, extra);
    }

    /// Somebody gives it another description.
    ///
    /// @param newBody null for none
    public WebhookRequest bodyEdited(Instant at, Person by, @Nullable String newBody) {
        var extra = Payload.object();
        extra.putObject("changes").putObject("body").put("from", body == null ? "" : body);
        body = newBody;
        return update("edited", at, by, extra);
    }

    /// Somebody aims it at another branch.
    public WebhookRequest baseEdited(Instant at, Person by, String newBase) {
        var extra = Payload.object();
        var base = extra.putObject("changes").putObject("base");
        base.putObject("ref").put("from", baseBranch);
        base.putObject("sha").put("from", baseSha);
        baseBranch = newBase;
        baseSha = Sha.of(repository.id(), newBase.hashCode());
        return update("edited", at, by, extra);
    }

    /// Somebody is asked for a review.
    public WebhookRequest reviewRequested(Instant at, Person by, Person reviewer) {
        requestedPeople.add(reviewer);
        timeline.add(event(GitHubEvent.Kind.REVIEW_REQUESTED, at, by).about(reviewer, null));
        return update("review_requested", at, by, requested(reviewer));
    }

    /// A team is asked for a review: the payload names no person.
    public WebhookRequest reviewRequested(Instant at, Person by, Team team) {
        requestedTeams.add(team);
        timeline.add(event(GitHubEvent.Kind.REVIEW_REQUESTED, at, by).about(null, team));
        return update("review_requested", at, by, requested(team));
    }

    /// Somebody need not review it after all.
    public WebhookRequest reviewRequestRemoved(Instant at, Person by, Person reviewer) {
        requestedPeople.remove(reviewer);
        timeline.add(event(GitHubEvent.Kind.REVIEW_REQUEST_REMOVED, at, by).about(reviewer, null));
        return update("review_request_removed", at, by, requested(reviewer));
    }

    /// A team need not review it after all.
    public WebhookRequest reviewRequestRemoved(Instant at, Person by, Team team) {
        requestedTeams.remove(team);
        timeline.add(event(GitHubEvent.Kind.REVIEW_REQUEST_REMOVED, at, by).about(null, team));
        return update("review_request_removed", at, by, requested(team));
    }

    /// A review is submitted, with comments on lines that were drafted before, and only now become
    /// visible. Its author is then no longer among those who were asked.
    ///
    /// @param text null for none
    /// @param comments what is said on lines, each on a place of its own
    /// @return one delivery for the review, and one for each comment
    public List<WebhookRequest> reviewSubmitted(
            Instant at,
            Person by,
            GitHubReview.State state,
            @Nullable String text,
            List<String> comments) {
        var submittedAt = second(at);
        var review = newReview(submittedAt, by, state, text);
        requestedPeople.remove(by);
        if (state == GitHubReview.State.APPROVED) {
            mergeability = Mergeability.CLEAN;
        }
        var drafted = new ArrayList<GitHubComment>();
        for (var comment : comments) {
            var ahead = DRAFTING.multipliedBy(comments.size() - drafted.size());
            var draftedAt = latest(createdAt, submittedAt.minus(ahead));
            drafted.add(newLineComment(review, comment, draftedAt, null));
        }
        var sent = new ArrayList<WebhookRequest>();
        sent.add(reviewed("submitted", at, by, review));
        drafted.forEach(comment -> sent.add(commented("created", at, by, comment)));
        return sent;
    }

    /// Somebody answers in a thread: GitHub wraps the single reply in a review that says nothing.
    ///
    /// @param thread the id of the thread's first comment
    public List<WebhookRequest> replied(Instant at, Person by, long thread, String text) {
        var review = newReview(second(at), by, GitHubReview.State.COMMENTED, null);
        var reply = newLineComment(review, text, second(at), thread);
        return List.of(reviewed("submitted", at, by, review), commented("created", at, by, reply));
    }

    /// An approval or a request for changes is taken back. The review keeps the time at which it
    /// was submitted; what it had said is lost from the payload.
    public WebhookRequest reviewDismissed(Instant at, Person by, long reviewId) {
        var stood = known(reviews, reviewId);
        timeline.add(event(GitHubEvent.Kind.REVIEW_DISMISSED, at, by).about(stood));
        var review = stood.dismissed();
        reviews.put(reviewId, review);
        mergeability = Mergeability.BLOCKED;
        return reviewed("dismissed", at, by, review);
    }

    /// Somebody writes into the conversation.
    public WebhookRequest issueCommentCreated(Instant at, Person by, String text) {
        var commentId = repository.owner().numbers().issueComment();
        var comment = new GitHubComment(commentId, by, text, second(at), second(at), null);
        conversation.put(commentId, comment);
        return inConversation("created", at, by, comment, Payload.object());
    }

    /// Somebody changes what was written in the conversation.
    public WebhookRequest issueCommentEdited(
            Instant at, Person by, long commentId, String newText) {
        var old = known(conversation, commentId);
        var comment = old.edited(newText, second(at));
        conversation.put(commentId, comment);
        var extra = Payload.object();
        extra.putObject("changes").putObject("body").put("from", old.body());
        return inConversation("edited", at, by, comment, extra);
    }

    /// Somebody removes what was written in the conversation.
    public WebhookRequest issueCommentDeleted(Instant at, Person by, long commentId) {
        var comment = known(conversation, commentId);
        conversation.remove(commentId);
        return inConversation("deleted", at, by, comment, Payload.object());
    }

    /// Somebody removes what was written on a line. A review that said nothing else goes with its
    /// last comment, of which nothing tells.
    public WebhookRequest reviewCommentDeleted(Instant at, Person by, long commentId) {
        var comment = known(lineComments, commentId);
        lineComments.remove(commentId);
        reviews.values().removeIf(this::saysNothing);
        return commented("deleted", at, by, comment);
    }

    private boolean saysNothing(GitHubReview review) {
        return review.state() == GitHubReview.State.COMMENTED
                && review.body() == null
                && lineComments.values().stream()
                        .noneMatch(comment ->
                                comment.place() != null
                                        && comment.place().reviewId() == review.id());
    }

    /// Somebody gives it a label.
    public WebhookRequest labeled(Instant at, Person by, String label) {
        var added = repository.label(label);
        labels.add(added);
        var extra = Payload.object();
        extra.set("label", PullRequestJson.label(this, added));
        return update("labeled", at, by, extra);
    }

    /// It is closed without being merged.
    public WebhookRequest closed(Instant at, Person by) {
        closedAt = second(at);
        repository.closed();
        timeline.add(event(GitHubEvent.Kind.CLOSED, at, by));
        return update("closed", at, by);
    }

    /// It is merged: the action is `closed`; there is none called merged.
    public WebhookRequest merged(Instant at, Person by) {
        mergedAt = second(at);
        mergedBy = by;
        mergeCommit = Sha.of(id, -1);
        repository.pushed(mergedAt);
        repository.activity(
                "refs/heads/" + baseBranch, baseSha, mergeCommit, mergedAt, "pr_merge", by);
        timeline.add(event(GitHubEvent.Kind.MERGED, at, by));
        return closed(at, by);
    }

    /// It is opened again after it was closed.
    public WebhookRequest reopened(Instant at, Person by) {
        closedAt = null;
        repository.opened();
        timeline.add(event(GitHubEvent.Kind.REOPENED, at, by));
        return update("reopened", at, by);
    }

    /// It is taken from the site, as GitHub's staff can do. No webhook tells.
    public void erased() {
        repository.erased(this);
    }

    /// Nobody will ask for it any more: all that the API could tell of it goes.
    public void forgotten() {
        repository.forgotten(this, ref(), mergeCommit);
    }

    // What is true of it now.

    /// The repository that it asks to change.
    public GitHubRepository repository() {
        return repository;
    }

    /// Its number in the repository, shared with issues.
    public int number() {
        return number;
    }

    /// Its id as a pull request.
    public long id() {
        return id;
    }

    /// Its id as an issue: another one.
    public long issueId() {
        return issueId;
    }

    /// Who opened it.
    public Person author() {
        return author;
    }

    /// Its title.
    public String title() {
        return title;
    }

    /// Its description, null for none.
    public @Nullable String body() {
        return body;
    }

    /// Whether it is still a draft.
    public boolean draft() {
        return draft;
    }

    /// Whether it is neither closed nor merged.
    public boolean open() {
        return closedAt == null;
    }

    /// When it was opened.
    public Instant createdAt() {
        return createdAt;
    }

    /// When its first commit was authored: always as long before it was opened.
    public Instant firstCommitAt() {
        return createdAt.minus(CODED);
    }

    /// When anything about it changed last.
    public Instant updatedAt() {
        return updatedAt;
    }

    /// When it was closed or merged, null while it is open.
    public @Nullable Instant closedAt() {
        return closedAt;
    }

    /// When it was merged, null if it was not.
    public @Nullable Instant mergedAt() {
        return mergedAt;
    }

    /// Who merged it, null if nobody did.
    public @Nullable Person mergedBy() {
        return mergedBy;
    }

    /// How much it changes.
    public GitHubRepository.Size size() {
        return size;
    }

    /// The newest commit.
    public String headSha() {
        return headSha;
    }

    /// The people who are asked and have not answered yet.
    public Collection<Person> requestedPeople() {
        return Collections.unmodifiableSet(requestedPeople);
    }

    /// The teams that are asked.
    public Collection<Team> requestedTeams() {
        return Collections.unmodifiableSet(requestedTeams);
    }

    /// Its reviews, as they stand, in the order in which they came.
    public Collection<GitHubReview> reviews() {
        return Collections.unmodifiableCollection(reviews.values());
    }

    /// The comments of the conversation that were not deleted.
    public Collection<GitHubComment> conversation() {
        return Collections.unmodifiableCollection(conversation.values());
    }

    /// The comments on lines that were not deleted.
    public Collection<GitHubComment> lineComments() {
        return Collections.unmodifiableCollection(lineComments.values());
    }

    /// Its page.
    public String page() {
        return Payload.SITE + "/" + repository.fullName() + "/pull/" + number;
    }

    /// Whether GitHub would let it be merged; it answers only some time after a push.
    enum Mergeability {
        UNKNOWN(null, "unknown"),
        BLOCKED(true, "blocked"),
        CLEAN(true, "clean"),
        DRAFT(true, "draft");

        private final @Nullable Boolean mergeable;
        private final String state;

        Mergeability(@Nullable Boolean mergeable, String state) {
            this.mergeable = mergeable;
            this.state = state;
        }

        @Nullable Boolean mergeable() {
            return mergeable;
        }

        String state() {
            return state;
        }
    }

    Mergeability mergeability() {
        return draft && mergeability != Mergeability.UNKNOWN ? Mergeability.DRAFT : mergeability;
    }

    /// What happened that has a line of its own in the timeline, in the order of the acts.
    List<GitHubEvent> timeline() {
        return Collections.unmodifiableList(timeline);
    }

    Collection<GitHubLabel> labels() {
        return labels;
    }

    String branch() {
        return branch;
    }

    String baseBranch() {
        return baseBranch;
    }

    String baseSha() {
        return baseSha;
    }

    @Nullable String mergeCommit() {
        return mergeCommit;
    }

    String repositoryUrl() {
        return Payload.API + "/repos/" + repository.fullName();
    }

    String url() {
        return repositoryUrl() + "/pulls/" + number;
    }

    String issueUrl() {
        return repositoryUrl() + "/issues/" + number;
    }

    // How it is told.

    private WebhookRequest update(String action, Instant at, Person by) {
        return update(action, at, by, Payload.object());
    }

    private WebhookRequest update(String action, Instant at, Person by, ObjectNode extra) {
        touched(at);
        var request = pullRequest(action, by, extra);
        if (mergeability == Mergeability.UNKNOWN) {
            mergeability = Mergeability.BLOCKED;
        }
        return request;
    }

    private WebhookRequest pullRequest(String action, Person by, ObjectNode extra) {
        var payload = Payload.object().put("action", action).put("number", number);
        payload.set("pull_request", PullRequestJson.full(this));
        payload.setAll(extra);
        return repository.deliver("pull_request", Payload.around(payload, repository, by));
    }

    private WebhookRequest reviewed(String action, Instant at, Person by, GitHubReview review) {
        touched(at);
        var payload = Payload.object().put("action", action);
        payload.set("review", CommentJson.review(this, review));
        payload.set("pull_request", PullRequestJson.simple(this));
        return repository.deliver("pull_request_review", Payload.around(payload, repository, by));
    }

    private WebhookRequest commented(String action, Instant at, Person by, GitHubComment comment) {
        touched(at);
        var place = comment.place();
        if (place == null) {
            throw new IllegalArgumentException("not a comment on a line: " + comment.id());
        }
        var payload = Payload.object().put("action", action);
        payload.set("comment", CommentJson.onLine(this, comment, place));
        payload.set("pull_request", PullRequestJson.simple(this));
        return repository.deliver(
                "pull_request_review_comment", Payload.around(payload, repository, by));
    }

    private WebhookRequest inConversation(
            String action, Instant at, Person by, GitHubComment comment, ObjectNode extra) {
        touched(at);
        var payload = Payload.object().put("action", action);
        payload.setAll(extra);
        payload.set("issue", PullRequestJson.issue(this));
        payload.set("comment", CommentJson.inConversation(this, comment));
        return repository.deliver("issue_comment", Payload.around(payload, repository, by));
    }

    private ObjectNode requested(Person reviewer) {
        var extra = Payload.object();
        extra.set("requested_reviewer", AccountJson.person(reviewer));
        return extra;
    }

    private ObjectNode requested(Team team) {
        var extra = Payload.object();
        extra.set("requested_team", AccountJson.team(team, repository.owner()));
        return extra;
    }

    private GitHubReview newReview(
            Instant at, Person by, GitHubReview.State state, @Nullable String text) {
        var reviewId = repository.owner().numbers().review();
        var review = new GitHubReview(reviewId, by, state, text, headSha, at);
        reviews.put(reviewId, review);
        return review;
    }

    private GitHubComment newLineComment(
            GitHubReview review, String text, Instant draftedAt, @Nullable Long thread) {
        var commentId = repository.owner().numbers().reviewComment();
        var code = SourceCode.of(thread == null ? commentId : thread);
        var place = new GitHubComment.Place(review.id(), thread, code, headSha, headSha);
        var comment =
                new GitHubComment(
                        commentId, review.by(), text, draftedAt, review.submittedAt(), place);
        lineComments.put(commentId, comment);
        return comment;
    }

    private String ref() {
        return "refs/heads/" + branch;
    }

    private GitHubEvent event(GitHubEvent.Kind kind, Instant at, Person by) {
        return GitHubEvent.of(repository.owner().numbers().event(), kind, second(at), by);
    }

    private void touched(Instant at) {
        updatedAt = latest(updatedAt, second(at));
        repository.changed();
    }

    private static Instant second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static <T> T known(Map<Long, T> all, long id) {
        var found = all.get(id);
        if (found == null) {
            throw new IllegalArgumentException("nothing has the id " + id);
        }
        return found;
    }
}
