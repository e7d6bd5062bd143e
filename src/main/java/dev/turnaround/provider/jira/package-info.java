/// Jira, Cloud and Data Center alike: issues, not pull requests.
///
/// A delivery goes through three steps. [Seal] says whether it comes from the site, by what it has
/// of a [Signature], a [BearerToken] or a [UrlSecret]; [Payload] copies the few named fields out of
/// the JSON; [Webhook] says what they mean. [Facts] holds the identities: what a webhook and the
/// API tell of one act gets one identity from there.
///
/// The API: [SiteFinder] finds out what stands at an address and on which way it lets us in,
/// [Cloud] and [DataCenter] ask each in its way, [Telling] says what an answer means. [Refusals]
/// and [RateLimits] know what Jira says instead of an answer.
///
/// **Invariants:**
///
/// - Absence in an answer of the API is not deletion: what an account may not see is left out
///   without a word.
/// - Nothing of the body is parsed before the delivery is verified. Only [Signature] covers the
///   body; the other two prove who sent it, and TLS that it is what was sent.
/// - The projection is an allow-list. A description is read for its length and the keys in it
///   ([Prose]), and forgotten; bodies of comments are never read.
/// - Issues, statuses, projects and people are known by identity: keys change when an issue moves,
///   names of statuses are translated and renamed.
/// - Absent is unknown: a comment's event carries half a dozen fields of its issue, or none.
/// - Bytes cannot make a reading throw.
@NullMarked
package dev.turnaround.provider.jira;

import org.jspecify.annotations.NullMarked;
