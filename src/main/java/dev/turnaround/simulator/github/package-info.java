/// GitHub, as far as its webhooks show it: repositories, pull requests, reviews and comments.
///
/// An act on a [GitHubPullRequest] changes it and returns what GitHub would send about it. Three
/// objects describe the same pull request, as they do there: the full one in `pull_request`, the
/// simple one (twelve fields less) around reviews, and the issue in `issue_comment`, which has
/// another id.
///
/// **Invariants:** times have whole seconds and `updated_at` never goes back. Every delivery has a
/// GUID of its own and is signed over its exact bytes. All that stands for source code carries
/// [dev.turnaround.simulator.SourceCode#TELLTALE], so that a test can look for it where it must not
/// be.
@NullMarked
package dev.turnaround.simulator.github;

import org.jspecify.annotations.NullMarked;
