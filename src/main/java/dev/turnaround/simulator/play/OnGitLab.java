package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.gitlab.GitLabMergeRequest;
import dev.turnaround.simulator.gitlab.GitLabNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What happens, in GitLab's words: it has no teams to ask, and a note for each comment of a
/// review.
public final class OnGitLab implements PullRequest {
    private final GitLabMergeRequest merge;
    private final Chronicle chronicle;
    private final Set<Person> approvers = new LinkedHashSet<>();
    private final Set<Person> reviewers = new HashSet<>();
    private boolean merged;
    private long reviews;

    /// A merge request as people go through it.
    ///
    /// @param chronicle is told what truly happens
    public OnGitLab(GitLabMergeRequest merge, Chronicle chronicle) {
        this.merge = merge;
        this.chronicle = chronicle;
    }

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
    public String page() {
        return merge.page();
    }

    @Override
    public boolean hasLabels() {
        return false;
    }

    @Override
    public List<WebhookRequest> opened(
            Instant at, boolean draft, List<Person> asked, List<Team> teams) {
        note(at, new Deed.Opened(draft));
        asked.forEach(person -> note(at, new Deed.Asked(person)));
        reviewers.addAll(asked);
        return List.of(merge.opened(at, draft, asked));
    }

    @Override
    public List<WebhookRequest> ready(Instant at) {
        note(at, new Deed.MadeReady());
        return List.of(merge.markedReady(at, author()));
    }

    @Override
    public List<WebhookRequest> backToDraft(Instant at) {
        note(at, new Deed.MadeDraft());
        return List.of(merge.markedDraft(at, author()));
    }

    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> asked) {
        asked.forEach(reviewer -> note(at, new Deed.Asked(reviewer)));
        reviewers.addAll(asked);
        return List.of(merge.reviewersAsked(at, author(), asked));
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        var sent = new ArrayList<WebhookRequest>();
        sent.add(said(at, by, words, false));
        approvers.add(by);
        chronicle.note(at, by, reviewed(Deed.Verdict.APPROVES));
        sent.add(merge.approved(at, by));
        return sent;
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<>(doubted(at, by, words, doubts));
        approvers.remove(by);
        reviewers.add(by);
        chronicle.note(at, by, reviewed(Deed.Verdict.OBJECTS));
        sent.add(merge.changesRequested(at, by));
        return sent;
    }

    @Override
    public List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<WebhookRequest>();
        doubts.forEach(doubt -> sent.add(said(at, by, doubt, true)));
        if (!words.isEmpty()) {
            sent.add(said(at, by, words, false));
        }
        return sent;
    }

    @Override
    public List<WebhookRequest> commented(Instant at, Person by, String words) {
        return List.of(said(at, by, words, false));
    }

    @Override
    public List<WebhookRequest> answered(Instant at, String words) {
        return List.of(said(at, author(), words, true));
    }

    @Override
    public List<WebhookRequest> pushed(Instant at) {
        note(at, new Deed.Pushed());
        return List.of(merge.pushed(at, author()));
    }

    @Override
    public List<WebhookRequest> pushedPastApprovals(Instant at) {
        var sent = new ArrayList<>(pushed(at));
        if (merge.isApproved()) {
            approvers.clear();
            note(at, new Deed.ApprovalsFell());
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
        merged = true;
        chronicle.note(at, by, new Deed.Merged());
        return List.of(merge.merged(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        note(at, new Deed.Closed());
        return List.of(merge.closed(at, author()));
    }

    @Override
    public List<WebhookRequest> reopened(Instant at) {
        if (merge.open() || merged) {
            return List.of();
        }
        note(at, new Deed.Reopened());
        return List.of(merge.reopened(at, author()));
    }

    @Override
    public List<WebhookRequest> unasked(Instant at, Person reviewer) {
        if (!reviewers.remove(reviewer)) {
            return List.of();
        }
        note(at, new Deed.Unasked(reviewer));
        return List.of(merge.reviewerRemoved(at, author(), reviewer));
    }

    @Override
    public List<WebhookRequest> takenBack(Instant at, Person by) {
        if (!approvers.remove(by)) {
            return List.of();
        }
        chronicle.note(at, by, new Deed.TookApprovalBack());
        return List.of(merge.unapproved(at, by));
    }

    /// No webhook tells of it.
    @Override
    public List<WebhookRequest> lastCommentRemoved(Instant at) {
        var notes = comments();
        if (!notes.isEmpty()) {
            var last = notes.getLast();
            chronicle.note(at, last.author(), new Deed.CommentRemoved(last.id()));
            merge.noteDeleted(last);
        }
        return List.of();
    }

    @Override
    public List<WebhookRequest> retitled(Instant at, String title) {
        note(at, new Deed.Retitled(title));
        return List.of(merge.titled(at, author(), title));
    }

    /// No webhook tells of it.
    @Override
    public List<WebhookRequest> deleted(Instant at) {
        note(at, new Deed.Deleted());
        merge.deleted();
        return List.of();
    }

    @Override
    public List<WebhookRequest> retargeted(Instant at, String branch) {
        return List.of();
    }

    /// What people wrote, without what GitLab writes about their acts.
    private List<GitLabNote> comments() {
        return merge.notes().stream().filter(note -> note.action() == null).toList();
    }

    private WebhookRequest said(Instant at, Person by, String words, boolean onLine) {
        var sent = merge.noted(at, by, words, onLine);
        chronicle.note(at, by, new Deed.Commented(comments().getLast().id()));
        return sent;
    }

    /// What goes with it in words are comments of their own.
    private Deed reviewed(Deed.Verdict verdict) {
        return new Deed.Reviewed(++reviews, verdict, true, List.of());
    }

    private void note(Instant at, Deed deed) {
        chronicle.note(at, author(), deed);
    }
}
