package dev.turnaround.model;

import dev.turnaround.model.issue.IssueAct;
import dev.turnaround.model.issue.IssueCoverage;
import dev.turnaround.model.issue.IssueStrand;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is taken of a connection, whether webhooks tell it or an API lists it. What was stored
/// before something was turned off stays as it is.
///
/// @param pullRequests pull requests
/// @param issues issues
/// @param projects where boards put issues, as GitHub's projects do; a tracker's own status is part
///   of its issues
/// @param commits how many commits a pull request has; pushes are acts on the pull request and come
///   with it
public record Fetch(boolean pullRequests, boolean issues, boolean projects, boolean commits) {
    /// Everything.
    public static final Fetch ALL = new Fetch(true, true, true, true);

    /// A change that is taken or left out.
    public sealed interface Taken {}

    /// What of a change is taken; the change itself where nothing is turned off.
    public record Some(Change change) implements Taken {}

    /// None of a change is.
    ///
    /// @param reason in a few words
    public record None(String reason) implements Taken {}

    /// What is taken of a change.
    public Taken of(Change change) {
        return switch (change) {
            case Change.ToPullRequest news when pullRequests ->
                    new Some(commits ? news : withoutCommits(news));
            case Change.PullRequestGone gone when pullRequests -> new Some(gone);
            case Change.ToPullRequest _, Change.PullRequestGone _ ->
                    new None("pull requests are not fetched");
            case Change.ToIssue news when issues -> projects ? new Some(news) : offBoards(news);
            case Change.IssueGone gone when issues -> new Some(gone);
            case Change.ToIssue _, Change.IssueGone _ -> new None("issues are not fetched");
            case Change.ToRepository _ -> new Some(change);
        };
    }

    private static Change withoutCommits(Change.ToPullRequest news) {
        var told = news.attributes();
        return new Change.ToPullRequest(
                news.key(),
                news.repository(),
                new Attributes(
                        told.repositoryName(),
                        told.title(),
                        told.url(),
                        told.sourceBranch(),
                        told.targetBranch(),
                        told.additions(),
                        told.deletions(),
                        told.changedFiles(),
                        null,
                        told.references(),
                        told.updatedAt()),
                news.facts(),
                news.coverage());
    }

    private static Taken offBoards(Change.ToIssue news) {
        var facts =
                news.facts().stream()
                        .filter(fact -> !(fact.act() instanceof IssueAct.Placed))
                        .toList();
        return facts.isEmpty()
                ? new None("projects are not fetched")
                : new Some(
                        new Change.ToIssue(
                                news.key(),
                                news.repository(),
                                news.attributes(),
                                facts,
                                offBoards(news.coverage())));
    }

    /// A list of which the places are left out does not say that there were none.
    private static @Nullable IssueCoverage offBoards(@Nullable IssueCoverage coverage) {
        return coverage == null
                ? null
                : new IssueCoverage(
                        coverage.until(),
                        coverage.strands().stream()
                                .filter(strand -> strand != IssueStrand.PLACES)
                                .collect(Collectors.toUnmodifiableSet()));
    }
}
