package dev.turnaround.simulator.demo;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.WebhookRequest;
import dev.turnaround.simulator.jira.JiraIssue;
import dev.turnaround.simulator.jira.JiraStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The issue behind a pull request, as people who work by the book move it.
final class Work {
    private static final Duration PLANNED_BEFORE = Duration.ofMinutes(95);
    private static final Duration BEGUN_BEFORE = Duration.ofMinutes(60);

    private final JiraIssue issue;
    private final Person worker;

    Work(JiraIssue issue, Person worker) {
        this.issue = issue;
        this.worker = worker;
    }

    /// It was planned and begun some time before there was a pull request.
    List<WebhookRequest> begun(Instant pullRequestAt) {
        return List.of(
                issue.created(pullRequestAt.minus(PLANNED_BEFORE)),
                issue.assigned(pullRequestAt.minus(BEGUN_BEFORE), worker, worker),
                issue.moved(pullRequestAt.minus(BEGUN_BEFORE), worker, JiraStatus.IN_PROGRESS));
    }

    /// It stands where its pull request is.
    List<WebhookRequest> follows(Instant at, JiraStatus to) {
        return issue.status() == to ? List.of() : List.of(issue.moved(at, worker, to));
    }

    /// Somebody asks something about the work, not about the code.
    List<WebhookRequest> asked(Instant at, Person by, String question) {
        return List.of(issue.commented(at, by, question));
    }
}
