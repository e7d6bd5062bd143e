package dev.turnaround.ingest;

import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.store.Directory;
import dev.turnaround.store.Histories;
import dev.turnaround.store.Known;
import dev.turnaround.store.Ties;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Everything that a batch works on, begun where the database stands.
final class Stories {
    private final Known known;
    private final Map<PullRequestKey, Story> pullRequests = new TreeMap<>();
    private final Map<IssueKey, IssueStory> issues = new TreeMap<>();

    Stories(Known known) {
        this.known = known;
    }

    Story of(PullRequestKey pullRequest) {
        return pullRequests.computeIfAbsent(
                pullRequest,
                key ->
                        new Story(
                                key,
                                known.pullRequests().get(key),
                                known.facts().getOrDefault(key, Map.of()).values(),
                                known.directory()));
    }

    IssueStory of(IssueKey issue) {
        return issues.computeIfAbsent(
                issue,
                key ->
                        new IssueStory(
                                key,
                                known.issues().get(key),
                                known.issueFacts().getOrDefault(key, Map.of()).values()));
    }

    /// Those of pull requests, in the order of their keys.
    Collection<Story> pullRequests() {
        return pullRequests.values();
    }

    /// Those of issues, in the order of their keys.
    Collection<IssueStory> issues() {
        return issues.values();
    }

    /// Whether a pull request is stored.
    boolean isStored(PullRequestKey pullRequest) {
        return known.pullRequests().containsKey(pullRequest);
    }

    /// What is known of accounts.
    Directory directory() {
        return known.directory();
    }

    /// What the references of the pull requests mean.
    Ties ties() {
        return known.ties();
    }

    /// Reads whole histories where the news is not simply what happened next, and lets the lists
    /// that came in settle what they settle.
    void complete(Histories histories) {
        var needy = pullRequests.values().stream().filter(Story::needsHistory).toList();
        if (!needy.isEmpty()) {
            var found = histories.ofPullRequests(needy.stream().map(Story::key).toList());
            needy.forEach(one -> one.learn(found.getOrDefault(one.key(), Map.of()).values()));
        }
        var needyIssues = issues.values().stream().filter(IssueStory::needsHistory).toList();
        if (!needyIssues.isEmpty()) {
            var found = histories.ofIssues(needyIssues.stream().map(IssueStory::key).toList());
            needyIssues.forEach(one -> one.learn(found.getOrDefault(one.key(), Map.of()).values()));
        }
        pullRequests.values().forEach(Story::settle);
        issues.values().forEach(IssueStory::settle);
    }
}
