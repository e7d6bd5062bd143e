package dev.turnaround.simulator.world;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.jira.JiraIssue;
import dev.turnaround.simulator.jira.JiraStatus;
import dev.turnaround.simulator.play.Prose;
import dev.turnaround.simulator.play.Scene;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What happens to an issue: anything that its workflow allows, which is everything.
final class Errand implements Fate {
    private static final int PERCENT = 100;

    private final JiraIssue issue;
    private final Person creator;
    private final List<Person> people;
    private final IssueHistory history;
    private final Prose prose;
    private final RandomGenerator random;
    private int moves;
    private int comments;

    Errand(
            JiraIssue issue,
            Person creator,
            List<Person> people,
            IssueHistory history,
            Prose prose,
            RandomGenerator random) {
        this.issue = issue;
        this.creator = creator;
        this.people = people;
        this.history = history;
        this.prose = prose;
        this.random = random;
        this.moves = 2 + random.nextInt(10);
    }

    @Override
    public Scene scene() {
        return Scene.JIRA;
    }

    @Override
    public String about() {
        return issue.key();
    }

    @Override
    public boolean over() {
        return moves <= 0;
    }

    @Override
    public List<WebhookRequest> move(Instant at) {
        moves--;
        if (history.entries().isEmpty()) {
            history.note(at, creator, new IssueHistory.Step.Created());
            return List.of(issue.created(at));
        }
        var by = people.get(random.nextInt(people.size()));
        var what = random.nextInt(PERCENT);
        if (what < 48) {
            return List.of(moved(at, by));
        }
        if (what < 72) {
            return List.of(assigned(at, by));
        }
        if (what < 92) {
            return List.of(commented(at, by));
        }
        return what < 97 ? commentRemoved(at, by) : deleted(at, by);
    }

    private WebhookRequest moved(Instant at, Person by) {
        var others = new ArrayList<>(List.of(JiraStatus.values()));
        others.remove(issue.status());
        var to = others.get(random.nextInt(others.size()));
        history.note(at, by, new IssueHistory.Step.Moved(to));
        return issue.moved(at, by, to);
    }

    private WebhookRequest assigned(Instant at, Person by) {
        var candidates = new ArrayList<@Nullable Person>(people);
        candidates.add(null);
        candidates.remove(history.assignee());
        var to = candidates.get(random.nextInt(candidates.size()));
        history.note(at, by, new IssueHistory.Step.Assigned(to));
        return issue.assigned(at, by, to);
    }

    private WebhookRequest commented(Instant at, Person by) {
        var sent = issue.commented(at, by, prose.question());
        history.note(at, by, new IssueHistory.Step.Commented(issue.lastComment()));
        comments++;
        return sent;
    }

    private List<WebhookRequest> commentRemoved(Instant at, Person by) {
        if (comments == 0) {
            return List.of();
        }
        comments--;
        var last = issue.lastComment();
        history.note(at, by, new IssueHistory.Step.CommentRemoved(last));
        return List.of(issue.commentDeleted(at, last));
    }

    private List<WebhookRequest> deleted(Instant at, Person by) {
        moves = 0;
        history.note(at, by, new IssueHistory.Step.Deleted());
        return List.of(issue.deleted(at, by));
    }
}
