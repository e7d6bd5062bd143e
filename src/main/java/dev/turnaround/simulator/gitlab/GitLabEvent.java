package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.Person;
import java.time.Instant;

/// An event of a project, as its activity page shows it.
///
/// @param action `closed`, `reopened`, `merged`
/// @param target `MergeRequest` or `Issue`
/// @param number its number in the project
record GitLabEvent(String action, String target, long number, Instant at, Person by) {}
