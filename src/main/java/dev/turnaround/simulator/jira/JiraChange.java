package dev.turnaround.simulator.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.turnaround.simulator.Person;
import java.time.Instant;

/// What was changed in one go.
///
/// @param items as Cloud writes them
record JiraChange(long id, Instant at, Person by, ArrayNode items) {}
