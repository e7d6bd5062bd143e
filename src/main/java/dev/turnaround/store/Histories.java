package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import java.util.Collection;
import java.util.Map;

/// Gives all facts of what is asked for. Each call may cost a round trip: ask once for all.
public interface Histories {
    /// All facts of pull requests, by identity.
    Map<PullRequestKey, Map<String, Fact>> ofPullRequests(Collection<PullRequestKey> keys);

    /// All facts of issues, by identity.
    Map<IssueKey, Map<String, IssueFact>> ofIssues(Collection<IssueKey> keys);
}
