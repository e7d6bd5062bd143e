/// Jira, as far as the webhooks of an administrator and the API show it: projects, issues and how
/// they move through a workflow.
///
/// An act on a [JiraIssue] changes it and returns what Jira would send about it.
///
/// **Invariants:** times have milliseconds, in a zone that is not UTC. Changes are numbered in one
/// series over the whole site. Every delivery has an identity of its own and is signed over its
/// exact bytes.
@NullMarked
package dev.turnaround.simulator.jira;

import org.jspecify.annotations.NullMarked;
