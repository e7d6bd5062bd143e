package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.bitbucket.BitbucketPullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happens, in Bitbucket's words: it has no teams, no labels, and comments of their own beside
/// approvals and requests for changes.
public record OnBitbucket(BitbucketPullRequest pull) implements PullRequest {

    @Override
    public Scene scene() {
        return Scene.BITBUCKET;
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
        return !pull.reviewers().isEmpty();
    }

    @Override
    public boolean hasThreads() {
        return false;
    }

    @Override
    public boolean hasLabels() {
        return false;
    }

    @Override
    public List<WebhookRequest> opened(
            Instant at, boolean draft, List<Person> asked, List<Team> teams) {
        return List.of(pull.created(at, draft, asked));
    }

    @Override
    public List<WebhookRequest> ready(Instant at) {
        return List.of(pull.readyForReview(at, author()));
    }

    @Override
    public List<WebhookRequest> backToDraft(Instant at) {
        return List.of(pull.convertedToDraft(at, author()));
    }

    /// Whoever is a reviewer already cannot be asked again.
    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> reviewers) {
        return pull.reviewers().containsAll(reviewers)
                ? List.of()
                : List.of(pull.reviewersAdded(at, author(), reviewers));
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        return List.of(pull.commented(at, by, words, false), pull.approved(at, by));
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<>(doubted(at, by, words, doubts));
        sent.add(pull.changesRequested(at, by));
        return sent;
    }

    @Override
    public List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<WebhookRequest>();
        doubts.forEach(doubt -> sent.add(pull.commented(at, by, doubt, true)));
        if (!words.isEmpty()) {
            sent.add(pull.commented(at, by, words, false));
        }
        return sent;
    }

    @Override
    public List<WebhookRequest> commented(Instant at, Person by, String words) {
        return List.of(pull.commented(at, by, words, false));
    }

    @Override
    public List<WebhookRequest> answered(Instant at, String words) {
        return List.of(pull.commented(at, author(), words, true));
    }

    @Override
    public List<WebhookRequest> pushed(Instant at) {
        return List.of(pull.pushed(at, author()));
    }

    @Override
    public List<WebhookRequest> pushedPastApprovals(Instant at) {
        return pushed(at);
    }

    @Override
    public List<WebhookRequest> labeled(Instant at, String label) {
        return List.of();
    }

    @Override
    public List<WebhookRequest> described(Instant at, String words) {
        return List.of(pull.described(at, author(), words));
    }

    @Override
    public List<WebhookRequest> merged(Instant at, Person by) {
        return List.of(pull.fulfilled(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        return List.of(pull.rejected(at, author()));
    }
}
