package dev.turnaround.store;

import dev.turnaround.model.issue.Issue;

/// An issue as it lies in the database.
///
/// @param issue what is known
/// @param version how often it was written; a writer that expected another one has read too early
public record StoredIssue(Issue issue, long version) {}
