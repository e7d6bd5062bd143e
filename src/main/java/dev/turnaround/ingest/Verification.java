package dev.turnaround.ingest;

import dev.turnaround.model.Fold;
import dev.turnaround.model.Progress;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueFold;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.issue.IssueProgress;
import dev.turnaround.store.Directories;
import dev.turnaround.store.IssueReading;
import dev.turnaround.store.MeasureCheck;
import dev.turnaround.store.Readers;
import dev.turnaround.store.Reading;
import dev.turnaround.store.RecordedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Folds every pull request and every issue again from its facts, measures and adds up again, and
/// compares that with what is stored.
public final class Verification {
    private static final int PAGE = 200;

    /// A delivery may come in between the reading of the state and of the facts.
    private static final int LOOKS_MAX = 3;

    private final Reading reading;
    private final IssueReading issues;
    private final Directories directories;
    private final MeasureCheck measures;

    /// A verification.
    public Verification(Readers readers) {
        this.reading = new Reading(readers);
        this.directories = new Directories(readers);
        this.issues = new IssueReading(readers);
        this.measures = new MeasureCheck(readers);
    }

    /// What came of it.
    ///
    /// @param checked how many pull requests were folded
    /// @param issuesChecked how many issues were folded
    /// @param measures how what is measured of pull requests compares; its flaws are among the
    ///   differences
    /// @param differences those whose stored state is not what their facts say
    public record Result(
            long checked,
            long issuesChecked,
            MeasureCheck.Result measures,
            List<Difference> differences) {}

    /// A pull request, an issue or a sum that is stored wrongly.
    ///
    /// @param id which one, as the API calls it; or what the sum is about
    /// @param stored its progress, or its measures, as it is stored
    /// @param folded the same as its facts say
    public record Difference(String id, Object stored, Object folded) {}

    /// Runs it. Blocks.
    public Result run() {
        var differences = new ArrayList<Difference>();
        var folded = pullRequests(differences);
        var foldedIssues = issues(differences);
        var measured = measures.run();
        measured.flaws()
                .forEach(flaw ->
                        differences.add(new Difference(flaw.what(), flaw.kept(), flaw.computed())));
        return new Result(folded, foldedIssues, measured, differences);
    }

    private long pullRequests(List<Difference> differences) {
        var checked = 0L;
        PullRequestKey last = null;
        while (true) {
            var page = reading.everyPullRequest(last, PAGE).await();
            for (var pullRequest : page) {
                var key = pullRequest.key();
                look(
                        key.id(),
                        pullRequest.progress(),
                        () -> folded(key),
                        () -> stored(pullRequest),
                        differences);
                checked++;
            }
            if (page.size() < PAGE) {
                return checked;
            }
            last = page.getLast().key();
        }
    }

    private long issues(List<Difference> differences) {
        var checked = 0L;
        IssueKey last = null;
        while (true) {
            var page = issues.everyIssue(last, PAGE).await();
            for (var issue : page) {
                var key = issue.key();
                look(
                        key.word(),
                        issue.progress(),
                        () -> folded(key),
                        () -> stored(issue),
                        differences);
                checked++;
            }
            if (page.size() < PAGE) {
                return checked;
            }
            last = page.getLast().key();
        }
    }

    private Progress folded(PullRequestKey key) {
        return Fold.of(
                reading.facts(key).await().stream().map(RecordedFact::fact).toList(),
                directories.now().await().people(key.connection()));
    }

    private Progress stored(PullRequest seen) {
        return reading.pullRequest(seen.key())
                .await()
                .map(one -> one.pullRequest().progress())
                .orElse(seen.progress());
    }

    private IssueProgress folded(IssueKey key) {
        return IssueFold.of(issues.facts(key).await());
    }

    private IssueProgress stored(Issue seen) {
        return issues.stored(seen.key()).await().map(Issue::progress).orElse(seen.progress());
    }

    private static <P> void look(
            String id,
            P seen,
            Supplier<P> folding,
            Supplier<P> again,
            List<Difference> differences) {
        var stored = seen;
        for (var look = 1; ; look++) {
            var folded = folding.get();
            if (folded.equals(stored)) {
                return;
            }
            if (look == LOOKS_MAX) {
                differences.add(new Difference(id, stored, folded));
                return;
            }
            stored = again.get();
        }
    }
}
