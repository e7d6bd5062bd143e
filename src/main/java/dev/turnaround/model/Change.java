package dev.turnaround.model;

import java.util.List;

/// What one delivery or one page of an API says, in the project's own words: all that `ingest` ever
/// sees of a provider.
public sealed interface Change {

    /// The repository it is about.
    Repository repository();

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

    /// News of a repository alone: it was renamed or moved.
    record ToRepository(Repository repository) implements Change {}
}
