package dev.turnaround.simulator.jira;

import dev.turnaround.simulator.Person;
import java.time.Instant;

/// A comment that stands.
record JiraComment(long id, Person by, Instant at, String text) {}
