package dev.turnaround.simulator.github;

import dev.turnaround.simulator.Person;
import java.time.Instant;

/// Something that was done to a branch.
///
/// <https://docs.github.com/en/rest/repos/repos#list-repository-activities>
///
/// @param ref the whole name of the branch
/// @param type GitHub's word for it, such as `push`
record GitHubActivity(
        long id, String ref, String before, String after, Instant at, String type, Person by) {}
