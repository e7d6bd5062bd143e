/// Bitbucket Cloud, as far as its webhooks and its API show it: workspaces, repositories and pull
/// requests.
///
/// An act on a [BitbucketPullRequest] changes it and returns what Bitbucket would send about it;
/// [BitbucketApi] answers for all that has happened so far.
///
/// **Invariants:** times have microseconds and `updated_on` never goes back. Every delivery has an
/// identity of its own and is signed over its exact bytes. All that stands for source code carries
/// [dev.turnaround.simulator.SourceCode#TELLTALE].
@NullMarked
package dev.turnaround.simulator.bitbucket;

import org.jspecify.annotations.NullMarked;
