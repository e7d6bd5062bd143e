package dev.turnaround.simulator.play;

import dev.turnaround.simulator.Person;
import dev.turnaround.simulator.github.GitHubRepository;

/// A repository at one of the providers: where a pull request can be made.
@FunctionalInterface
public interface Place {
    /// A pull request that is written but not yet opened.
    ///
    /// @param size how much it changes, which not every provider tells
    PullRequest pullRequest(
            Person author, String title, String body, String branch, GitHubRepository.Size size);
}
