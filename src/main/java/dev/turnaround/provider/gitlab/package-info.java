/// GitLab, gitlab.com and self-managed alike, with subgroups and under any address.
///
/// A delivery goes through three steps: [Seal] says whether it comes from the instance, [Payload]
/// copies the few named fields out of the JSON, [Webhook] says what they mean: [MergeRequests] for
/// merge requests and comments on them, [Issues] for issues and other work items. [Facts] and
/// [IssueFacts] hold the identities.
///
/// [GitLabApi] reads the same from the other side: [MergeRequestLists] and [IssueLists] turn the
/// pages of GraphQL, [Endings] adds what only REST tells, [MergeRequestHistory] and [IssueHistory]
/// say what it means and what it settles.
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
/// - The API is never asked for the body of a comment or of a note about commits. An answer with an
///   error in it is never taken for a short list.
/// - A strand is only claimed when its notes were read to their end and understood. Internal notes
///   and confidential issues are only shown to the role Reporter: an account with less would have
///   the comments there taken for deleted.
/// - Bytes cannot make a reading throw.
@NullMarked
package dev.turnaround.provider.gitlab;

import org.jspecify.annotations.NullMarked;
