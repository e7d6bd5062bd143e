/// GitLab, gitlab.com and self-managed alike, with subgroups and under any address.
///
/// A delivery goes through three steps: [Seal] says whether it comes from the instance, [Payload]
/// copies the few named fields out of the JSON, [Webhook] says what they mean: [MergeRequests] for
/// merge requests and comments on them, [Issues] for issues and other work items. [Facts] and
/// [IssueFacts] hold the identities.
///
/// **Invariants:**
///
/// - Nothing is parsed before it is verified, and nothing at all of an event that is not used.
/// - The projection is an allow-list: a field that [Payload] does not name is skipped in the byte
///   array and never becomes a text. Notes, diffs, positions, commit messages, paths and e-mail
///   addresses are not named; the description of a merge request or an issue is read for the issues
///   it names, without its code, and forgotten.
/// - Projects, merge requests, issues, notes and people are known by number. Paths change, and so
///   do user names.
/// - Absent is unknown: fields came with versions, and all of them are optional but identities and
///   `created_at`. What has no time of its own is estimated.
/// - `updated_at` is never the time of an approval: it may be from before.
/// - Bytes cannot make a reading throw.
@NullMarked
package dev.turnaround.provider.gitlab;

import org.jspecify.annotations.NullMarked;
