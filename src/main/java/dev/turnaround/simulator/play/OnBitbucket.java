package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.bitbucket.BitbucketPullRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What happens, in Bitbucket's words: it has no teams, no labels, and comments of their own beside
/// approvals and requests for changes.
public final class OnBitbucket implements PullRequest {
    private final BitbucketPullRequest pull;
    private final Chronicle chronicle;
    private final Set<Person> approvers = new LinkedHashSet<>();
    private final Set<Person> objectors = new LinkedHashSet<>();
    private final NavigableMap<Long, Person> said = new TreeMap<>();
    private long reviews;

    /// A pull request as people go through it.
    ///
    /// @param chronicle is told what truly happens
    public OnBitbucket(BitbucketPullRequest pull, Chronicle chronicle) {
        this.pull = pull;
        this.chronicle = chronicle;
    }

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
    public String page() {
        return pull.page();
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
        return List.of(pull.created(at, draft, asked));
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

    /// Whoever is a reviewer already cannot be asked again.
    @Override
    public List<WebhookRequest> asked(Instant at, List<Person> reviewers) {
        var fresh = new ArrayList<>(reviewers);
        fresh.removeAll(pull.reviewers());
        if (fresh.isEmpty()) {
            return List.of();
        }
        fresh.forEach(reviewer -> note(at, new Deed.Asked(reviewer)));
        return List.of(pull.reviewersAdded(at, author(), fresh));
    }

    @Override
    public List<WebhookRequest> approved(Instant at, Person by, String words) {
        var sent = new ArrayList<WebhookRequest>();
        sent.add(said(at, by, words, false));
        approvers.add(by);
        objectors.remove(by);
        chronicle.note(at, by, reviewed(Deed.Verdict.APPROVES));
        sent.add(pull.approved(at, by));
        return sent;
    }

    @Override
    public List<WebhookRequest> changesWanted(
            Instant at, Person by, String words, List<String> doubts) {
        var sent = new ArrayList<>(doubted(at, by, words, doubts));
        approvers.remove(by);
        objectors.add(by);
        chronicle.note(at, by, reviewed(Deed.Verdict.OBJECTS));
        sent.add(pull.changesRequested(at, by));
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
        chronicle.note(at, by, new Deed.Merged());
        return List.of(pull.fulfilled(at, by));
    }

    @Override
    public List<WebhookRequest> closed(Instant at) {
        note(at, new Deed.Closed());
        return List.of(pull.rejected(at, author()));
    }

    @Override
    public List<WebhookRequest> reopened(Instant at) {
        return List.of();
    }

    @Override
    public List<WebhookRequest> unasked(Instant at, Person reviewer) {
        if (!pull.reviewers().contains(reviewer)) {
            return List.of();
        }
        note(at, new Deed.Unasked(reviewer));
        return List.of(pull.reviewerRemoved(at, author(), reviewer));
    }

    @Override
    public List<WebhookRequest> takenBack(Instant at, Person by) {
        if (approvers.remove(by)) {
            chronicle.note(at, by, new Deed.TookApprovalBack());
            return List.of(pull.unapproved(at, by));
        }
        if (objectors.remove(by)) {
            chronicle.note(at, by, new Deed.TookObjectionBack());
            return List.of(pull.changesRequestWithdrawn(at, by));
        }
        return List.of();
    }

    @Override
    public List<WebhookRequest> lastCommentRemoved(Instant at) {
        var last = said.pollLastEntry();
        if (last == null) {
            return List.of();
        }
        var id = last.getKey();
        var by = last.getValue();
        chronicle.note(at, by, new Deed.CommentRemoved(id));
        return List.of(pull.commentDeleted(at, by, id));
    }

    @Override
    public List<WebhookRequest> retitled(Instant at, String title) {
        note(at, new Deed.Retitled(title));
        return List.of(pull.titled(at, author(), title));
    }

    /// Nobody can.
    @Override
    public List<WebhookRequest> deleted(Instant at) {
        return List.of();
    }

    @Override
    public List<WebhookRequest> retargeted(Instant at, String branch) {
        return List.of();
    }

    private WebhookRequest said(Instant at, Person by, String words, boolean onLine) {
        var sent = pull.commented(at, by, words, onLine);
        var id = pull.commentIds().getLast();
        said.put(id, by);
        chronicle.note(at, by, new Deed.Commented(id));
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
