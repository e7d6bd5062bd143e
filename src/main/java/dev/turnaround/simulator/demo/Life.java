package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubPullRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.github.GitHubReview;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How one pull request lives: whose turn it is decides what can plausibly happen next.
final class Life {
    private static final int MOVES_MAX = 30;
    private static final int LABELS_MAX = 2;
    private static final int PERCENT = 100;
    private static final GitHubRepository.Size FIXUP = new GitHubRepository.Size(1, 14, 6, 0);

    private final GitHubPullRequest pull;
    private final List<Person> reviewers;
    private final Cast cast;
    private final Prose prose;
    private final RandomGenerator random;

    private Turn turn;
    private int moves;
    private int labels;
    private boolean botSpoke;

    /// Who has to act.
    private enum Turn {
        NOBODY_YET,
        AUTHOR_OF_DRAFT,
        REVIEWERS,
        AUTHOR,
        MERGER
    }

    Life(Cast cast, Prose prose, RandomGenerator random) {
        this.cast = cast;
        this.prose = prose;
        this.random = random;
        var repository = cast.repositories.get(random.nextInt(cast.repositories.size()));
        var author = random.nextInt(12) == 0 ? cast.steward : cast.anyone(random);
        var title = prose.title();
        var added = (int) Math.exp(2 + random.nextDouble() * 5);
        var size =
                new GitHubRepository.Size(
                        1 + random.nextInt(4), added, random.nextInt(added + 1), 1 + added / 40);
        this.pull =
                repository.pullRequest(
                        author, title, prose.description(), prose.branch(title), size);
        this.reviewers = cast.reviewersFor(author, 1 + random.nextInt(2), random);
        this.turn = Turn.NOBODY_YET;
    }

    GitHubPullRequest pull() {
        return pull;
    }

    boolean over() {
        return turn != Turn.NOBODY_YET && !pull.open();
    }

    /// How willingly the story goes on with this one: what only waits for its merge does not wait
    /// long.
    int weight() {
        return turn == Turn.MERGER ? 3 : 2;
    }

    /// The next thing that happens to it.
    List<WebhookRequest> move(Instant at) {
        moves++;
        if (moves > MOVES_MAX) {
            return List.of(pull.merged(at, reviewers.getFirst()));
        }
        return switch (turn) {
            case NOBODY_YET -> open(at);
            case AUTHOR_OF_DRAFT -> draft(at);
            case REVIEWERS -> review(at);
            case AUTHOR -> answer(at);
            case MERGER -> merge(at);
        };
    }

    private List<WebhookRequest> open(Instant at) {
        if (chance(20)) {
            turn = Turn.AUTHOR_OF_DRAFT;
            return List.of(pull.asDraft().opened(at));
        }
        turn = Turn.REVIEWERS;
        if (chance(35)) {
            var team = cast.teams.get(random.nextInt(cast.teams.size()));
            return pull.openedWithCodeOwners(at, reviewers.subList(0, 1), List.of(team));
        }
        return List.of(pull.opened(at));
    }

    private List<WebhookRequest> draft(Instant at) {
        if (chance(30)) {
            return List.of(pull.synchronize(at, pull.author(), FIXUP));
        }
        if (chance(20)) {
            return List.of(pull.issueCommentCreated(at, reviewers.getFirst(), prose.question()));
        }
        turn = Turn.REVIEWERS;
        return List.of(pull.readyForReview(at, pull.author()));
    }

    private List<WebhookRequest> review(Instant at) {
        if (!botSpoke && chance(35)) {
            botSpoke = true;
            return botReview(at);
        }
        if (pull.requestedPeople().isEmpty() && chance(60)) {
            return request(at);
        }
        var reviewer = reviewers.get(random.nextInt(reviewers.size()));
        var what = random.nextInt(PERCENT);
        if (what < 38) {
            turn = Turn.MERGER;
            return pull.reviewSubmitted(
                    at, reviewer, GitHubReview.State.APPROVED, prose.praise(), List.of());
        }
        if (what < 58) {
            turn = Turn.AUTHOR;
            return pull.reviewSubmitted(
                    at,
                    reviewer,
                    GitHubReview.State.CHANGES_REQUESTED,
                    "A few things before this can go in.",
                    doubts(3));
        }
        if (what < 72) {
            turn = Turn.AUTHOR;
            return pull.reviewSubmitted(
                    at, reviewer, GitHubReview.State.COMMENTED, null, doubts(2));
        }
        if (what < 84) {
            turn = Turn.AUTHOR;
            return List.of(pull.issueCommentCreated(at, reviewer, prose.question()));
        }
        if (what < 92) {
            return List.of(pull.synchronize(at, pull.author(), FIXUP));
        }
        return aside(at);
    }

