package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.gitlab.GitLabMergeRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What happens, in GitLab's words: it has no teams to ask, and a note for each comment of a
/// review.
public record OnGitLab(GitLabMergeRequest merge) implements PullRequest {

    @Override
    public Scene scene() {
        return Scene.GITLAB;
    }

    @Override
    public Person author() {
        return merge.author();
    }

    @Override
    public boolean open() {
        return merge.open();
    }

    @Override
    public boolean awaitsReview() {
        return merge.awaitsReview();
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
        return List.of(merge.opened(at, draft, asked));
    }

    @Override
    public List<WebhookRequest> ready(Instant at) {
        return List.of(merge.markedReady(at, author()));
    }

    @Override
    public List<WebhookRequest> backToDraft(Instant at) {
        return List.of(merge.markedDraft(at, author()));
    }

    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> reviewers) {
        return List.of(merge.reviewersAsked(at, author(), reviewers));
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        return List.of(merge.noted(at, by, words, false), merge.approved(at, by));
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<>(doubted(at, by, words, doubts));
        sent.add(merge.changesRequested(at, by));
        return sent;
    }

    @Override
    public List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<WebhookRequest>();
        doubts.forEach(doubt -> sent.add(merge.noted(at, by, doubt, true)));
        if (!words.isEmpty()) {
            sent.add(merge.noted(at, by, words, false));
        }
        return sent;
    }

    @Override
    public List<WebhookRequest> commented(Instant at, Person by, String words) {
        return List.of(merge.noted(at, by, words, false));
    }

    @Override
    public List<WebhookRequest> answered(Instant at, String words) {
        return List.of(merge.noted(at, author(), words, true));
    }

    @Override
    public List<WebhookRequest> pushed(Instant at) {
        return List.of(merge.pushed(at, author()));
    }

    @Override
    public List<WebhookRequest> pushedPastApprovals(Instant at) {
        var sent = new ArrayList<>(pushed(at));
        if (merge.isApproved()) {
            sent.add(merge.approvalsReset(at, author()));
        }
        return sent;
    }

    @Override
    public List<WebhookRequest> labeled(Instant at, String label) {
        return List.of();
    }

    @Override
    public List<WebhookRequest> described(Instant at, String words) {
        return List.of(merge.described(at, author(), words));
    }

    @Override
    public List<WebhookRequest> merged(Instant at, Person by) {
        return List.of(merge.merged(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        return List.of(merge.closed(at, author()));
    }
}
