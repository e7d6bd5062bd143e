package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.Team;
import dev.turnaround.simulator.WebhookRequest;
import java.time.Instant;
import java.util.List;

/// A pull request as a [Life] goes through it, whatever its provider calls what happens.
///
/// Each act returns what the provider sends about it: one delivery, or several, or, where the
/// provider keeps silent, none.
public interface PullRequest {

    /// Where it is.
    Scene scene();

    /// Who opens it.
    Person author();

    /// Whether it has been opened, and is neither merged nor closed.
    boolean open();

    /// Whether somebody is asked and has not answered yet.
    boolean awaitsReview();

    /// Whether there is a thread on a line that its author can answer in.
    boolean hasThreads();

    /// Its page, by which it is known.
    String page();

    /// Whether it can have labels.
    boolean hasLabels();

    /// Its author opens it.
    ///
    /// @param asked who is asked for a review by it
    /// @param teams the same, where the provider has teams
    List<WebhookRequest> opened(Instant at, boolean draft, List<Person> asked, List<Team> teams);

    /// Its author shows it to reviewers.
    List<WebhookRequest> ready(Instant at);

    /// Its author takes it back from reviewers.
    List<WebhookRequest> backToDraft(Instant at);

    /// Its author asks for reviews, perhaps again.
    List<WebhookRequest> asked(Instant at, List<Person> reviewers);

    /// Somebody approves it, with words or without.
    List<WebhookRequest> approved(Instant at, Person by, String words);

    /// Somebody wants changes.
    List<WebhookRequest> changesWanted(Instant at, Person by, String words, List<String> doubts);

    /// Somebody, or something, comments on lines.
    ///
    /// @param words what is said on the whole; empty for nothing
    List<WebhookRequest> doubted(Instant at, Person by, String words, List<String> doubts);

    /// Somebody comments on the whole.
    List<WebhookRequest> commented(Instant at, Person by, String words);

    /// Its author answers in a thread.
    List<WebhookRequest> answered(Instant at, String words);

    /// Its author pushes commits.
    List<WebhookRequest> pushed(Instant at);

    /// Its author pushes commits, and the rules take the approvals back where there are such rules.
    List<WebhookRequest> pushedPastApprovals(Instant at);

    /// Its author gives it a label.
    List<WebhookRequest> labeled(Instant at, String label);

    /// Its author gives it another description.
    List<WebhookRequest> described(Instant at, String words);

    /// It is merged.
    List<WebhookRequest> merged(Instant at, Person by);

    /// Its author gives it up.
    List<WebhookRequest> closed(Instant at);

    // What follows need not be possible everywhere, or just now: then nothing happens.

    /// Its author opens it again.
    List<WebhookRequest> reopened(Instant at);

    /// Its author needs nothing more of a reviewer.
    List<WebhookRequest> unasked(Instant at, Person reviewer);

    /// Somebody takes back what they decided, or loses it to somebody who may dismiss reviews.
    List<WebhookRequest> takenBack(Instant at, Person by);

    /// The last comment is removed.
    List<WebhookRequest> lastCommentRemoved(Instant at);

    /// Its author gives it another title.
    List<WebhookRequest> retitled(Instant at, String title);

    /// It is deleted, with all that belongs to it.
    List<WebhookRequest> deleted(Instant at);

    /// Its author aims it at another branch.
    List<WebhookRequest> retargeted(Instant at, String branch);

    /// Nobody will ask for it any more. Where what the API could tell is kept all the same, nothing
    /// happens.
    default void forgotten() {}
}
