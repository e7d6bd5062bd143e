package dev.turnaround.model;

import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueCoverage;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one delivery or one page of an API says, in the project's own words: all that `ingest` ever
/// sees of a provider.
public sealed interface Change {

    /// The repository it is about; null when the telling does not say.
    @Nullable Repository repository();

    /// News of a pull request.
    ///
    /// @param key which one
    /// @param repository the repository it belongs to
    /// @param attributes what the snapshot tells
    /// @param facts what happened; the opening, which every snapshot implies, is always among them
    /// @param coverage what the facts list in full; null when they are only news
    record ToPullRequest(
            PullRequestKey key,
            Repository repository,
            Attributes attributes,
            List<Fact> facts,
            @Nullable Coverage coverage)
            implements Change {
        /// News that lists nothing in full.
        public ToPullRequest(
                PullRequestKey key,
                Repository repository,
                Attributes attributes,
                List<Fact> facts) {
            this(key, repository, attributes, facts, null);
        }

        public ToPullRequest {
            facts = List.copyOf(facts);
            if (facts.stream().noneMatch(fact -> fact.act() instanceof Act.Opened)) {
                throw new IllegalArgumentException("a change without the opening: " + key.id());
            }
        }
    }

    /// News of an issue.
    ///
    /// @param key which one
    /// @param repository the repository or project that it is in; null when the telling does not
    ///   say, as one of a bare comment
    /// @param attributes what the snapshot tells
    /// @param facts what happened; never empty
    /// @param coverage what the facts list in full; null when they are only news
    record ToIssue(
            IssueKey key,
            @Nullable Repository repository,
            IssueAttributes attributes,
            List<IssueFact> facts,
            @Nullable IssueCoverage coverage)
            implements Change {
        /// News that lists nothing in full.
        public ToIssue(
                IssueKey key,
                @Nullable Repository repository,
                IssueAttributes attributes,
                List<IssueFact> facts) {
            this(key, repository, attributes, facts, null);
        }

        public ToIssue {
            facts = List.copyOf(facts);
            if (facts.isEmpty()) {
                throw new IllegalArgumentException("a change without a fact: " + key.word());
            }
        }
    }

    /// A pull request is no longer at the provider, as its API says when asked for it.
    ///
    /// @param at the moment of the answer, by the provider's clock
    record PullRequestGone(PullRequestKey key, Repository repository, Instant at)
            implements Change {}

    /// An issue is no longer at the provider, as its API says when asked for it.
    ///
    /// @param at the moment of the answer, by the provider's clock
    record IssueGone(IssueKey key, @Nullable Repository repository, Instant at) implements Change {}

    /// News of a repository alone: it was renamed or moved.
    record ToRepository(Repository repository) implements Change {}
}
