package dev.turnaround.store;

import dev.turnaround.model.Account;
import dev.turnaround.model.Actor;
import dev.turnaround.model.Fact;
import dev.turnaround.model.PullRequest;
import dev.turnaround.model.PullRequestKey;
import dev.turnaround.model.Repository;
import dev.turnaround.model.issue.Issue;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import dev.turnaround.model.measure.Measures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that one transaction writes, worked out beforehand.
///
/// @param facts new facts, and known ones of which more is known now
/// @param pullRequests pull requests whose state moved
/// @param referring those of them that refer to other things than before
/// @param measures what is measured of those whose measures may have moved
/// @param issueFacts new facts of issues, and known ones of which more is known now
/// @param issues issues whose state moved
/// @param named those of them that answer to other names, or have other links, than before
/// @param repositories names to remember
/// @param deliveries lines for the delivery log
/// @param events what subscribers are to hear
/// @param people what becomes known of accounts
/// @param advance how far the reader of a list has come by it; null when nobody reads one
public record Writes(
        List<NewFact> facts,
        List<NewState> pullRequests,
        List<PullRequest> referring,
        List<NewMeasures> measures,
        List<NewIssueFact> issueFacts,
        List<NewIssue> issues,
        List<Issue> named,
        List<NewName> repositories,
        List<DeliveryRecord> deliveries,
        List<StreamEvent> events,
        People people,
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
    /// @param people the version of the [Directory] that it was folded with
    /// @param measures what is measured of it
    public record NewState(
            PullRequest pullRequest, long previousVersion, long people, Measures measures) {}

    /// What is measured of a pull request, in the place of what was.
    public record NewMeasures(PullRequestKey pullRequest, Measures measures) {}

    /// What becomes known of accounts.
    ///
    /// @param faces accounts that look otherwise than is written
    /// @param involved pull requests that accounts take part in
    /// @param unknown pull requests that are left out because nobody knows their author
    /// @param unreceived the deliveries that told of them: they may be wanted when they come again
    /// @param refolded how far a recomputation has come by it; null when it is none
    public record People(
            List<Face> faces,
            List<Involved> involved,
            List<LeftOutPullRequest> unknown,
            List<Known.DeliveryKey> unreceived,
            @Nullable Refolded refolded) {
        /// Nothing.
        public static final People NOTHING =
                new People(List.of(), List.of(), List.of(), List.of(), null);
    }

    /// What an account looks like at a moment.
    public record Face(Account account, Actor actor, Instant at) {}

    /// Somebody who takes part in a pull request.
    ///
    /// @param account the identity at the provider; of a team that was asked, its
    ///   [dev.turnaround.model.Reviewer#key]
    /// @param authored whether they opened it
    public record Involved(PullRequestKey pullRequest, String account, boolean authored) {}

    /// A pull request that is not stored.
    ///
    /// @param title null when it is not told
    /// @param author null when the account is deleted
    public record LeftOutPullRequest(
            PullRequestKey key,
            String repositoryName,
            @Nullable String title,
            @Nullable Actor author,
            Instant at) {}

    /// A step of a recomputation.
    ///
    /// @param from where it stood before; if it does not, the step fails
    /// @param done how many pull requests were folded
    public record Refolded(long job, PeopleJob.Place from, PeopleJob.Place to, int done) {}

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
