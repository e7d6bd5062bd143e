package dev.turnaround.reconcile;

import dev.turnaround.model.Change;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.provider.Api;
import dev.turnaround.provider.Page;
import dev.turnaround.provider.Subject;
import dev.turnaround.store.SyncPhase;
import dev.turnaround.store.SyncRun;
import java.util.List;

/// Reads items one by one, by what they are known by. That is how what is gone is noticed: no list
/// of changes holds it.
final class Sweep {
    private static final int CHUNK = 50;

    private final Api api;
    private final Repository repository;
    private final SyncRun run;
    private final Caller caller;
    private final Intake intake;

    Sweep(Api api, Repository repository, SyncRun run, Caller caller, Intake intake) {
        this.api = api;
        this.repository = repository;
        this.run = run;
        this.caller = caller;
        this.intake = intake;
    }

    /// Reads the items.
    ///
    /// @param items of subjects that the API has
    void read(List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        intake.enter(SyncPhase.OPEN, 0, (long) items.size());
        try {
            readAll(items);
        } finally {
            intake.finish();
        }
    }

    private void readAll(List<Item> items) {
        for (var subject : Subject.values()) {
            var words =
                    items.stream()
                            .filter(item -> item.subject() == subject)
                            .map(Item::word)
                            .sorted()
                            .toList();
            for (var from = 0; from < words.size(); from += CHUNK) {
                var chunk = words.subList(from, Math.min(from + CHUNK, words.size()));
                var page = caller.ask(() -> ask(subject, chunk));
                // How many all pages of this answer hold says nothing of how many are asked for.
                intake.take(new Page<>(page.items(), page.flaws(), null, null), subject, null);
            }
        }
    }

    private Page<Change> ask(Subject subject, List<String> words) {
        return switch (subject) {
            case PULL_REQUESTS ->
                    api.pullRequests(
                            repository,
                            words.stream()
                                    .map(word ->
                                            new PullRequestKey(
                                                    run.connection(),
                                                    run.repository(),
                                                    Long.parseLong(word)))
                                    .toList());
            case ISSUES ->
                    api.issues(
                            repository,
                            words.stream()
                                    .map(word -> new IssueKey(run.connection(), word))
                                    .toList());
        };
    }
}