    private List<WebhookRequest> answer(Instant at) {
        var author = pull.author();
        var what = random.nextInt(PERCENT);
        if (what < 30 && !pull.lineComments().isEmpty()) {
            return pull.replied(at, author, thread(), prose.answer());
        }
        if (what < 70) {
            turn = Turn.REVIEWERS;
            var sent = new ArrayList<WebhookRequest>();
            sent.add(pull.synchronize(at, author, FIXUP));
            if (chance(60)) {
                sent.add(pull.reviewRequested(at, author, reviewers.getFirst()));
            }
            return sent;
        }
        if (what < 86) {
            turn = Turn.REVIEWERS;
            return List.of(pull.issueCommentCreated(at, author, prose.answer()));
        }
        if (what < 90) {
            turn = Turn.AUTHOR_OF_DRAFT;
            return List.of(pull.convertedToDraft(at, author));
        }
        if (what < 93) {
            return List.of(pull.closed(at, author));
        }
        return aside(at);
    }

    private List<WebhookRequest> merge(Instant at) {
        var what = random.nextInt(PERCENT);
        if (what < 55) {
            var by = chance(75) ? pull.author() : reviewers.getFirst();
            return List.of(pull.merged(at, by));
        }
        if (what < 67) {
            return pull.reviewSubmitted(
                    at,
                    reviewers.getLast(),
                    GitHubReview.State.APPROVED,
                    prose.praise(),
                    List.of());
        }
        if (what < 77) {
            turn = Turn.REVIEWERS;
            return pushAfterApproval(at);
        }
        if (what < 90) {
            return List.of(pull.issueCommentCreated(at, pull.author(), prose.answer()));
        }
        return aside(at);
    }

    /// The branch's rules take approvals back when commits arrive; GitHub then names the pusher.
    private List<WebhookRequest> pushAfterApproval(Instant at) {
        var approvals =
                pull.reviews().stream()
                        .filter(review -> review.state() == GitHubReview.State.APPROVED)
                        .map(GitHubReview::id)
                        .toList();
        var sent = new ArrayList<WebhookRequest>();
        sent.add(pull.synchronize(at, pull.author(), FIXUP));
        approvals.forEach(id -> sent.add(pull.reviewDismissed(at, pull.author(), id)));
        return sent;
    }

    private List<WebhookRequest> botReview(Instant at) {
        return chance(50)
                ? pull.reviewSubmitted(
                        at,
                        cast.copilot,
                        GitHubReview.State.COMMENTED,
                        "Looked at all changed files and found one thing to consider.",
                        doubts(1))
                : List.of(pull.issueCommentCreated(at, cast.steward, prose.report()));
    }

    private List<WebhookRequest> request(Instant at) {
        var sent = new ArrayList<WebhookRequest>();
        reviewers.forEach(reviewer -> sent.add(pull.reviewRequested(at, pull.author(), reviewer)));
        return sent;
    }

    /// What happens beside the review: it changes no clock.
    private List<WebhookRequest> aside(Instant at) {
        if (labels < LABELS_MAX) {
            labels++;
            return List.of(pull.labeled(at, pull.author(), prose.label()));
        }
        return List.of(pull.bodyEdited(at, pull.author(), prose.description()));
    }

    private List<String> doubts(int max) {
        var doubts = new ArrayList<String>();
        for (var count = 1 + random.nextInt(max); count > 0; count--) {
            doubts.add(prose.doubt());
        }
        return doubts;
    }

    private long thread() {
        var comment = pull.lineComments().iterator().next();
        return comment.id();
    }

    private boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }
}
