package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubComment;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens, in GitHub's words.
public record OnGitHub(GitHubPullRequest pull, Chronicle chronicle) implements PullRequest {
    private static final GitHubRepository.Size FIXUP = new GitHubRepository.Size(1, 14, 6, 0);

    @Override
    public Scene scene() {
        return Scene.GITHUB;
    }

    @Override
    public Person author() {
        return pull.author();
    }

    @Override
    public boolean open() {
        return pull.open();
    }

    @Override
    public boolean awaitsReview() {
        return !pull.requestedPeople().isEmpty();
    }

    @Override
    public boolean hasThreads() {
        return !pull.lineComments().isEmpty();
    }

    @Override
    public boolean hasLabels() {
        return true;
    }

    @Override
    public String page() {
        return pull.page();
    }

    /// Whoever is asked from the beginning is so as an owner of the code.
    @Override
    public List<WebhookRequest> opened(
            Instant at, boolean draft, List<Person> asked, List<Team> teams) {
        if (draft) {
            pull.asDraft();
        }
        note(at, new Deed.Opened(draft));
        asked.forEach(person -> note(at, new Deed.Asked(person)));
        teams.forEach(team -> note(at, new Deed.AskedTeam(team)));
        return pull.openedWithCodeOwners(at, asked, teams);
    }

    @Override
    public List<WebhookRequest> ready(Instant at) {
        note(at, new Deed.MadeReady());
        return List.of(pull.readyForReview(at, author()));
    }

    @Override
    public List<WebhookRequest> backToDraft(Instant at) {
        note(at, new Deed.MadeDraft());
        return List.of(pull.convertedToDraft(at, author()));
    }

    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> reviewers) {
        reviewers.forEach(reviewer -> note(at, new Deed.Asked(reviewer)));
        return reviewers.stream()
                .map(reviewer -> pull.reviewRequested(at, author(), reviewer))
                .toList();
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        return reviewed(at, by, GitHubReview.State.APPROVED, words, List.of());
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        return reviewed(at, by, GitHubReview.State.CHANGES_REQUESTED, words, doubts);
    }

    @Override
    public List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts) {
        return reviewed(
                at, by, GitHubReview.State.COMMENTED, words.isEmpty() ? null : words, doubts);
    }

    private List<WebhookRequest> reviewed(
            Instant at,
            Person by,
            GitHubReview.State state,
            @Nullable String words,
            List<String> doubts) {
        var sent = pull.reviewSubmitted(at, by, state, words, doubts);
        noteReview(at, by, words == null, doubts.size());
        return sent;
    }

    private void noteReview(Instant at, Person by, boolean wordless, int comments) {
        var review = last(pull.reviews());
        var verdict =
                switch (review.state()) {
                    case APPROVED -> Deed.Verdict.APPROVES;
                    case CHANGES_REQUESTED -> Deed.Verdict.OBJECTS;
                    default -> Deed.Verdict.REMARKS;
                };
        var said =
                pull.lineComments().stream()
                        .map(GitHubComment::id)
                        .skip(pull.lineComments().size() - (long) comments)
                        .toList();
        chronicle.note(at, by, new Deed.Reviewed(review.id(), verdict, wordless, said));
    }

    @Override
    public List<WebhookRequest> commented(Instant at, Person by, String words) {
        var sent = pull.issueCommentCreated(at, by, words);
        chronicle.note(at, by, new Deed.Commented(last(pull.conversation()).id()));
        return List.of(sent);
    }

    @Override
    public List<WebhookRequest> answered(Instant at, String words) {
        var thread = pull.lineComments().iterator().next().id();
        var sent = pull.replied(at, author(), thread, words);
        noteReview(at, author(), true, 1);
        return sent;
    }

    @Override
    public List<WebhookRequest> pushed(Instant at) {
        note(at, new Deed.Pushed());
        return List.of(pull.synchronize(at, author(), FIXUP));
    }

    /// GitHub names the pusher as the one who dismisses.
    @Override
    public List<WebhookRequest> pushedPastApprovals(Instant at) {
        var approvals =
                pull.reviews().stream()
                        .filter(review -> review.state() == GitHubReview.State.APPROVED)
                        .map(GitHubReview::id)
                        .toList();
        var sent = new ArrayList<>(pushed(at));
        approvals.forEach(id -> sent.add(dismissed(at, id)));
        return sent;
    }

    @Override
    public List<WebhookRequest> labeled(Instant at, String label) {
        return List.of(pull.labeled(at, author(), label));
    }

    @Override
    public List<WebhookRequest> described(Instant at, String words) {
        return List.of(pull.bodyEdited(at, author(), words));
    }

    @Override
    public List<WebhookRequest> merged(Instant at, Person by) {
        chronicle.note(at, by, new Deed.Merged());
        return List.of(pull.merged(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        note(at, new Deed.Closed());
        return List.of(pull.closed(at, author()));
    }

    @Override
    public List<WebhookRequest> reopened(Instant at) {
        if (pull.open() || pull.mergedAt() != null) {
            return List.of();
        }
        note(at, new Deed.Reopened());
        return List.of(pull.reopened(at, author()));
    }

    @Override
    public List<WebhookRequest> unasked(Instant at, Person reviewer) {
        if (!pull.requestedPeople().contains(reviewer)) {
            return List.of();
        }
        note(at, new Deed.Unasked(reviewer));
        return List.of(pull.reviewRequestRemoved(at, author(), reviewer));
    }

    /// Nobody can take a review back; its force can be taken from it.
    @Override
    public List<WebhookRequest> takenBack(Instant at, Person by) {
        var decisions =
                pull.reviews().stream()
                        .filter(review -> review.by().equals(by))
                        .filter(review ->
                                review.state() == GitHubReview.State.APPROVED
                                        || review.state() == GitHubReview.State.CHANGES_REQUESTED)
                        .toList();
        return decisions.isEmpty() ? List.of() : List.of(dismissed(at, decisions.getLast().id()));
    }

    private WebhookRequest dismissed(Instant at, long review) {
        note(at, new Deed.Dismissed(review));
        return pull.reviewDismissed(at, author(), review);
    }

    @Override
    public List<WebhookRequest> lastCommentRemoved(Instant at) {
        if (!pull.conversation().isEmpty()) {
            var comment = last(pull.conversation());
            chronicle.note(at, comment.by(), new Deed.CommentRemoved(comment.id()));
            return List.of(pull.issueCommentDeleted(at, comment.by(), comment.id()));
        }
        if (!pull.lineComments().isEmpty()) {
            var comment = last(pull.lineComments());
            chronicle.note(at, comment.by(), new Deed.CommentRemoved(comment.id()));
            return List.of(pull.reviewCommentDeleted(at, comment.by(), comment.id()));
        }
        return List.of();
    }

    @Override
    public List<WebhookRequest> retitled(Instant at, String title) {
        note(at, new Deed.Retitled(title));
        return List.of(pull.titleEdited(at, author(), title));
    }

    /// Nobody can.
    @Override
    public List<WebhookRequest> deleted(Instant at) {
        return List.of();
    }

    @Override
    public List<WebhookRequest> retargeted(Instant at, String branch) {
        note(at, new Deed.Retargeted(branch));
        return List.of(pull.baseEdited(at, author(), branch));
    }

    @Override
    public void forgotten() {
        pull.forgotten();
    }

    private void note(Instant at, Deed deed) {
        chronicle.note(at, author(), deed);
    }

    private static <T> T last(Collection<T> all) {
        return List.copyOf(all).getLast();
    }
}
