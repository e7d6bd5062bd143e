package dev.turnaround.model.issue;

/// An issue as it is known now.
///
/// @param key which one
/// @param attributes what is known besides the facts
/// @param progress where its facts have brought it
public record Issue(IssueKey key, IssueAttributes attributes, IssueProgress progress) {}
