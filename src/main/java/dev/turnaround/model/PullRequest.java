package dev.turnaround.model;

/// A pull request as it is known now.
///
/// @param key which one
/// @param attributes what is known besides the facts
/// @param progress where its facts have brought it
public record PullRequest(PullRequestKey key, Attributes attributes, Progress progress) {}
