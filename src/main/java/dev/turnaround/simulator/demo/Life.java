package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.github.GitHubRepository;
import dev.turnaround.simulator.jira.JiraStatus;
import dev.turnaround.simulator.play.Posted;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.PullRequest;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How one pull request lives: whose turn it is decides what can plausibly happen next.
final class Life {
    private static final int MOVES_MAX = 30;
    private static final int LABELS_MAX = 2;
    private static final int PERCENT = 100;

    private final PullRequest pull;
    private final @Nullable Work work;
    private final List<Person> reviewers;
    private final Cast cast;
    private final Prose prose;
    private final RandomGenerator random;

    private Turn turn;
    private int moves;
    private int labels;
    private boolean botSpoke;
    private boolean merged;

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
        var place = cast.places.get(random.nextInt(cast.places.size()));
        var author = random.nextInt(12) == 0 ? cast.steward : cast.anyone(random);
        var issue = cast.issue(author, prose, random);
        var title = issue == null ? prose.title() : prose.titleFor(issue.key());
        this.work = issue == null ? null : new Work(issue, author);
        var added = (int) Math.exp(2 + random.nextDouble() * 5);
        var size =
                new GitHubRepository.Size(
                        1 + random.nextInt(4), added, random.nextInt(added + 1), 1 + added / 40);
        this.pull =
                place.pullRequest(author, title, prose.description(), prose.branch(title), size);
        this.reviewers = cast.reviewersFor(author, 1 + random.nextInt(2), random);
        this.turn = Turn.NOBODY_YET;
    }

    PullRequest pull() {
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
    List<Posted> move(Instant at) {
        var sent = new ArrayList<Posted>();
        if (work != null && turn == Turn.NOBODY_YET) {
            work.begun(at).forEach(request -> sent.add(new Posted(Scene.JIRA, request)));
        }
        moved(at).forEach(request -> sent.add(new Posted(pull.scene(), request)));
        if (work != null) {
            work(work, at).forEach(request -> sent.add(new Posted(Scene.JIRA, request)));
        }
        return sent;
    }

    private List<WebhookRequest> moved(Instant at) {
        moves++;
        if (moves > MOVES_MAX) {
            merged = true;
            return pull.merged(at, reviewers.getFirst());
        }
        return switch (turn) {
            case NOBODY_YET -> open(at);
            case AUTHOR_OF_DRAFT -> draft(at);
            case REVIEWERS -> review(at);
            case AUTHOR -> answer(at);
            case MERGER -> merge(at);
        };
    }

    /// The issue goes where the pull request is.
    private List<WebhookRequest> work(Work behind, Instant at) {
        if (!pull.open()) {
            return behind.follows(at, merged ? JiraStatus.DONE : JiraStatus.TO_DO);
        }
        if (turn == Turn.AUTHOR_OF_DRAFT) {
            return behind.follows(at, JiraStatus.IN_PROGRESS);
        }
        return turn == Turn.AUTHOR && chance(25)
                ? behind.asked(at, reviewers.getFirst(), prose.question())
                : behind.follows(at, JiraStatus.IN_REVIEW);
    }

    private List<WebhookRequest> open(Instant at) {
        if (chance(20)) {
            turn = Turn.AUTHOR_OF_DRAFT;
            return pull.opened(at, true, List.of(), List.of());
        }
        turn = Turn.REVIEWERS;
        if (chance(35)) {
            var team = cast.teams.get(random.nextInt(cast.teams.size()));
            return pull.opened(at, false, reviewers.subList(0, 1), List.of(team));
        }
        return pull.opened(at, false, List.of(), List.of());
    }

    private List<WebhookRequest> draft(Instant at) {
        if (chance(30)) {
            return pull.pushed(at);
        }
        if (chance(20)) {
            return pull.commented(at, reviewers.getFirst(), prose.question());
        }
        turn = Turn.REVIEWERS;
        return pull.ready(at);
    }

    private List<WebhookRequest> review(Instant at) {
        if (!botSpoke && chance(35)) {
            botSpoke = true;
            return botReview(at);
        }
        if (!pull.awaitsReview() && chance(60)) {
            return request(at);
        }
        var reviewer = reviewers.get(random.nextInt(reviewers.size()));
        var what = random.nextInt(PERCENT);
        if (what < 38) {
            turn = Turn.MERGER;
            return pull.approved(at, reviewer, prose.praise());
        }
        if (what < 58) {
            turn = Turn.AUTHOR;
            return pull.changesWanted(
                    at, reviewer, "A few things before this can go in.", doubts(3));
        }
        if (what < 72) {
            turn = Turn.AUTHOR;
            return pull.doubted(at, reviewer, "", doubts(2));
        }
        if (what < 84) {
            turn = Turn.AUTHOR;
            return pull.commented(at, reviewer, prose.question());
        }
        if (what < 92) {
            return pull.pushed(at);
        }
        return aside(at);
    }

    private List<WebhookRequest> answer(Instant at) {
        var author = pull.author();
        var what = random.nextInt(PERCENT);
        if (what < 30 && pull.hasThreads()) {
            return pull.answered(at, prose.answer());
        }
        if (what < 70) {
            turn = Turn.REVIEWERS;
            var sent = new ArrayList<>(pull.pushed(at));
            if (chance(60)) {
                sent.addAll(pull.asked(at, List.of(reviewers.getFirst())));
            }
            return sent;
        }
        if (what < 86) {
            turn = Turn.REVIEWERS;
            return pull.commented(at, author, prose.answer());
        }
        if (what < 90) {
            turn = Turn.AUTHOR_OF_DRAFT;
            return pull.backToDraft(at);
        }
        if (what < 93) {
            return pull.closed(at);
        }
        return aside(at);
    }

    private List<WebhookRequest> merge(Instant at) {
        var what = random.nextInt(PERCENT);
        if (what < 55) {
            var by = chance(75) ? pull.author() : reviewers.getFirst();
            merged = true;
            return pull.merged(at, by);
        }
        if (what < 67) {
            return pull.approved(at, reviewers.getLast(), prose.praise());
        }
        if (what < 77) {
            turn = Turn.REVIEWERS;
            return pull.pushedPastApprovals(at);
        }
        if (what < 90) {
            return pull.commented(at, pull.author(), prose.answer());
        }
        return aside(at);
    }

    private List<WebhookRequest> botReview(Instant at) {
        return chance(50)
                ? pull.doubted(
                        at,
                        pull.scene() == Scene.GITHUB ? cast.copilot : cast.steward,
                        "Looked at all changed files and found one thing to consider.",
                        doubts(1))
                : pull.commented(at, cast.steward, prose.report());
    }

    private List<WebhookRequest> request(Instant at) {
        return pull.asked(at, reviewers);
    }

    /// What happens beside the review: it changes no clock.
    private List<WebhookRequest> aside(Instant at) {
        if (pull.hasLabels() && labels < LABELS_MAX) {
            labels++;
            return pull.labeled(at, prose.label());
        }
        return pull.described(at, prose.description());
    }

    private List<String> doubts(int max) {
        var doubts = new ArrayList<String>();
        for (var count = 1 + random.nextInt(max); count > 0; count--) {
            doubts.add(prose.doubt());
        }
        return doubts;
    }

    private boolean chance(int percent) {
        return random.nextInt(PERCENT) < percent;
    }
}
