package dev.turnaround.store;

import dev.turnaround.model.PullRequest;
import java.util.List;

/// A pull request with what it is tied to.
///
/// @param pullRequest what is known
/// @param issues what people call the issues, in order
public record Tied(PullRequest pullRequest, List<String> issues) {}
