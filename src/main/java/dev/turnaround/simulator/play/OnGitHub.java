package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happens, in GitHub's words.
public record OnGitHub(GitHubPullRequest pull) implements PullRequest {
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

    /// Whoever is asked from the beginning is so as an owner of the code.
    @Override
    public List<WebhookRequest> opened(
            Instant at, boolean draft, List<Person> asked, List<Team> teams) {
        if (draft) {
            pull.asDraft();
        }
        return pull.openedWithCodeOwners(at, asked, teams);
    }

    @Override
    public List<WebhookRequest> ready(Instant at) {
        return List.of(pull.readyForReview(at, author()));
    }

    @Override
    public List<WebhookRequest> backToDraft(Instant at) {
        return List.of(pull.convertedToDraft(at, author()));
    }

    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> reviewers) {
        return reviewers.stream()
                .map(reviewer -> pull.reviewRequested(at, author(), reviewer))
                .toList();
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        return pull.reviewSubmitted(at, by, GitHubReview.State.APPROVED, words, List.of());
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        return pull.reviewSubmitted(at, by, GitHubReview.State.CHANGES_REQUESTED, words, doubts);
    }

    @Override
    public List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts) {
        return pull.reviewSubmitted(
                at, by, GitHubReview.State.COMMENTED, words.isEmpty() ? null : words, doubts);
    }

    @Override
    public List<WebhookRequest> commented(Instant at, Person by, String words) {
        return List.of(pull.issueCommentCreated(at, by, words));
    }

    @Override
    public List<WebhookRequest> answered(Instant at, String words) {
        return pull.replied(at, author(), pull.lineComments().iterator().next().id(), words);
    }

    @Override
    public List<WebhookRequest> pushed(Instant at) {
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
        approvals.forEach(id -> sent.add(pull.reviewDismissed(at, author(), id)));
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
        return List.of(pull.merged(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        return List.of(pull.closed(at, author()));
    }
}
