package dev.turnaround.model;

import dev.turnaround.model.issue.IssueAttributes;
import dev.turnaround.model.issue.IssueFact;
import dev.turnaround.model.issue.IssueKey;
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
    record ToPullRequest(
            PullRequestKey key, Repository repository, Attributes attributes, List<Fact> facts)
            implements Change {
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
    record ToIssue(
            IssueKey key,
            @Nullable Repository repository,
            IssueAttributes attributes,
            List<IssueFact> facts)
            implements Change {
        public ToIssue {
            facts = List.copyOf(facts);
            if (facts.isEmpty()) {
                throw new IllegalArgumentException("a change without a fact: " + key.word());
            }
        }
    }

    /// News of a repository alone: it was renamed or moved.
    record ToRepository(Repository repository) implements Change {}
}
