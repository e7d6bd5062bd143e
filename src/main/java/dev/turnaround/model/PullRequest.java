package dev.turnaround.model;

/// A pull request as it is known now.
///
/// @param key which one
/// @param attributes what is known besides the facts
/// @param progress where its facts have brought it
/// @param settled up to when lists of the provider's API have settled what happened
public record PullRequest(
        PullRequestKey key, Attributes attributes, Progress progress, Settled<Strand> settled) {}
