/// GitHub, github.com and Enterprise Server alike.
///
/// A delivery goes through three steps, a file each: [Signature] says whether the exact bytes are
/// GitHub's, [Payload] copies the few named fields out of the JSON, [Webhook] says what they mean.
/// [Facts] and [IssueFacts] hold the identities: what a webhook and the API tell of one act gets
/// one identity from there.
///
/// The API is [GitHubApi]: [GraphQl] asks the queries that stand beside this package as resources
/// and passes over no error in an answer, [PullRequests] and [Issues] turn pages and read each
/// item's lists to their ends, [ListedPullRequest] and [ListedIssue] say what they mean, [Activity]
/// adds the pushes, [Undelivered] the deliveries that failed. [Refusals] knows what is the matter,
/// [Rates] until when to wait.
///
/// **Invariants:**
///
/// - Nothing is parsed before its bytes are verified.
/// - The projection is an allow-list: a field that [Payload] does not name is skipped in the byte
///   array and never becomes a text. `diff_hunk` is source code, and bodies may quote it: that of a
///   pull request is read for the issues it names, without its code, and forgotten.
/// - Repositories, pull requests, issues and people are known by number, never by name, login or
///   node id: names change, and node ids have two encodings. A board's deliveries have nothing but
///   the node id of the issue; [NodeId] takes the number out of it.
/// - Absent is unknown: most payloads carry a trimmed pull request, and a comment on one carries an
///   issue.
/// - Bytes cannot make a reading throw.
/// - A strand is covered only if its list was read to the end, up to a minute before the answer.
@NullMarked
package dev.turnaround.provider.github;

import org.jspecify.annotations.NullMarked;
