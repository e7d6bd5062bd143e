package dev.turnaround.store;

import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that one transaction writes, worked out beforehand.
///
/// @param facts new facts, and known ones of which more is known now
/// @param pullRequests pull requests whose state moved
/// @param referring those of them that refer to other things than before
/// @param issueFacts new facts of issues, and known ones of which more is known now
/// @param issues issues whose state moved
/// @param named those of them that answer to other names, or have other links, than before
/// @param repositories names to remember
/// @param deliveries lines for the delivery log
/// @param events what subscribers are to hear
/// @param advance how far the reader of a list has come by it; null when nobody reads one
public record Writes(
        List<NewFact> facts,
        List<NewState> pullRequests,
        List<PullRequest> referring,
        List<NewIssueFact> issueFacts,
        List<NewIssue> issues,
        List<Issue> named,
        List<NewName> repositories,
        List<DeliveryRecord> deliveries,
        List<StreamEvent> events,
        @Nullable Advance advance) {

    /// How far the reader of a list has come.
    ///
    /// @param checkpoint where it stands
    /// @param tally what the transaction comes to
    public record Advance(Checkpoint checkpoint, Tally tally) {}

    /// A fact to write.
    ///
    /// @param pullRequest which pull request it belongs to
    /// @param fact what happened
    /// @param origin what brought it
    public record NewFact(PullRequestKey pullRequest, Fact fact, Origin origin) {}

    /// A state to write.
    ///
    /// @param pullRequest what is known now
    /// @param previousVersion the version that was read under lock; 0 when there was none
    public record NewState(PullRequest pullRequest, long previousVersion) {}

    /// A fact of an issue to write.
    ///
    /// @param issue which issue it belongs to
    /// @param fact what happened
    /// @param origin what brought it
    public record NewIssueFact(IssueKey issue, IssueFact fact, Origin origin) {}

    /// An issue's state to write.
    ///
    /// @param issue what is known now
    /// @param previousVersion the version that was read under lock; 0 when there was none
    public record NewIssue(Issue issue, long previousVersion) {}

    /// A repository's name to remember, unless a newer one is known.
    ///
    /// @param connection the connection's id
    /// @param repository the repository
    public record NewName(String connection, Repository repository) {}
}
