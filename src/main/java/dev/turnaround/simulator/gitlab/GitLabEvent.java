package dev.turnaround.simulator.gitlab;

import dev.turnaround.simulator.Person;
import java.time.Instant;

/// An event of a project, as its activity page shows it.
///
/// @param action `closed`, `reopened`, `merged`
/// @param number of the merge request
record GitLabEvent(String action, long number, Instant at, Person by) {}
